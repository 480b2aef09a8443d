import { Certificate, Cbor } from '@icp-sdk/core/agent';
import { IDL } from '@dfinity/candid';
import { Principal } from '@icp-sdk/core/principal';
import { beforeAll, describe, expect, it } from 'vitest';
import { idlFactory } from '../../src/declarations/internet_identity.did.ts';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import {
  CANISTER_ID,
  identity,
  InternetIdentity,
  MINUTE_NS,
  publicKeyOf,
} from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

const ALICE = identity('alice');
const SESSION = publicKeyOf(identity('session'));
const ORIGIN = 'https://dapp.example';

describe('get_delegation', () => {
  const stage = useStage();
  let ii: InternetIdentity;
  let anchor: bigint;

  beforeAll(async () => {
    ii = stage.ii;
    anchor = await ii.register(ALICE);
  });

  itShouldAskWhoCalls(stage, {
    call: (me, owner) => me.get_delegation(owner.anchor, ORIGIN, SESSION, 0n),
    refusal: 'trap',
    isUse: false,
  });

  it('should find nothing where there is no salt yet', async () => {
    const fresh = await InternetIdentity.create();
    const number = await fresh.register(ALICE);
    expect(await fresh.as(ALICE).get_delegation(number, ORIGIN, SESSION, 0n)).toEqual({
      no_such_delegation: null,
    });
    await fresh.tearDown();
  });

  it('should find nothing when it is called as an update, without a certificate', async () => {
    const [, expiration] = await ii.as(ALICE).prepare_delegation(anchor, ORIGIN, SESSION, []);
    const { argTypes, retTypes } = new Map(idlFactory({ IDL })._fields).get('get_delegation')!;
    const reply = await ii.pic.updateCall({
      canisterId: CANISTER_ID,
      sender: ALICE.getPrincipal(),
      method: 'get_delegation',
      arg: new Uint8Array(IDL.encode(argTypes, [anchor, ORIGIN, SESSION, expiration])),
    });
    expect(IDL.decode(retTypes, reply)).toEqual([{ no_such_delegation: null }]);
  });

  it('should refuse an origin of 256 bytes', async () => {
    await expect(ii.as(ALICE).get_delegation(anchor, 'é'.repeat(128), SESSION, 0n)).rejects.toThrow(
      "'frontend hostname 256 exceeds the limit of 255 bytes'",
    );
  });

  it('should issue a delegation for the key and the time that were prepared', async () => {
    const [userKey, expiration] = await ii.as(ALICE).prepare_delegation(anchor, ORIGIN, SESSION, []);
    const reply = await ii.as(ALICE).get_delegation(anchor, ORIGIN, SESSION, expiration);
    if (!('signed_delegation' in reply)) throw new Error('no such delegation');
    expect(Uint8Array.from(reply.signed_delegation.delegation.pubkey)).toEqual(SESSION);
    expect(reply.signed_delegation.delegation.expiration).toBe(expiration);
    expect(reply.signed_delegation.delegation.targets).toEqual([]);
    const principal = await ii.as(ALICE).get_principal(anchor, ORIGIN);
    expect(Principal.selfAuthenticating(Uint8Array.from(userKey)).toText()).toBe(principal.toText());
  });

  it('should sign with a certificate that verifies against the root key', async () => {
    const [, expiration] = await ii.as(ALICE).prepare_delegation(anchor, ORIGIN, SESSION, []);
    const reply = await ii.as(ALICE).get_delegation(anchor, ORIGIN, SESSION, expiration);
    if (!('signed_delegation' in reply)) throw new Error('no such delegation');
    const signature = Cbor.decode<{ certificate: Uint8Array; tree: unknown }>(
      Uint8Array.from(reply.signed_delegation.signature),
    );
    const verified = await Certificate.create({
      certificate: signature.certificate,
      rootKey: await ii.rootKey(),
      principal: { canisterId: Principal.fromText('rdmx6-jaaaa-aaaaa-aaadq-cai') },
      disableTimeVerification: true,
    });
    expect(verified).toBeInstanceOf(Certificate);
  });

  it('should not find a delegation with other arguments', async () => {
    const [, expiration] = await ii.as(ALICE).prepare_delegation(anchor, ORIGIN, SESSION, []);
    const get = (origin: string, key: Uint8Array, time: bigint) =>
      ii.as(ALICE).get_delegation(anchor, origin, key, time);
    expect(await get('https://other.example', SESSION, expiration)).toEqual({ no_such_delegation: null });
    expect(await get(ORIGIN, SESSION, expiration + 1n)).toEqual({ no_such_delegation: null });
    expect(await get(ORIGIN, publicKeyOf(identity('other session')), expiration)).toEqual({
      no_such_delegation: null,
    });
  });

  it('should serve a signature past its minute until a later one prunes it', async () => {
    const [, expiration] = await ii.as(ALICE).prepare_delegation(anchor, ORIGIN, SESSION, []);
    await ii.advance(2n * MINUTE_NS);
    expect(await ii.as(ALICE).get_delegation(anchor, ORIGIN, SESSION, expiration)).toHaveProperty(
      'signed_delegation',
    );
    await ii.as(ALICE).prepare_delegation(anchor, 'https://later.example', SESSION, []);
    expect(await ii.as(ALICE).get_delegation(anchor, ORIGIN, SESSION, expiration)).toEqual({
      no_such_delegation: null,
    });
  });

  it('should not return a prepared delegation after an upgrade', async () => {
    const [, expiration] = await ii.as(ALICE).prepare_delegation(anchor, ORIGIN, SESSION, []);
    const before = await ii.as(ALICE).get_principal(anchor, ORIGIN);
    await ii.upgrade();
    expect(await ii.as(ALICE).get_delegation(anchor, ORIGIN, SESSION, expiration)).toEqual({
      no_such_delegation: null,
    });
    expect((await ii.as(ALICE).get_principal(anchor, ORIGIN)).toText()).toBe(before.toText());
  });
});
