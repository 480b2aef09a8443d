import { isIpAddress, isLocalHost } from '../authorize/origin.ts';

/** Where the Internet Computer serves Internet Identity. */
const PUBLISHED_ORIGINS = [
  'https://identity.ic0.app',
  'https://identity.internetcomputer.org',
  'https://id.ai',
];

/** Addresses of this page that people are sent to. */
export interface PageLinks {
  /** Host name that the page was opened at. */
  readonly hostname: string;
  /** The page for looking after one's identity, at the address the page was opened at. */
  readonly home: string;
  readonly about: string;
  readonly selfService: string;
  /** The canister that serves the page. */
  readonly canisterId: string;
  /** The page for adding this browser to an identity that is open on another device. */
  readonly join: string;
  /** The whole address of that page for one identity, for the other device to open. */
  joinTo(number: string): string;
  /**
   * Where the same canister is reached under a name of its own, which passkeys need and which keeps it
   * apart from dapps. Only local gateways answer under several names.
   */
  readonly withOwnName: string;
  /**
   * This page at another origin; null where that is not known to be Internet Identity's: whoever makes an
   * identity can write any address into it, and would get this page to vouch for theirs.
   */
  at(origin: string): string | null;
}

const JOIN_PARAMETER = 'action';
const JOIN_ACTION = 'add-passkey';

/** Whether an address asks to add this browser to an identity, and to which one; null when it does not. */
export function readJoinAddress(search: string): string | null {
  const parameters = new URLSearchParams(search);
  return parameters.get(JOIN_PARAMETER) === JOIN_ACTION ? (parameters.get('ii') ?? '') : null;
}

export function createPageLinks(
  { origin, hostname, search }: Pick<Location, 'origin' | 'hostname' | 'search'>,
  canisterId: string,
): PageLinks {
  const { protocol, port } = new URL(origin);
  const local = isLocalHost(hostname) || isIpAddress(hostname);
  // A gateway that does not know the canister by the host name needs the parameter on every page.
  const canisterParameter = new URLSearchParams(search).get('canisterId');
  const ownPage = (path: string, parameters: Readonly<Record<string, string>> = {}): string => {
    const query = new URLSearchParams(canisterParameter === null ? {} : { canisterId: canisterParameter });
    for (const [name, value] of Object.entries(parameters)) query.set(name, value);
    return query.size === 0 ? path : `${path}?${query}`;
  };
  return {
    hostname,
    canisterId,
    home: ownPage('/'),
    about: ownPage('/about'),
    selfService: ownPage('/self-service'),
    join: ownPage('/', { [JOIN_PARAMETER]: JOIN_ACTION }),
    joinTo: (number) => `${origin}${ownPage('/', { [JOIN_PARAMETER]: JOIN_ACTION, ii: number })}`,
    withOwnName: local
      ? `${protocol}//${canisterId}.localhost${port === '' ? '' : `:${port}`}/`
      : `${origin}/`,
    at(other) {
      if (PUBLISHED_ORIGINS.includes(other)) return `${other}/`;
      const host = new URL(other).hostname;
      if (!local || !isLocalHost(host)) return null;
      // A local gateway that the host name does not tell the canister needs the query.
      return host.startsWith(`${canisterId}.`) ? `${other}/` : `${other}/?canisterId=${canisterId}`;
    },
  };
}
