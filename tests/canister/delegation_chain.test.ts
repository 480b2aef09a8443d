/**
 * Proof that what the canister issues is what the network accepts: a chain made of its delegation logs in at
 * another canister, and nothing that was tampered with does.
 */
import { Actor, HttpAgent, IC_ROOT_KEY } from '@dfinity/agent';
import { DelegationChain, DelegationIdentity, Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_ARG, demoIdl, demoWasm, type Demo } from '../support/demo.ts';
import { identity, InternetIdentity } from '../support/internet_identity.ts';

const ALICE = identity('alice');
const ORIGIN = 'https://dapp.example';

interface SignedDelegation {
  delegation: { pubkey: Uint8Array; expiration: bigint };
  signature: Uint8Array;
}

describe('a delegation at a dapp', () => {
  let ii: InternetIdentity;
  let anchor: bigint;
  let demo: Principal;
  let host: string;
  const session = Ed25519KeyIdentity.generate(new Uint8Array(32).fill(7));

  beforeAll(async () => {
    ii = await InternetIdentity.create();
    anchor = await ii.register(ALICE);
    const [application] = await ii.pic.getApplicationSubnets();
    const id = await ii.pic.createCanister({ targetSubnetId: application!.id });
    await ii.pic.installCode({ canisterId: id, wasm: demoWasm(), arg: DEMO_ARG });
    demo = Principal.fromText(id.toText());
    host = `http://127.0.0.1:${await ii.pic.makeLive()}`;
  });
  afterAll(async () => {
    await ii.pic.stopLive();
    await ii.tearDown();
  });

  /** A delegation for the session key as the front end hands it over. */
  async function issue(
    maxTimeToLive: [] | [bigint] = [],
  ): Promise<{ userKey: Uint8Array; signed: SignedDelegation }> {
    const sessionKey = new Uint8Array(session.getPublicKey().toDer());
    const [userKey, expiration] = await ii
      .as(ALICE)
      .prepare_delegation(anchor, ORIGIN, sessionKey, maxTimeToLive);
    const reply = await ii.as(ALICE).get_delegation(anchor, ORIGIN, sessionKey, expiration);
    if (!('signed_delegation' in reply)) throw new Error('no such delegation');
    const { delegation, signature } = reply.signed_delegation;
    return {
      userKey: Uint8Array.from(userKey),
      signed: {
        delegation: { pubkey: Uint8Array.from(delegation.pubkey), expiration: delegation.expiration },
        signature: Uint8Array.from(signature),
      },
    };
  }

  /** Asks the dapp's canister who calls, as the holder of the delegation. */
  async function whoami(userKey: Uint8Array, signed: SignedDelegation, mode: 'query' | 'update' = 'query') {
    const chain = DelegationChain.fromDelegations([signed as never], userKey as never);
    const agent = await HttpAgent.create({
      host,
      identity: DelegationIdentity.fromDelegation(session, chain),
      shouldFetchRootKey: true,
      retryTimes: 0,
    });
    const actor = Actor.createActor<Demo>(demoIdl(mode), { agent, canisterId: demo });
    return (await actor.whoami()).toText();
  }

  it('should log in as the principal of the anchor at the origin, by query and by update', async () => {
    const { userKey, signed } = await issue();
    const principal = (await ii.as(ALICE).get_principal(anchor, ORIGIN)).toText();
    expect(await whoami(userKey, signed, 'query')).toBe(principal);
    expect(await whoami(userKey, signed, 'update')).toBe(principal);
  });

  it('should log in as a principal of its own by an added account, and by no other', async () => {
    const sessionKey = new Uint8Array(session.getPublicKey().toDer());
    const users: string[] = [];
    for (const name of ['Work', 'Play']) {
      const created = await ii.as(ALICE).create_account(anchor, ORIGIN, name);
      if (!('Ok' in created)) throw new Error('no account');
      const number = created.Ok.account_number;
      const prepared = await ii
        .as(ALICE)
        .prepare_account_delegation(anchor, ORIGIN, number, sessionKey, [], []);
      if (!('Ok' in prepared)) throw new Error('not prepared');
      const { user_key, expiration } = prepared.Ok;
      const got = await ii
        .as(ALICE)
        .get_account_delegation(anchor, ORIGIN, number, sessionKey, expiration, []);
      if (!('Ok' in got)) throw new Error('no such delegation');
      const userKey = Uint8Array.from(user_key);
      const signed = {
        delegation: { pubkey: sessionKey, expiration },
        signature: Uint8Array.from(got.Ok.signature),
      };
      const user = await whoami(userKey, signed, 'update');
      expect(user).toBe(Principal.selfAuthenticating(userKey).toText());
      users.push(user);
      const { userKey: defaultKey } = await issue();
      await expect(whoami(defaultKey, signed)).rejects.toThrow(/400|[Ii]nvalid|signature/);
    }
    const principal = (await ii.as(ALICE).get_principal(anchor, ORIGIN)).toText();
    expect(new Set([...users, principal]).size).toBe(3);
  });

  it('should be refused with a changed byte anywhere in the signature', async () => {
    const { userKey, signed } = await issue();
    const length = signed.signature.length;
    for (const at of [5, Math.floor(length / 3), Math.floor(length / 2), length - 1]) {
      const signature = Uint8Array.from(signed.signature);
      signature[at]! ^= 1;
      await expect(whoami(userKey, { ...signed, signature })).rejects.toThrow(/400|[Ii]nvalid|signature/);
    }
  });

  it('should be refused for another expiration than the signed one', async () => {
    const { userKey, signed } = await issue();
    const longer = { ...signed.delegation, expiration: signed.delegation.expiration + 1n };
    await expect(whoami(userKey, { ...signed, delegation: longer })).rejects.toThrow(
      /400|[Ii]nvalid|signature/,
    );
  });

  it('should be refused once it has expired', async () => {
    const { userKey, signed } = await issue([0n]);
    await expect(whoami(userKey, signed)).rejects.toThrow(/expired|[Ee]xpir/);
  });

  it('should be refused under the key of another anchor', async () => {
    const bob = identity('bob');
    const bobsAnchor = await ii.register(bob);
    const { signed } = await issue();
    const sessionKey = new Uint8Array(session.getPublicKey().toDer());
    const [bobsKey] = await ii.as(bob).prepare_delegation(bobsAnchor, ORIGIN, sessionKey, []);
    await expect(whoami(Uint8Array.from(bobsKey), signed)).rejects.toThrow(/400|[Ii]nvalid|signature/);
  });

  it("should be refused with another canister's certificate", async () => {
    // The same seed under the demo canister's id: the tree and its certificate belong to Internet Identity.
    const { userKey, signed } = await issue();
    const forged = Uint8Array.from(userKey);
    const idAt = forged.length - 32 - 10;
    forged.set(demo.toUint8Array(), idAt);
    await expect(whoami(forged, signed)).rejects.toThrow(/400|[Ii]nvalid|signature/);
  });

  it("should not convince an agent that trusts another network's root key", async () => {
    const { userKey, signed } = await issue();
    const chain = DelegationChain.fromDelegations([signed as never], userKey as never);
    const agent = await HttpAgent.create({
      host,
      identity: DelegationIdentity.fromDelegation(session, chain),
      // The Internet Computer's own key.
      rootKey: new Uint8Array(Buffer.from(IC_ROOT_KEY, 'hex')),
      retryTimes: 0,
    });
    const actor = Actor.createActor<Demo>(demoIdl('update'), { agent, canisterId: demo });
    await expect(actor.whoami()).rejects.toThrow(/[Ss]ignature|verif/);
  });
});
