import { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, test } from 'vitest';
import { solutionOf } from '../../../tests/support/captcha_solution.ts';
import { SECOND } from '../../../tests/support/fake_ic.ts';
import { testDevice } from '../../../tests/support/registered_identity.ts';
import { TestCanister, testKey, testPrincipal } from '../../../tests/support/test_canister.ts';
import type { DeviceData } from '../../declarations/internet_identity.did.ts';
import { decodeAnchor } from '../storage/codecs/anchor_record.ts';

const MINUTE = 60n * SECOND;
const BAD = { bad_challenge: null };
const registered = (user_number: bigint) => ({ registered: { user_number } });

let canister: TestCanister;

beforeEach(() => {
  canister = new TestCanister(null);
  canister.ic.as(testPrincipal(1));
});

interface Answer {
  readonly key: string;
  readonly chars: string;
}

const solved = async (): Promise<Answer> => {
  const { challenge_key, png_base64 } = await canister.update('create_challenge');
  return { key: challenge_key, chars: solutionOf(png_base64) };
};
const register = (answer: Answer, device: DeviceData = testDevice(1), tempKey: Uint8Array | null = null) =>
  canister.update('register', device, answer, tempKey === null ? [] : [Principal.fromUint8Array(tempKey)]);
const tokens = () => canister.inside.registrationBucket.tokens;

test('an answered captcha and a device make an identity', async () => {
  const device: DeviceData = {
    ...testDevice(1),
    origin: ['https://identity.ic0.app'],
    metadata: [[['key', { map: [['inner', { string: 'x' }]] }]]],
  };
  expect(await register(await solved(), device)).toEqual(registered(10_000n));
  expect(await register(await solved(), device)).toEqual(registered(10_001n));
  const info = await canister.update('get_anchor_info', 10_000n);
  expect(info.devices).toEqual([{ ...device, last_usage: [canister.ic.now()] }]);
  expect(info.name).toEqual([]);
  expect(await canister.query('lookup_device_key', Uint8Array.of(1, 1, 1, 1))).toEqual([
    { anchor_number: 10_000n, pubkey: testKey(1) },
  ]);
});

test('the device was never used', async () => {
  await register(await solved());
  const record = canister.inside.anchors.record(10_000n);
  expect(record && decodeAnchor(record).devices[0]?.lastUsage).toBe(null);
});

describe('the captcha', () => {
  test('may be answered once', async () => {
    const answer = await solved();
    expect(await register(answer)).toEqual(registered(10_000n));
    expect(await register(answer)).toEqual(BAD);
  });

  test('is spent by a wrong answer', async () => {
    const answer = await solved();
    expect(await register({ ...answer, chars: `${answer.chars}a` })).toEqual(BAD);
    expect(await register(answer)).toEqual(BAD);
  });

  test('needs its own key', async () => {
    const answer = await solved();
    expect(await register({ ...answer, key: 'zzzzzzzzzz' })).toEqual(BAD);
    expect(await register({ ...answer, key: 'x'.repeat(100_000) })).toEqual(BAD);
    expect(await register(answer)).toEqual(registered(10_000n));
  });

  test('is answered within five minutes', async () => {
    const [early, late] = [await solved(), await solved()];
    canister.ic.advance(5n * MINUTE - 1n);
    expect(await register(early)).toEqual(registered(10_000n));
    canister.ic.advance(1n);
    expect(await register(late)).toEqual(BAD);
  });

  test('may be answered by anyone', async () => {
    const answer = await solved();
    canister.ic.as(testPrincipal(2));
    expect(await register(answer, testDevice(2))).toEqual(registered(10_000n));
  });

  test('is asked for whatever is configured', async () => {
    canister.upgrade({
      captcha_config: [{ max_unsolved_captchas: 5n, captcha_trigger: { Static: { CaptchaDisabled: null } } }],
    });
    expect(await register({ key: '', chars: '' })).toEqual(BAD);
  });

  test('is lost on upgrade', async () => {
    const answer = await solved();
    canister.upgrade();
    expect(await register(answer)).toEqual(BAD);
  });
});

