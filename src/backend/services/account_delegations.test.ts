import { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, test } from 'vitest';
import { A_MOMENT, SECOND } from '../../../tests/support/fake_ic.ts';
import { registerIdentity } from '../../../tests/support/registered_identity.ts';
import { TestCanister, testKey, testPrincipal } from '../../../tests/support/test_canister.ts';
import type { DelegationPermissions } from '../../declarations/internet_identity.did.ts';
import { selfAuthenticatingPrincipal } from '../encoding/principal.ts';
import { decodeAnchor } from '../storage/codecs/anchor_record.ts';

const ORIGIN = 'https://dapp.example';
const OTHER = 'https://other.example';
const SESSION_KEY = testKey(77);
const MINUTE = 60n * SECOND;
const DAY = 1440n * MINUTE;

type Allowed = [] | [DelegationPermissions];

let canister: TestCanister;
let anchor: bigint;

beforeEach(async () => {
  canister = new TestCanister();
  anchor = await registerIdentity(canister, 1);
  canister.ic.as(testPrincipal(1));
});

const opt = (number: bigint | null): [] | [bigint] => (number === null ? [] : [number]);
const create = (origin = ORIGIN) => canister.update('create_account', anchor, origin, 'Work');
const ask = (number: bigint | null, origin = ORIGIN, ttl: [] | [bigint] = [], allowed: Allowed = []) =>
  canister.update('prepare_account_delegation', anchor, origin, opt(number), SESSION_KEY, ttl, allowed);
const get = (number: bigint | null, expiration: bigint, origin = ORIGIN, allowed: Allowed = []) =>
  canister.query('get_account_delegation', anchor, origin, opt(number), SESSION_KEY, expiration, allowed);

async function prepare(number: bigint | null, origin = ORIGIN, ttl: [] | [bigint] = []) {
  const reply = await ask(number, origin, ttl);
  if ('Err' in reply) throw new Error(Object.keys(reply.Err).join());
  return { userKey: Uint8Array.from(reply.Ok.user_key), expiration: reply.Ok.expiration };
}
async function lastUses(origin = ORIGIN) {
  const reply = await canister.query('get_accounts', anchor, origin);
  if ('Err' in reply) throw new Error(Object.keys(reply.Err).join());
  return reply.Ok.map(({ last_used }) => last_used[0] ?? null);
}
const unauthorized = (n: number) => ({
  Err: { Unauthorized: Principal.fromUint8Array(testPrincipal(n)) },
});
const MISSING = { Err: { NoSuchDelegation: null } };

describe('a delegation of the default account', () => {
  test('is the one that prepare_delegation issues, whether the account is named or not', async () => {
    const [userKey, expiration] = await canister.update(
      'prepare_delegation',
      anchor,
      ORIGIN,
      SESSION_KEY,
      [],
    );
    expect(await prepare(null)).toEqual({ userKey, expiration });
    await create();
    expect(await prepare(null)).toEqual({ userKey, expiration });
    await canister.update('update_account', anchor, ORIGIN, [], { name: ['Home'] });
    expect(await prepare(2n)).toEqual({ userKey, expiration });
    const principal = await canister.query('get_principal', anchor, ORIGIN);
    expect(principal.toUint8Array()).toEqual(selfAuthenticatingPrincipal(Uint8Array.from(userKey)));
    expect(await get(2n, expiration)).toEqual({
      Ok: (
        (await canister.query('get_delegation', anchor, ORIGIN, SESSION_KEY, expiration)) as {
          signed_delegation: unknown;
        }
      ).signed_delegation,
    });
  });

  test('is not had under no number once it has one', async () => {
    const { expiration } = await prepare(null);
    await canister.update('update_account', anchor, ORIGIN, [], { name: ['Home'] });
    expect(await ask(null)).toEqual(unauthorized(1));
    expect(await get(null, expiration)).toEqual(unauthorized(1));
    expect(await get(1n, expiration)).toHaveProperty('Ok');
  });
});

