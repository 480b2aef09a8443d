import { Certificate, lookupResultToBuffer, reconstruct } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { decode } from 'cborg';
import { beforeEach, describe, expect, test } from 'vitest';
import { ROOT_KEY } from '../../../tests/support/certificate.ts';
import { A_MOMENT, SECOND } from '../../../tests/support/fake_ic.ts';
import { TestCanister, testKey, testPrincipal } from '../../../tests/support/test_canister.ts';
import { registerIdentity } from '../../../tests/support/registered_identity.ts';
import { concatBytes, utf8 } from '../encoding/bytes.ts';
import { hex } from '../encoding/hex.ts';
import { selfAuthenticatingPrincipal } from '../encoding/principal.ts';
import { sha256 } from '../encoding/sha256.ts';
import { delegationHash } from '../domain/delegation.ts';
import { decodeAnchor } from '../storage/codecs/anchor_record.ts';

const ORIGIN = 'https://dapp.example';
const SESSION_KEY = testKey(77);
const MINUTE = 60n * SECOND;
const DAY = 24n * 60n * MINUTE;

let canister: TestCanister;
let anchor: bigint;

beforeEach(async () => {
  canister = new TestCanister();
  anchor = await registerIdentity(canister, 1);
  canister.ic.as(testPrincipal(1));
});

async function prepare(origin = ORIGIN, ttl: [] | [bigint] = [], sessionKey = SESSION_KEY) {
  const [userKey, expiration] = await canister.update('prepare_delegation', anchor, origin, sessionKey, ttl);
  return { userKey: Uint8Array.from(userKey), expiration };
}

async function signature(origin: string, expiration: bigint, sessionKey = SESSION_KEY) {
  const got = await canister.query('get_delegation', anchor, origin, sessionKey, expiration);
  return 'signed_delegation' in got ? got.signed_delegation : null;
}

describe('a delegation', () => {
  test('is signed by a certificate of the published root that the agent verifies', async () => {
    const { userKey, expiration } = await prepare();
    const signed = await signature(ORIGIN, expiration);
    expect(signed?.delegation).toEqual({ pubkey: SESSION_KEY, expiration, permissions: [], targets: [] });
    const blob = Uint8Array.from(signed?.signature ?? []);
    expect(hex(blob.subarray(0, 3))).toBe('d9d9f7');
    const { certificate, tree } = decode(blob.subarray(3)) as { certificate: Uint8Array; tree: never };
    const canisterId = Principal.fromUint8Array(canister.ic.canisterId());
    const verified = await Certificate.create({
      certificate,
      rootKey: ROOT_KEY,
      canisterId,
      disableTimeVerification: true,
    });
    const certified = lookupResultToBuffer(
      verified.lookup_path(['canister', canisterId.toUint8Array(), 'certified_data']),
    );
    expect(hex(certified as Uint8Array)).toBe(hex(await reconstruct(tree)));

    // The path is `sig`, hash of the seed that stands in the user's key, hash of the message; the leaf is empty.
    const seed = userKey.subarray(userKey.length - 32);
    const message = concatBytes(
      Uint8Array.of(26),
      utf8('ic-request-auth-delegation'),
      delegationHash(SESSION_KEY, expiration),
    );
    expect(shownPath(tree)).toEqual(['sig', hex(sha256(seed)), hex(sha256(message)), '']);
  });

  test('belongs to the principal that get_principal tells', async () => {
    const { userKey } = await prepare();
    const principal = await canister.query('get_principal', anchor, ORIGIN);
    expect(hex(principal.toUint8Array())).toBe(hex(selfAuthenticatingPrincipal(userKey)));
  });

  test('has another user at another origin and for another identity, and the same one ever again', async () => {
    const first = await prepare();
    canister.ic.advance(DAY);
    expect((await prepare()).userKey).toEqual(first.userKey);
    expect((await prepare('https://other.example')).userKey).not.toEqual(first.userKey);
    anchor = await registerIdentity(canister, 1);
    canister.ic.as(testPrincipal(1));
    expect((await prepare()).userKey).not.toEqual(first.userKey);
  });

  test.each([
    [[], 30n * MINUTE],
    [[0n], 0n],
    [[5n], 5n],
    [[30n * DAY], 30n * DAY],
    [[30n * DAY + 1n], 30n * DAY],
    [[2n ** 64n - 1n], 30n * DAY],
  ] as [[] | [bigint], bigint][])('asked for %s lives %s nanoseconds', async (ttl, life) => {
    expect((await prepare(ORIGIN, ttl)).expiration).toBe(A_MOMENT + life);
  });

  test('is not found under other arguments, after an upgrade or as an update', async () => {
    const { expiration } = await prepare();
    expect(await signature('https://other.example', expiration)).toBeNull();
    expect(await signature(ORIGIN, expiration + 1n)).toBeNull();
    expect(await signature(ORIGIN, expiration, testKey(78))).toBeNull();
    expect(await canister.update('get_delegation', anchor, ORIGIN, SESSION_KEY, expiration)).toEqual({
      no_such_delegation: null,
    });
    expect(await signature(ORIGIN, expiration)).not.toBeNull();
    canister.upgrade();
    expect(await signature(ORIGIN, expiration)).toBeNull();
  });

  test('is served after its minute until another one is prepared', async () => {
    const { expiration } = await prepare();
    canister.ic.advance(MINUTE);
    expect(await signature(ORIGIN, expiration)).not.toBeNull();
    await prepare('https://other.example');
    expect(await signature(ORIGIN, expiration)).toBeNull();
  });

  test('stays among others that are prepared meanwhile', async () => {
    const prepared = [];
    for (let i = 0; i < 30; i++) prepared.push(await prepare(`https://${i}.example`));
    for (const [i, { expiration }] of prepared.entries()) {
      expect(await signature(`https://${i}.example`, expiration)).not.toBeNull();
    }
  });

  test('is for the owner alone', async () => {
    const { expiration } = await prepare();
    const stranger = testPrincipal(9);
    canister.ic.as(stranger);
    const refusal = `${Principal.fromUint8Array(stranger).toText()} could not be authenticated.`;
    await expect(prepare()).rejects.toThrow(refusal);
    await expect(signature(ORIGIN, expiration)).rejects.toThrow(refusal);
    await expect(canister.query('get_principal', anchor, ORIGIN)).rejects.toThrow(refusal);
  });

  test('counts as a use of the device, its query does not', async () => {
    canister.ic.advance(SECOND);
    const { expiration } = await prepare();
    canister.ic.advance(SECOND);
    await signature(ORIGIN, expiration);
    const record = canister.inside.anchors.record(anchor) as Uint8Array;
    expect(decodeAnchor(record).devices[0]?.lastUsage).toBe(A_MOMENT + SECOND);
  });

  test.each(['prepare_delegation', 'get_delegation', 'get_principal'] as const)(
    'needs an origin of at most 255 bytes: %s',
    async (method) => {
      await canister.update('init_salt');
      const call = (origin: string): Promise<unknown> => {
        if (method === 'prepare_delegation') return prepare(origin);
        return method === 'get_delegation'
          ? signature(origin, 0n)
          : canister.query('get_principal', anchor, origin);
      };
      await expect(call('é'.repeat(127) + 'ab')).rejects.toThrow(
        'frontend hostname 256 exceeds the limit of 255 bytes',
      );
      await expect(call('é'.repeat(127) + 'a')).resolves.toBeDefined();
    },
  );

  test('of an identity that is not there names the number', async () => {
    const call = (n: bigint) => canister.update('prepare_delegation', n, ORIGIN, SESSION_KEY, []);
    await expect(call(10_001n)).rejects.toThrow(
      /^failed to read device data of user 10001: bad Identity Anchor 10001$/,
    );
    await expect(call(9_999n)).rejects.toThrow(
      /^failed to read device data of user 9999: Identity Anchor 9999 is out of range \[10000, 67116816\)$/,
    );
  });
});

