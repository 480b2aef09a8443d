import { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, test } from 'vitest';
import { A_MOMENT, SECOND } from '../../../tests/support/fake_ic.ts';
import { registerIdentity, testAuthnMethod, testDevice } from '../../../tests/support/registered_identity.ts';
import {
  type InitRecord,
  TestCanister,
  WITHOUT_CAPTCHA,
  testKey,
  testPrincipal,
} from '../../../tests/support/test_canister.ts';
import type { AuthnMethodData } from '../../declarations/internet_identity.did.ts';

const SESSION = testPrincipal(50);
const MINUTE = 60n * SECOND;

let canister: TestCanister;

beforeEach(() => {
  canister = new TestCanister();
  canister.ic.as(SESSION);
});

const start = () => canister.update('identity_registration_start');
const finish = (method: AuthnMethodData = testAuthnMethod(1), name: [] | [string] = []) =>
  canister.update('identity_registration_finish', { authn_method: method, name });
const started = { Ok: { next_step: { Finish: null } } };
const finished = (identity_number: bigint) => ({ Ok: { identity_number } });

describe('start', () => {
  test('leads to the finish without a captcha', async () => {
    expect(await start()).toEqual(started);
  });

  test('refuses an anonymous caller', async () => {
    canister.ic.as(Principal.anonymous().toUint8Array());
    expect(await start()).toEqual({ Err: { InvalidCaller: null } });
  });

  test('refuses a second registration of the same caller until the first one is over', async () => {
    await start();
    canister.ic.advance(5n * MINUTE - 1n);
    expect(await start()).toEqual({ Err: { AlreadyInProgress: null } });
    canister.ic.as(testPrincipal(51));
    expect(await start()).toEqual(started);
    canister.ic.as(SESSION).advance(1n);
    expect(await start()).toEqual(started);
  });
});

describe('finish', () => {
  test('creates identities with rising numbers', async () => {
    expect(await registerIdentity(canister, 1)).toBe(10_000n);
    expect(await registerIdentity(canister, 1)).toBe(10_001n);
    expect((await canister.query('stats')).users_registered).toBe(2n);
  });

  test('stores the method and the name', async () => {
    await start();
    const method: AuthnMethodData = {
      ...testAuthnMethod(1),
      metadata: [
        ['alias', { String: 'Phone' }],
        ['origin', { String: 'https://identity.ic0.app' }],
        ['authenticator_attachment', { String: 'platform' }],
        ['brand', { Bytes: Uint8Array.of(1) }],
      ],
      last_authentication: [5n],
    };
    expect(await finish(method, ['Jöe'])).toEqual(finished(10_000n));
    canister.ic.as(testPrincipal(1));
    const info = await canister.update('get_anchor_info', 10_000n);
    expect(info.name).toEqual(['Jöe']);
    expect(info.devices).toEqual([
      {
        ...testDevice(1),
        alias: 'Phone',
        origin: ['https://identity.ic0.app'],
        key_type: { platform: null },
        metadata: [[['brand', { bytes: Uint8Array.of(1) }]]],
        last_usage: [A_MOMENT],
      },
    ]);
  });

  test('needs a start of the same caller, and only once', async () => {
    expect(await finish()).toEqual({ Err: { NoRegistrationFlow: null } });
    await start();
    canister.ic.as(testPrincipal(51));
    expect(await finish()).toEqual({ Err: { NoRegistrationFlow: null } });
    canister.ic.as(SESSION);
    expect(await finish()).toEqual(finished(10_000n));
    expect(await finish()).toEqual({ Err: { NoRegistrationFlow: null } });
  });

  test('comes within five minutes of the start', async () => {
    await start();
    canister.ic.advance(5n * MINUTE);
    expect(await finish()).toEqual({ Err: { NoRegistrationFlow: null } });
  });

  test('may be tried again after a refusal, which uses up no number', async () => {
    await start();
    const method = testAuthnMethod(1);
    expect(await finish({ ...method, metadata: [['alias', { Bytes: Uint8Array.of(1, 255) }]] })).toEqual({
      Err: {
        InvalidAuthnMethod:
          "Invalid metadata type for key 'alias': expected string, got value Bytes([1, 255])",
      },
    });
    expect(await finish({ ...method, metadata: [['usage', { String: 'recovery_phrase' }]] })).toEqual({
      Err: { InvalidAuthnMethod: 'Devices with key type seed_phrase must not have a credential id.' },
    });
    expect(await finish(method, ['x'.repeat(129)])).toEqual({
      Err: { StorageError: 'Name is too long. Maximum length of name is 128.' },
    });
    expect(await finish(method, ['é'.repeat(64)])).toEqual(finished(10_000n));
  });

  test('looks for the registration before it looks at the method', async () => {
    const method: AuthnMethodData = { ...testAuthnMethod(1), metadata: [['alias', { Map: [] }]] };
    expect(await finish(method)).toEqual({ Err: { NoRegistrationFlow: null } });
  });

  test('ends with the range', async () => {
    canister = new TestCanister({ ...WITHOUT_CAPTCHA, assigned_user_number_range: [[7n, 9n]] });
    expect(await registerIdentity(canister, 1)).toBe(7n);
    expect(await registerIdentity(canister, 1)).toBe(8n);
    canister.ic.as(SESSION);
    await start();
    expect(await finish(testAuthnMethod(1), ['x'.repeat(129)])).toEqual({
      Err: { IdentityLimitReached: null },
    });
    expect((await canister.query('stats')).users_registered).toBe(2n);
  });
});

