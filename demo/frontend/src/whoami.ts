import { Actor, HttpAgent, type Identity } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import type { Addresses } from './addresses.ts';

interface Demo {
  whoami(): Promise<Principal>;
}

/** Asks the dapp's canister who is calling. The network checks the delegation before the canister answers. */
export async function whoami(identity: Identity, { canisterId, local }: Addresses): Promise<string> {
  const agent = await HttpAgent.create({ host: location.origin, identity, shouldFetchRootKey: local });
  const demo = Actor.createActor<Demo>(
    ({ IDL }) => IDL.Service({ whoami: IDL.Func([], [IDL.Principal], ['query']) }),
    { agent, canisterId },
  );
  return (await demo.whoami()).toText();
}