describe('the salt', () => {
  test('is set once', async () => {
    await canister.update('init_salt');
    await expect(canister.update('init_salt')).rejects.toThrow(/^Salt already set$/);
  });

  test('is needed for a principal', async () => {
    await expect(canister.query('get_principal', anchor, ORIGIN)).rejects.toThrow(
      /^Salt is not set. Try calling init_salt\(\) to set it$/,
    );
  });

  test('set by another call meanwhile is not set again', async () => {
    canister.ic.duringRawRand = () => {
      canister.ic.duringRawRand = () => {};
      canister.inside.settings.setSalt(new Uint8Array(32).fill(1));
    };
    await expect(canister.update('init_salt')).rejects.toThrow(/^Attempted to set the salt twice.$/);
    expect(canister.inside.settings.salt()).toEqual(new Uint8Array(32).fill(1));
  });

  test('is one for two delegations that both waited for it', async () => {
    const prepared = await Promise.all([prepare(), prepare()]);
    expect(prepared[0]?.userKey).toEqual(prepared[1]?.userKey);
  });

  test('that cannot be drawn says why', async () => {
    canister.ic.rawRandFailure = 'no randomness today';
    await expect(canister.update('init_salt')).rejects.toThrow(/^failed to get salt: no randomness today$/);
  });

  test('outlives an upgrade', async () => {
    const { userKey } = await prepare();
    canister.upgrade();
    expect((await prepare()).userKey).toEqual(userKey);
  });

  test('is not waited for by someone whose device is gone when it comes', async () => {
    canister.ic.duringRawRand = () => {
      canister.ic.duringRawRand = () => {};
      const record = canister.inside.anchors.record(anchor) as Uint8Array;
      record.fill(0, 10, 38);
      canister.inside.anchors.putRecord(anchor, record);
    };
    await expect(prepare()).rejects.toThrow('could not be authenticated');
    expect(canister.inside.certified.signatures.size).toBe(0);
  });
});

/** The labels on the way to the one leaf that a tree shows, and the leaf. */
function shownPath(tree: unknown): string[] {
  const [kind, first, second] = tree as [number, Uint8Array, unknown];
  if (kind === 1) return [...shownPath(first), ...shownPath(second)];
  if (kind === 2) {
    const label = Buffer.from(first);
    return [label.length === 3 ? label.toString() : label.toString('hex'), ...shownPath(second)];
  }
  return kind === 3 ? [hex(first)] : [];
}
