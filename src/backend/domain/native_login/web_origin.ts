/** Origins of web pages in their one normal form: scheme and host in lower case, no default port, nothing behind. */

/** What an origin consists of. */
export interface WebOrigin {
  readonly isHttps: boolean;
  readonly hostname: string;
}

const ORIGIN_LIMIT = 255;
const ORIGIN =
  /^(https?):\/\/([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)(?::([1-9]\d{0,4}))?$/;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };
const ICP0_ORIGIN = /^https:\/\/([\w-]+(?:\.raw)?)\.icp0\.io$/;

/**
 * An https origin, or an http one on this machine: `localhost` or a name that ends in `.localhost`; null for any other
 * text, another spelling of an origin included. At most 255 bytes.
 */
export function parseWebOrigin(text: string): WebOrigin | null {
  if (text.length > ORIGIN_LIMIT) return null;
  const [, scheme = '', hostname = '', port = ''] = ORIGIN.exec(text) ?? [];
  if (hostname === '' || port === DEFAULT_PORTS[scheme] || Number(port) > 65_535) return null;
  const isHttps = scheme === 'https';
  return isHttps || isLocalhost(hostname) ? { isHttps, hostname } : null;
}

/**
 * The origin that principals are derived for: canisters answer under two domains, and a person has one principal for
 * both (contract, 3.2). The front end does the same for web pages.
 */
export function principalOrigin(origin: string): string {
  return origin.replace(ICP0_ORIGIN, 'https://$1.ic0.app');
}

function isLocalhost(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost');
}
