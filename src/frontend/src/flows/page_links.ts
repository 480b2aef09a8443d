import { isIpAddress, isLocalHost } from '../authorize/origin.ts';

/** Addresses of this page that people are sent to. */
export interface PageLinks {
  /** Host name that the page was opened at. */
  readonly hostname: string;
  /** The page for looking after one's identity, at the address the page was opened at. */
  readonly home: string;
  /**
   * Where the same canister is reached under a name of its own, which passkeys need and which keeps it
   * apart from dapps. Only local gateways answer under several names.
   */
  readonly withOwnName: string;
  /** This page at another origin. A local gateway that the host name does not tell the canister needs the query. */
  at(origin: string): string;
}

export function createPageLinks(
  { origin, hostname, search }: Pick<Location, 'origin' | 'hostname' | 'search'>,
  canisterId: string,
): PageLinks {
  const { protocol, port } = new URL(origin);
  const local = isLocalHost(hostname) || isIpAddress(hostname);
  return {
    hostname,
    home: `/${search}`,
    withOwnName: local
      ? `${protocol}//${canisterId}.localhost${port === '' ? '' : `:${port}`}/`
      : `${origin}/`,
    at(other) {
      const host = hostnameOf(other);
      const named = host === null || !isLocalHost(host) || host.startsWith(`${canisterId}.`);
      return named ? `${other}/` : `${other}/?canisterId=${canisterId}`;
    },
  };
}

function hostnameOf(origin: string): string | null {
  try {
    return new URL(origin).hostname;
  } catch {
    return null;
  }
}