describe('a delegation of an added account', () => {
  test('belongs to a user whom nobody else is', async () => {
    await create();
    await create();
    await create(OTHER);
    const keys = [await prepare(null), await prepare(1n), await prepare(2n), await prepare(3n, OTHER)];
    expect(new Set(keys.map(({ userKey }) => userKey.join())).size).toBe(4);
    canister.upgrade();
    expect(await prepare(1n)).toEqual(keys[1]);
  });

  test('is signed for the session key and the time that were asked for', async () => {
    await create();
    for (const [ttl, life] of [
      [[], 30n * MINUTE],
      [[0n], 0n],
      [[5n], 5n],
      [[2n ** 64n - 1n], 30n * DAY],
    ] as const) {
      const { expiration } = await prepare(1n, ORIGIN, [...ttl]);
      expect(expiration).toBe(A_MOMENT + life);
      expect(await get(1n, expiration)).toHaveProperty('Ok.delegation', {
        pubkey: SESSION_KEY,
        expiration,
        targets: [],
        permissions: [],
      });
    }
    expect(canister.inside.counters.delegations).toBe(4n);
  });

  test('is not found under other arguments, as an update, when pruned or after an upgrade', async () => {
    await create();
    await create();
    const { expiration } = await prepare(1n);
    expect(await get(2n, expiration)).toEqual(MISSING);
    expect(await get(null, expiration)).toEqual(MISSING);
    expect(await get(1n, expiration + 1n)).toEqual(MISSING);
    expect(
      await canister.update('get_account_delegation', anchor, ORIGIN, [1n], SESSION_KEY, expiration, []),
    ).toEqual(MISSING);
    expect(await get(1n, expiration)).toHaveProperty('Ok');
    canister.ic.advance(MINUTE);
    expect(await get(1n, expiration)).toHaveProperty('Ok');
    const later = await prepare(2n);
    expect(await get(1n, expiration)).toEqual(MISSING);
    canister.upgrade();
    expect(await get(2n, later.expiration)).toEqual(MISSING);
  });

  test('is not found before there is a salt', async () => {
    expect(await get(null, A_MOMENT)).toEqual(MISSING);
  });
});

describe('preparing a delegation', () => {
  test('notes the use of the device and of the account, where its list is stored', async () => {
    await prepare(null);
    expect(await lastUses()).toEqual([null]);
    await create();
    canister.ic.advance(SECOND);
    await prepare(1n);
    expect(await lastUses()).toEqual([null, A_MOMENT + SECOND]);
    canister.ic.advance(SECOND);
    const { expiration } = await prepare(null);
    expect(await lastUses()).toEqual([A_MOMENT + 2n * SECOND, A_MOMENT + SECOND]);
    canister.ic.advance(SECOND);
    await get(null, expiration);
    expect(await lastUses()).toEqual([A_MOMENT + 2n * SECOND, A_MOMENT + SECOND]);
    const { devices } = decodeAnchor(canister.inside.anchors.record(anchor)!);
    expect(devices[0]?.lastUsage).toBe(A_MOMENT + 2n * SECOND);
  });

  test('is refused for accounts that the identity does not have at this front end', async () => {
    await create();
    await create(OTHER);
    const { root } = canister.ic;
    canister.ic.advance(SECOND);
    for (const number of [0n, 2n, 3n, 2n ** 64n - 1n]) {
      expect(await ask(number)).toEqual(unauthorized(1));
      expect(await get(number, A_MOMENT)).toEqual(unauthorized(1));
    }
    expect(canister.ic.root).toEqual(root);
    // The device was used all the same.
    const { devices } = decodeAnchor(canister.inside.anchors.record(anchor)!);
    expect(devices[0]?.lastUsage).toBe(A_MOMENT + SECOND);
    anchor = await registerIdentity(canister, 2);
    expect(await ask(1n)).toEqual(unauthorized(2));
  });

  test('is refused to who is no device of the identity, also when it was removed meanwhile', async () => {
    canister.ic.as(testPrincipal(9));
    expect(await ask(null)).toEqual(unauthorized(9));
    expect(await get(null, A_MOMENT)).toEqual(unauthorized(9));
    canister.ic.as(testPrincipal(1)).duringRawRand = () => {
      const { anchors } = canister.inside;
      anchors.put(anchor, { ...decodeAnchor(anchors.record(anchor)!), devices: [] });
      canister.ic.as(testPrincipal(9));
    };
    expect(await ask(null)).toEqual(unauthorized(1));
    expect(canister.inside.certified.signatures.size).toBe(0);
  });

  test('traps for an identity that there is not, and for a name that is too long', async () => {
    const text = 'frontend hostname 256 exceeds the limit of 255 bytes';
    await expect(ask(null, 'x'.repeat(256))).rejects.toThrow(text);
    await expect(get(null, A_MOMENT, 'x'.repeat(256))).rejects.toThrow(text);
    anchor = 1n;
    await expect(ask(null)).rejects.toThrow(/^failed to read device data of user 1: /);
    await expect(get(null, A_MOMENT)).rejects.toThrow(/^failed to read device data of user 1: /);
  });
});
