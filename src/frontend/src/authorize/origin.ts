import { MAX_ORIGIN_BYTES } from './request.ts';

/**
 * The text itself when it is an http or https origin in its one normal form (no path, no default
 * port, lower case) of at most 255 bytes, else null.
 */
export function parseOrigin(text: string): string | null {
  if (text.length > MAX_ORIGIN_BYTES) return null;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  return url.origin === text ? text : null;
}

const ICP0_ORIGIN = /^https:\/\/([\w-]+(?:\.raw)?)\.icp0\.io$/;

/**
 * The origin that principals are derived for. Canisters answer under two domains; both map to the
 * older one, so that a person has one principal for both.
 * @see contract: canister.md 3.2
 */
export function remapToIc0App(origin: string): string {
  return origin.replace(ICP0_ORIGIN, 'https://$1.ic0.app');
}

/** Whether a host name belongs to the machine the browser runs on. */
export function isLocalHost(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '127.0.0.1' ||
    hostname === '0.0.0.0' ||
    hostname === '[::1]'
  );
}

/** Whether a host name is an IP address, where passkeys cannot exist. */
export function isIpAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname);
}
