import { Certificate, Cbor } from '@icp-sdk/core/agent';
import { Principal } from '@icp-sdk/core/principal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ANONYMOUS,
  DAY_NS,
  identity,
  InternetIdentity,
  MINUTE_NS,
  publicKeyOf,
} from '../support/internet_identity.ts';

const ALICE = identity('alice');
const SESSION = publicKeyOf(identity('session'));
const ORIGIN = 'https://dapp.example';

describe('prepare_delegation and get_delegation', () => {
  let ii: InternetIdentity;
  let anchor: bigint;

  beforeAll(async () => {
    ii = await InternetIdentity.create();
    anchor = await ii.register(ALICE);
  });
  afterAll(() => ii.tearDown());

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

  it('should give a delegation 30 minutes unless asked otherwise, and 30 days at most', async () => {
    const lifetime = async (maxTimeToLive: [] | [bigint]) => {
      const before = await ii.now();
      const [, expiration] = await ii.as(ALICE).prepare_delegation(anchor, ORIGIN, SESSION, maxTimeToLive);
      // Rounds move the clock by nanoseconds.
      return (expiration - before) / 1_000_000_000n;
    };
    expect(await lifetime([])).toBe(1800n);
    expect(await lifetime([60n * MINUTE_NS])).toBe(3600n);
    expect(await lifetime([30n * DAY_NS])).toBe(2_592_000n);
    expect(await lifetime([30n * DAY_NS + MINUTE_NS])).toBe(2_592_000n);
    expect(await lifetime([2n ** 64n - 1n])).toBe(2_592_000n);
    expect(await lifetime([0n])).toBe(0n);
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

  it('should give another principal to another origin and to another anchor', async () => {
    const other = await ii.register(identity('bob'));
    const here = await ii.as(ALICE).get_principal(anchor, ORIGIN);
    const elsewhere = await ii.as(ALICE).get_principal(anchor, 'https://elsewhere.example');
    const bobs = await ii.as(identity('bob')).get_principal(other, ORIGIN);
    expect(new Set([here.toText(), elsewhere.toText(), bobs.toText()]).size).toBe(3);
  });

  it('should refuse a caller who is not a device of the anchor', async () => {
    const refused = /could not be authenticated/;
    const [, expiration] = await ii.as(ALICE).prepare_delegation(anchor, ORIGIN, SESSION, []);
    for (const caller of [identity('mallory'), ANONYMOUS]) {
      const actor = ii.as(caller);
      await expect(actor.prepare_delegation(anchor, ORIGIN, SESSION, [])).rejects.toThrow(refused);
      await expect(actor.get_delegation(anchor, ORIGIN, SESSION, expiration)).rejects.toThrow(refused);
      await expect(actor.get_principal(anchor, ORIGIN)).rejects.toThrow(refused);
    }
  });

  it('should accept an origin of 255 bytes and refuse one of 256', async () => {
    // Two bytes each in UTF-8, so a limit on characters would not refuse it.
    const longest = 'é'.repeat(127) + 'x';
    await ii.as(ALICE).prepare_delegation(anchor, longest, SESSION, []);
    const refused = /frontend hostname 256 exceeds the limit of 255 bytes/;
    const tooLong = 'é'.repeat(128);
    await expect(ii.as(ALICE).prepare_delegation(anchor, tooLong, SESSION, [])).rejects.toThrow(refused);
    await expect(ii.as(ALICE).get_delegation(anchor, tooLong, SESSION, 0n)).rejects.toThrow(refused);
    await expect(ii.as(ALICE).get_principal(anchor, tooLong)).rejects.toThrow(refused);
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

  it('should report an unknown anchor before asking who calls', async () => {
    await expect(ii.as(ALICE).get_principal(1n, ORIGIN)).rejects.toThrow(
      /Identity Anchor 1 is out of range \[10000, 67116816\)/,
    );
    await expect(ii.as(ALICE).get_principal(20_000n, ORIGIN)).rejects.toThrow(/bad Identity Anchor 20000/);
  });
});