describe('the temporary key', () => {
  beforeEach(async () => {
    await start();
    await finish();
  });

  const info = (anchor = 10_000n) => canister.update('get_anchor_info', anchor);
  const refused = 'could not be authenticated';

  test('lets whoever registered act for the new device, for less than ten minutes', async () => {
    canister.ic.advance(10n * MINUTE - 1n);
    expect((await info()).devices[0]?.last_usage).toEqual([canister.ic.now()]);
    canister.ic.advance(1n);
    await expect(info()).rejects.toThrow(refused);
    canister.ic.as(testPrincipal(1));
    await info();
  });

  test('works at no other identity that has the same device', async () => {
    const other = await registerIdentity(canister, 1);
    canister.ic.as(SESSION);
    await expect(info(other)).rejects.toThrow(refused);
    await info();
  });

  test('keeps working at one identity when another one with the same device got its own', async () => {
    await start();
    expect(await finish()).toEqual(finished(10_001n));
    await info(10_000n);
    await info(10_001n);
  });

  test('ends with its device', async () => {
    await canister.update('add', 10_000n, testDevice(2));
    await canister.update('remove', 10_000n, testKey(1));
    await expect(info()).rejects.toThrow(refused);
  });

  test('ends when its device is replaced, even by itself', async () => {
    await canister.update('replace', 10_000n, testKey(1), testDevice(1));
    await expect(info()).rejects.toThrow(refused);
  });

  test('does not open a lock', async () => {
    canister.ic.as(testPrincipal(51));
    await start();
    const phrase: AuthnMethodData = {
      authn_method: { PubKey: { pubkey: testKey(3) } },
      security_settings: { protection: { Protected: null }, purpose: { Recovery: null } },
      metadata: [['usage', { String: 'recovery_phrase' }]],
      last_authentication: [],
    };
    expect(await finish(phrase)).toEqual(finished(10_001n));
    await info(10_001n);
    await expect(canister.update('remove', 10_001n, testKey(3))).rejects.toThrow('Device is locked');
  });

  test('is lost on upgrade', async () => {
    canister.upgrade();
    await expect(info()).rejects.toThrow(refused);
  });

  test("is the first match in stored order, not the caller's own later device", async () => {
    await canister.update('add', 10_000n, { ...testDevice(2), pubkey: testKey(50) });
    canister.ic.advance(SECOND);
    const { devices } = await info();
    expect(devices.map(({ last_usage }) => last_usage)).toEqual([[A_MOMENT + SECOND], []]);
  });
});

