import { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, test } from 'vitest';
import { A_MOMENT, SECOND } from '../../../tests/support/fake_ic.ts';
import { registerIdentity } from '../../../tests/support/registered_identity.ts';
import { TestCanister, testKey, testPrincipal } from '../../../tests/support/test_canister.ts';
import type { AccountInfo } from '../../declarations/internet_identity.did.ts';
import { ACCOUNTS_MEMORY } from '../storage/memory_ids.ts';

const ORIGIN = 'https://dapp.example';
const OTHER = 'https://other.example';
const SESSION_KEY = testKey(77);

let canister: TestCanister;
let anchor: bigint;

beforeEach(async () => {
  canister = new TestCanister();
  anchor = await registerIdentity(canister, 1);
  canister.ic.as(testPrincipal(1));
});

const info = (number: bigint | null, name: string | null, origin = ORIGIN): AccountInfo => ({
  account_number: number === null ? [] : [number],
  origin,
  last_used: [],
  name: name === null ? [] : [name],
});
const create = (name: string, origin = ORIGIN) => canister.update('create_account', anchor, origin, name);
const rename = (number: bigint | null, name: string | null, origin = ORIGIN) =>
  canister.update('update_account', anchor, origin, number === null ? [] : [number], {
    name: name === null ? [] : [name],
  });
async function list(origin = ORIGIN): Promise<AccountInfo[]> {
  const reply = await canister.query('get_accounts', anchor, origin);
  if ('Err' in reply) throw new Error(Object.keys(reply.Err).join());
  return reply.Ok;
}
const internal = (text: string) => ({ Err: { InternalCanisterError: text } });
const unauthorized = (n: number) => ({
  Err: { Unauthorized: Principal.fromUint8Array(testPrincipal(n)) },
});
const NAME_TOO_LONG = internal('Name is too long. Maximum length of name is 255.');

describe('the accounts of an identity', () => {
  test('are the default one until another is added, and nothing is stored for it', async () => {
    const before = canister.ic.stableImage();
    expect(await list()).toEqual([info(null, null)]);
    expect(canister.ic.stableImage()).toBe(before);
  });

  test('are listed in the order in which they were added, the default one first', async () => {
    expect(await create('Work')).toEqual({ Ok: info(1n, 'Work') });
    expect(await create('Play')).toEqual({ Ok: info(2n, 'Play') });
    expect(await list()).toEqual([info(null, null), info(1n, 'Work'), info(2n, 'Play')]);
    expect(await list(OTHER)).toEqual([info(null, null, OTHER)]);
  });

  test('have numbers that no other account has, whoever owns it', async () => {
    await create('Work');
    await create('Work', OTHER);
    const first = anchor;
    anchor = await registerIdentity(canister, 2);
    expect(await create('Work')).toEqual({ Ok: info(3n, 'Work') });
    expect(await list()).toEqual([info(null, null), info(3n, 'Work')]);
    anchor = first;
    canister.ic.as(testPrincipal(1));
    expect(await list()).toEqual([info(null, null), info(1n, 'Work')]);
  });

  test('may have any name of at most 255 bytes, also one that another has', async () => {
    for (const name of ['', 'Work', 'Work', 'é'.repeat(127) + 'x', '\u0000\u{1F600}']) {
      expect(await create(name)).toHaveProperty('Ok.name', [name]);
    }
    const before = canister.ic.stableImage();
    for (const name of ['é'.repeat(128), 'x'.repeat(100_000)]) {
      expect(await create(name)).toEqual(NAME_TOO_LONG);
      expect(await rename(1n, name)).toEqual(NAME_TOO_LONG);
      expect(await rename(null, name)).toEqual(NAME_TOO_LONG);
    }
    expect(canister.ic.stableImage()).toBe(before);
  });

  test('are no more than 500 at all front ends together, default ones that are not named aside', async () => {
    for (let i = 0; i < 499; i++) await create('x', `https://${i % 7}.example`);
    expect(await rename(null, 'Named')).toEqual({ Ok: info(500n, 'Named') });
    const before = canister.ic.stableImage();
    const limit = { Err: { AccountLimitReached: null } };
    expect(await create('One more')).toEqual(limit);
    expect(await rename(null, 'One more', OTHER)).toEqual(limit);
    expect(canister.ic.stableImage()).toBe(before);
    expect(await rename(500n, 'Renamed')).toEqual({ Ok: info(500n, 'Renamed') });
    anchor = await registerIdentity(canister, 2);
    expect(await create('Another’s')).toEqual({ Ok: info(501n, 'Another’s') });
  });

  test('stay over an upgrade', async () => {
    await create('Work');
    await rename(null, 'Home');
    const before = await list();
    canister.upgrade();
    expect(await list()).toEqual(before);
    expect(await create('Play')).toEqual({ Ok: info(3n, 'Play') });
  });

  test('are counted as changes of the identity, and not as uses of the device', async () => {
    const { anchors, counters } = canister.inside;
    const [record, operations] = [anchors.record(anchor), counters.anchorOperations];
    canister.ic.advance(SECOND);
    await create('Work');
    await rename(1n, 'Play');
    await rename(null, 'Home');
    await rename(null, null);
    expect(counters.anchorOperations).toBe(operations + 3n);
    expect(anchors.record(anchor)).toEqual(record);
  });

  test('do not open their map before there are any', async () => {
    await list();
    await rename(5n, 'Foreign');
    expect(JSON.parse(canister.ic.stableImage()).map(([id]: [number]) => id)).not.toContain(ACCOUNTS_MEMORY);
  });
});