describe('the caller', () => {
  const text = (n: number) => Principal.fromUint8Array(testPrincipal(n)).toText();

  test('holds the key of the device', async () => {
    await expect(register(await solved(), testDevice(2))).rejects.toThrow(
      new Error(
        `caller ${text(1)} could not be authenticated against device pubkey ${text(2)} and no temporary key was sent`,
      ),
    );
  });

  test('or the temporary key, which works for ten minutes', async () => {
    expect(await register(await solved(), testDevice(2), testPrincipal(1))).toEqual(registered(10_000n));
    canister.ic.advance(10n * MINUTE - 1n);
    await canister.update('get_anchor_info', 10_000n);
    canister.ic.advance(1n);
    await expect(canister.update('get_anchor_info', 10_000n)).rejects.toThrow(
      `${text(1)} could not be authenticated.`,
    );
  });

  test('may send a temporary key for somebody else', async () => {
    expect(await register(await solved(), testDevice(1), testPrincipal(3))).toEqual(registered(10_000n));
    canister.ic.as(testPrincipal(3));
    await canister.update('get_anchor_info', 10_000n);
  });

  test('is neither', async () => {
    await expect(register(await solved(), testDevice(2), testPrincipal(3))).rejects.toThrow(
      new Error(
        `caller ${text(1)} could not be authenticated against device pubkey ${text(2)} or temporary key ${text(3)}`,
      ),
    );
  });

  test('gives another temporary key than the key of the device', async () => {
    for (const n of [1, 2]) {
      canister.ic.as(testPrincipal(n));
      await expect(register(await solved(), testDevice(1), testPrincipal(1))).rejects.toThrow(
        /^temp_key and device key must not be equal$/,
      );
    }
  });

  test('is looked at after the captcha', async () => {
    canister.ic.as(testPrincipal(9));
    const answer = await solved();
    expect(await register({ ...answer, chars: '' }, testDevice(1), testPrincipal(1))).toEqual(BAD);
  });
});

describe('the device', () => {
  test('keeps the rules of devices', async () => {
    await expect(register(await solved(), { ...testDevice(1), alias: 'x'.repeat(65) })).rejects.toThrow(
      /^failed to register anchor 10000: alias limit exceeded: length 65, limit 64$/,
    );
    await expect(
      register(await solved(), { ...testDevice(1), protection: { protected: null } }),
    ).rejects.toThrow(
      /^failed to register anchor 10000: Only recovery phrases can be locked but key type is Unknown$/,
    );
    expect(await register(await solved())).toEqual(registered(10_000n));
  });

  test('is looked at after the caller and the range', async () => {
    const broken = { ...testDevice(2), alias: 'x'.repeat(65) };
    await expect(register(await solved(), broken)).rejects.toThrow('could not be authenticated against');
    canister.upgrade({ assigned_user_number_range: [[10_000n, 10_000n]] });
    canister.ic.as(testPrincipal(2));
    expect(await register(await solved(), broken)).toEqual({ canister_full: null });
  });
});

describe('the range', () => {
  test('ends with its last number, which is said after the caller was looked at', async () => {
    canister.upgrade({ assigned_user_number_range: [[5n, 6n]] });
    expect(await register(await solved())).toEqual(registered(5n));
    const answer = await solved();
    expect(await register(answer)).toEqual({ canister_full: null });
    expect(await register(answer)).toEqual(BAD);
    await expect(register(await solved(), testDevice(2))).rejects.toThrow('could not be authenticated');
    expect((await canister.query('stats')).users_registered).toBe(1n);
  });
});

describe('the rate limit', () => {
  beforeEach(() => {
    canister.upgrade({ register_rate_limit: [{ time_per_token_ns: 10n, max_tokens: 2n }] });
  });

  test('is spent by refusals, and comes before everything else', async () => {
    const [first, second, third] = [await solved(), await solved(), await solved()];
    expect(await register({ ...first, chars: '' })).toEqual(BAD);
    expect(tokens()).toBe(1n);
    expect(await register(second)).toEqual(registered(10_000n));
    await expect(register(third)).rejects.toThrow(/^rate limit reached, try again later$/);
    canister.ic.advance(10n);
    expect(await register(third)).toEqual(registered(10_001n));
  });

  test('is one with that of the second generation', async () => {
    canister.upgrade({
      captcha_config: [{ max_unsolved_captchas: 5n, captcha_trigger: { Static: { CaptchaDisabled: null } } }],
    });
    const answer = await solved();
    await canister.update('identity_registration_start');
    expect(await register({ ...answer, key: '' })).toEqual(BAD);
    expect(await canister.update('identity_registration_start')).toEqual({
      Err: { RateLimitExceeded: null },
    });
    await expect(register(answer)).rejects.toThrow('rate limit reached');
  });
});

test('registrations count for the dynamic captcha trigger', async () => {
  canister.upgrade({
    captcha_config: [
      {
        max_unsolved_captchas: 5n,
        captcha_trigger: {
          Dynamic: {
            threshold_pct: 10,
            current_rate_sampling_interval_s: 10n,
            reference_rate_sampling_interval_s: 100n,
          },
        },
      },
    ],
  });
  await register(await solved());
  expect(canister.inside.registrations.windows().current.count).toBe(1n);
});