describe('the rate limit', () => {
  const limited = (time_per_token_ns: bigint, max_tokens: bigint): InitRecord => ({
    ...WITHOUT_CAPTCHA,
    register_rate_limit: [{ time_per_token_ns, max_tokens }],
  });
  const exceeded = { Err: { RateLimitExceeded: null } };

  beforeEach(() => {
    canister = new TestCanister(limited(10n, 2n));
    canister.ic.as(SESSION);
  });

  test('counts every start that passes it, whatever becomes of it', async () => {
    expect(await start()).toEqual(started);
    expect(await start()).toEqual({ Err: { AlreadyInProgress: null } });
    expect(await start()).toEqual(exceeded);
    canister.ic.as(Principal.anonymous().toUint8Array());
    expect(await start()).toEqual(exceeded);
  });

  test('earns whole tokens up to the most', async () => {
    await start();
    await start();
    canister.ic.advance(9n);
    expect(await start()).toEqual(exceeded);
    canister.ic.advance(1n);
    expect(await start()).not.toEqual(exceeded);
    expect(await start()).toEqual(exceeded);
    canister.ic.advance(1000n);
    expect(await start()).not.toEqual(exceeded);
    expect(await start()).not.toEqual(exceeded);
    expect(await start()).toEqual(exceeded);
  });

  test('keeps the rest of an interval', async () => {
    await start();
    await start();
    canister.ic.advance(15n);
    expect(await start()).not.toEqual(exceeded);
    canister.ic.advance(5n);
    expect(await start()).not.toEqual(exceeded);
    expect(await start()).toEqual(exceeded);
  });

  test('is full again after an upgrade, with what is configured then', async () => {
    await start();
    await start();
    canister.upgrade();
    expect(await start()).toEqual(started);
    canister.upgrade(limited(10n, 0n));
    expect(await start()).toEqual(exceeded);
  });

  test('is none for an interval of 0', async () => {
    canister.upgrade(limited(0n, 0n));
    for (let i = 0; i < 5; i++) expect(await start()).not.toEqual(exceeded);
  });
});

describe('the dynamic captcha trigger', () => {
  const dynamic = (threshold_pct: number, current: bigint, reference: bigint): InitRecord => ({
    captcha_config: [
      {
        max_unsolved_captchas: 1n,
        captcha_trigger: {
          Dynamic: {
            threshold_pct,
            current_rate_sampling_interval_s: current,
            reference_rate_sampling_interval_s: reference,
          },
        },
      },
    ],
  });
  const asksForCaptcha = async () => {
    canister.ic.as(testPrincipal(60));
    const outcome = await start();
    canister.inside.registrationFlows.end(testPrincipal(60));
    if (!('Ok' in outcome)) throw new Error('not started');
    return 'CheckCaptcha' in outcome.Ok.next_step;
  };
  /** Ten seconds between registrations, for two hundred seconds; no rate is too high at first. */
  const usualRate = async (config = dynamic(20, 20n, 100n)) => {
    canister.upgrade(config === WITHOUT_CAPTCHA ? config : dynamic(1000, 20n, 100n));
    for (let i = 0; i < 20; i++) {
      await registerIdentity(canister, 1);
      canister.ic.advance(10n * SECOND);
    }
    canister.upgrade(config);
  };

  beforeEach(() => {
    canister = new TestCanister(dynamic(20, 20n, 100n));
  });

  test('asks for none at first, and for none at the usual rate', async () => {
    expect(await asksForCaptcha()).toBe(false);
    await usualRate();
    expect(await asksForCaptcha()).toBe(false);
  });

  test('asks for one when the rate is more than the threshold above the usual one', async () => {
    await usualRate();
    await registerIdentity(canister, 1);
    expect(await asksForCaptcha()).toBe(false);
    await registerIdentity(canister, 1);
    // 3 in 20 seconds is 0.15 a second; 11 in 100 are 0.11, and 20 per cent more than that 0.132.
    expect(await asksForCaptcha()).toBe(true);
    canister.upgrade(dynamic(40, 20n, 100n));
    expect(await asksForCaptcha()).toBe(false);
  });

  test('asks until the memory reaches back over an interval that was made longer', async () => {
    await usualRate();
    canister.upgrade(dynamic(60, 20n, 150n));
    expect(await asksForCaptcha()).toBe(true);
    canister.ic.advance(40n * SECOND);
    expect(await asksForCaptcha()).toBe(false);
  });

  test('remembers nothing under a static trigger', async () => {
    await usualRate(WITHOUT_CAPTCHA);
    expect(canister.inside.registrations.windows().reference.count).toBe(0n);
  });

  test('keeps its memory over an upgrade', async () => {
    await usualRate();
    const before = canister.inside.registrations.windows();
    canister.upgrade();
    expect(canister.inside.registrations.windows()).toEqual(before);
    expect(before.reference.count).toBe(10n);
  });
});
