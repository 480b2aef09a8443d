import { Actor, type ActorSubclass, type Agent, HttpAgent, type Identity } from '@dfinity/agent';
import { type _SERVICE as Service, idlFactory } from '../../../declarations/internet_identity.did.ts';
import { isLocalHost } from '../authorize/origin.ts';
import type { CanisterPage } from './canister_page.ts';
import { decodePublicConfig } from './public_config.ts';

export type InternetIdentity = ActorSubclass<Service>;

/** The canister, as seen through the gateway that served the page. */
export interface Connection {
  readonly canisterId: string;
  /** The canister, called by somebody; null stands for nobody in particular. */
  as(caller: Identity | null): Promise<InternetIdentity>;
  /** What calls any canister in somebody's name. */
  agentOf(caller: Identity | null): Promise<Agent>;
}

/**
 * Opens the connection lazily, so that a failure to reach the network is met, and can be met again,
 * by the call that needs it.
 */
export function createConnection(page: CanisterPage): Connection {
  // The Internet Computer's key is built into the agent. Asking a network for its own key trusts
  // whoever answers, so only a local network, or one configured so, is asked.
  const shouldFetchRootKey = isLocalHost(page.hostname) || decodePublicConfig(page.config).fetchRootKey;
  let opened: Promise<HttpAgent> | null = null;
  let interfaceRead: ReturnType<typeof Actor.createActorClass> | null = null;
  const open = (): Promise<HttpAgent> => {
    opened ??= HttpAgent.create({ host: page.origin, shouldFetchRootKey }).catch((cause: unknown) => {
      opened = null;
      throw cause;
    });
    return opened;
  };
  const agentOf = async (caller: Identity | null): Promise<Agent> => {
    const shared = await open();
    return caller === null ? shared : agentAs(shared, caller);
  };
  return {
    canisterId: page.canisterId,
    agentOf,
    async as(caller) {
      const agent = await agentOf(caller);
      // Reading the interface takes longer than everything else here.
      interfaceRead ??= Actor.createActorClass(idlFactory);
      return new interfaceRead({ agent, canisterId: page.canisterId }) as unknown as InternetIdentity;
    },
  };
}

/**
 * The same agent for another caller. One agent serves all: it keeps the root key, the clock's
 * difference and the subnet's node keys, each of which costs a request and a pairing check.
 */
function agentAs(agent: HttpAgent, caller: Identity): Agent {
  return {
    rootKey: agent.rootKey,
    getPrincipal: async () => caller.getPrincipal(),
    call: (canister, fields) => agent.call(canister, fields, caller),
    query: (canister, fields) => agent.query(canister, fields, caller),
    createReadStateRequest: (options) => agent.createReadStateRequest(options, caller),
    readState: (canister, options, _caller, request) => agent.readState(canister, options, caller, request),
    status: () => agent.status(),
    fetchRootKey: () => agent.fetchRootKey(),
  };
}