describe('the default account', () => {
  test('gets a number with its name, in its place', async () => {
    await create('Work');
    expect(await rename(null, 'Home')).toEqual({ Ok: info(2n, 'Home') });
    expect(await list()).toEqual([info(2n, 'Home'), info(1n, 'Work')]);
    expect(await rename(2n, 'House')).toEqual({ Ok: info(2n, 'House') });
    expect(await list()).toEqual([info(2n, 'House'), info(1n, 'Work')]);
  });

  test('may be the only one when it gets its name', async () => {
    expect(await rename(null, 'Home')).toEqual({ Ok: info(1n, 'Home') });
    expect(await list()).toEqual([info(1n, 'Home')]);
    await create('Work');
    expect(await list()).toEqual([info(1n, 'Home'), info(2n, 'Work')]);
  });

  test('cannot be named as the one without number twice', async () => {
    await rename(null, 'Home');
    const before = canister.ic.stableImage();
    await expect(rename(null, 'Again')).rejects.toThrow(
      /^Updating an unreadable account should be impossible!$/,
    );
    expect(canister.ic.stableImage()).toBe(before);
  });

  test('keeps when it was used', async () => {
    await create('Work');
    await canister.update('prepare_account_delegation', anchor, ORIGIN, [], SESSION_KEY, [], []);
    expect(await rename(null, 'Home')).toEqual({ Ok: { ...info(2n, 'Home'), last_used: [A_MOMENT] } });
    expect(await rename(2n, 'House')).toEqual({ Ok: { ...info(2n, 'House'), last_used: [A_MOMENT] } });
  });
});

describe('whoever asks for accounts', () => {
  test('must be a device of the identity', async () => {
    await create('Work');
    canister.ic.as(testPrincipal(9));
    const before = canister.ic.stableImage();
    expect(await canister.query('get_accounts', anchor, ORIGIN)).toEqual(unauthorized(9));
    expect(await create('Mine')).toEqual(unauthorized(9));
    expect(await rename(1n, 'Mine')).toEqual(unauthorized(9));
    expect(await rename(null, null)).toEqual(unauthorized(9));
    expect(canister.ic.stableImage()).toBe(before);
  });

  test('names an identity that there is', async () => {
    anchor = 1n;
    const text = /^failed to read device data of user 1: Identity Anchor 1 is out of range/;
    await expect(list()).rejects.toThrow(text);
    await expect(create('Work')).rejects.toThrow(text);
    await expect(rename(null, 'Home')).rejects.toThrow(text);
  });

  test('names a front end of at most 255 bytes', async () => {
    const long = 'é'.repeat(128);
    const text = 'frontend hostname 256 exceeds the limit of 255 bytes';
    await expect(list(long)).rejects.toThrow(text);
    await expect(create('Work', long)).rejects.toThrow(text);
    await expect(rename(null, 'Home', long)).rejects.toThrow(text);
    expect(await create('Work', 'x'.repeat(255))).toHaveProperty('Ok');
  });

  test('must give a name to an account', async () => {
    const text = internal('No name was provided.');
    expect(await rename(null, null)).toEqual(text);
    expect(await rename(1n, null)).toEqual(text);
    expect(await list()).toEqual([info(null, null)]);
  });

  test('can name only accounts that the identity has at this front end', async () => {
    await create('Work');
    await create('Other', OTHER);
    expect(await rename(2n, 'Mine')).toEqual(unauthorized(1));
    expect(await rename(0n, 'Mine')).toEqual(unauthorized(1));
    expect(await rename(2n ** 64n - 1n, 'Mine')).toEqual(unauthorized(1));
    anchor = await registerIdentity(canister, 2);
    expect(await rename(1n, 'Mine')).toEqual(unauthorized(2));
  });
});
