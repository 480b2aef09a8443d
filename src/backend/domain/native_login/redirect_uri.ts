/**
 * Where native apps take their answers (RFC 8252, 7): an https address that the system hands to the app, a private-use
 * scheme in reverse-domain form, or a port of this machine. Registered and requested addresses are compared character
 * by character: what is not normalised cannot be normalised differently by a browser.
 */
import { parseWebOrigin } from './web_origin.ts';

export type RedirectKind = 'https' | 'privateUse' | 'loopback';

export interface RedirectUri {
  readonly kind: RedirectKind;
  /** Of an https address. */
  readonly origin: string | null;
  /** The address, a loopback one without its port. */
  readonly portless: string;
}

const URI_LIMIT = 512;
/** Of RFC 3986's path characters those but `*`, which looks like a pattern; no query, no fragment. */
const PATH = "(?:/[\\w.~!$&'()+,;=:@%-]*)";
const HTTPS = new RegExp(`^(https://[^/]+)${PATH}*$`);
const LOOPBACK = new RegExp(`^(http://(?:127\\.0\\.0\\.1|\\[::1\\]))(?::([1-9]\\d{0,4}))?(${PATH}*)$`);
/** A scheme with a dot in it, then one slash: an authority would be somebody's else to name. */
const PRIVATE_USE = new RegExp(`^[a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)+:(?!//)${PATH}+$`);

/** What a redirect URI is, or null for one that cannot be registered and so never matches. */
export function parseRedirectUri(text: string): RedirectUri | null {
  if (text.length > URI_LIMIT) return null;
  const [, origin] = HTTPS.exec(text) ?? [];
  if (origin !== undefined) {
    return parseWebOrigin(origin) === null ? null : { kind: 'https', origin, portless: text };
  }
  const [, host, port = '1', path = ''] = LOOPBACK.exec(text) ?? [];
  if (host !== undefined) {
    return Number(port) > 65_535 ? null : { kind: 'loopback', origin: null, portless: host + path };
  }
  return PRIVATE_USE.test(text) ? { kind: 'privateUse', origin: null, portless: text } : null;
}

/** The requested address if it is one of the registered ones, where loopback addresses may differ in the port alone. */
export function findRedirectUri(registered: readonly string[], requested: string): RedirectUri | null {
  const wanted = parseRedirectUri(requested);
  if (wanted === null) return null;
  const isRegistered =
    wanted.kind === 'loopback'
      ? registered.some((uri) => parseRedirectUri(uri)?.portless === wanted.portless)
      : registered.includes(requested);
  return isRegistered ? wanted : null;
}

/** A redirect address with parameters, none of which needs to be escaped already. Absent ones are left out. */
export function withParameters(
  uri: string,
  parameters: readonly (readonly [name: string, value: string | null])[],
): string {
  const query = parameters
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(value as string)}`);
  return `${uri}?${query.join('&')}`;
}
