/** The id under which Internet Identity runs, locally and on the Internet Computer. */
const INTERNET_IDENTITY = 'rdmx6-jaaaa-aaaaa-aaadq-cai';

export interface Addresses {
  /** The dapp's own canister. */
  readonly canisterId: string;
  readonly identityProvider: string;
  /** Whether the network is one's own, whose root key has to be fetched. */
  readonly local: boolean;
}

/**
 * Finds the canisters by the address of the page: the host name begins with the dapp's id, or the
 * query names it.
 * @throws Error when neither does
 */
export function addressesOf({ protocol, hostname, port, search }: URL | Location): Addresses {
  const canisterId =
    new URLSearchParams(search).get('canisterId') ?? /^([a-z0-9-]+-cai)\./.exec(hostname)?.[1];
  if (canisterId === undefined) throw new Error(`which canister is this? ${hostname} does not tell`);
  const local = hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '127.0.0.1';
  const host = local ? `localhost${port === '' ? '' : `:${port}`}` : 'ic0.app';
  return { canisterId, local, identityProvider: `${protocol}//${INTERNET_IDENTITY}.${host}` };
}
