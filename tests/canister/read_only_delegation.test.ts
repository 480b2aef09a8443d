/** Delegations for queries only, held by `@icp-sdk/core` 6, which knows the field, and refused by the network otherwise. */
import { Actor, HttpAgent } from '@icp-sdk/core-6/agent';
import {
  Delegation,
  DelegationChain,
  DelegationIdentity,
  Ed25519KeyIdentity,
} from '@icp-sdk/core-6/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DelegationPermissions } from '../../src/declarations/internet_identity.did.ts';
import { DEMO_ARG, type Demo, demoIdl, demoWasm } from '../support/demo.ts';
import { identity, InternetIdentity } from '../support/internet_identity.ts';

const ALICE = identity('alice');
const ORIGIN = 'https://dapp.example';

describe('a delegation for queries only', () => {
  let ii: InternetIdentity;
  let anchor: bigint;
  let demo: string;
  let host: string;
  const session = Ed25519KeyIdentity.generate(new Uint8Array(32).fill(7));
  const sessionKey = new Uint8Array(session.getPublicKey().toDer());

  beforeAll(async () => {
    ii = await InternetIdentity.create();
    anchor = await ii.register(ALICE);
    const [application] = await ii.pic.getApplicationSubnets();
    const id = await ii.pic.createCanister({ targetSubnetId: application!.id });
    await ii.pic.installCode({ canisterId: id, wasm: demoWasm(), arg: DEMO_ARG });
    demo = id.toText();
    host = `http://127.0.0.1:${await ii.pic.makeLive()}`;
  });
  afterAll(async () => {
    await ii.pic.stopLive();
    await ii.tearDown();
  });

  async function issue(allowed: [] | [DelegationPermissions], number: [] | [bigint] = []) {
    const me = ii.as(ALICE);
    const prepared = await me.prepare_account_delegation(anchor, ORIGIN, number, sessionKey, [], allowed);
    if (!('Ok' in prepared)) throw new Error('not prepared');
    const { user_key, expiration } = prepared.Ok;
    const got = await me.get_account_delegation(anchor, ORIGIN, number, sessionKey, expiration, allowed);
    if (!('Ok' in got)) throw new Error('no such delegation');
    const { delegation, signature } = got.Ok;
    return {
      userKey: Uint8Array.from(user_key),
      expiration,
      permissions: delegation.permissions[0],
      signature: Uint8Array.from(signature),
    };
  }
  type Issued = Awaited<ReturnType<typeof issue>>;

  /** Asks the dapp's canister who calls. @param permissions - what the chain says, honest or not */
  async function whoami(issued: Issued, mode: 'query' | 'update', permissions = issued.permissions) {
    const delegation = new Delegation(sessionKey, issued.expiration, undefined, permissions);
    const signed = { delegation, signature: issued.signature } as never;
    const chain = DelegationChain.fromDelegations([signed], issued.userKey as never);
    const agent = await HttpAgent.create({
      host,
      identity: DelegationIdentity.fromDelegation(session, chain),
      shouldFetchRootKey: true,
      retryTimes: 0,
    });
    const actor = Actor.createActor<Demo>(demoIdl(mode) as never, { agent, canisterId: demo });
    return (await actor.whoami()).toText();
  }

  it('should query as the principal of the account, and not call updates', async () => {
    const created = await ii.as(ALICE).create_account(anchor, ORIGIN, 'Work');
    if (!('Ok' in created)) throw new Error('no account');
    const users = new Set<string>();
    for (const number of [[], created.Ok.account_number] as ([] | [bigint])[]) {
      const issued = await issue([{ queries: null }], number);
      expect(issued.permissions).toBe('queries');
      users.add(await whoami(issued, 'query'));
      await expect(whoami(issued, 'update')).rejects.toThrow('Update calls are not permitted');
    }
    const principal = (await ii.as(ALICE).get_principal(anchor, ORIGIN)).toText();
    expect(users).toContain(principal);
    expect(users.size).toBe(2);
  });

  it('should be worth nothing without the field, or with another one', async () => {
    const issued = await issue([{ queries: null }]);
    const stripped = { ...issued, permissions: undefined };
    for (const mode of ['query', 'update'] as const) {
      await expect(whoami(stripped, mode)).rejects.toThrow(/400|[Ii]nvalid|signature/);
      await expect(whoami(issued, mode, 'all')).rejects.toThrow(/400|[Ii]nvalid|signature/);
    }
  });

  it('should not come of one for everything, which carries no field', async () => {
    for (const allowed of [[], [{ all: null }]] as ([] | [DelegationPermissions])[]) {
      const issued = await issue(allowed);
      expect(issued.permissions).toBeUndefined();
      const principal = (await ii.as(ALICE).get_principal(anchor, ORIGIN)).toText();
      expect(await whoami(issued, 'update')).toBe(principal);
      await expect(whoami(issued, 'query', 'queries')).rejects.toThrow(/400|[Ii]nvalid|signature/);
    }
  });
});
