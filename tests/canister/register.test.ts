import type { Ed25519KeyIdentity } from '@icp-sdk/core/identity';
import type { Principal } from '@icp-sdk/core/principal';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import type { DeviceData, InternetIdentityInit } from '../../src/declarations/internet_identity.did.ts';
import { device, identity, InternetIdentity, MINUTE_NS, testWasm } from '../support/internet_identity.ts';

const ALICE = identity('alice');
const SESSION = identity('session');
const BAD = { bad_challenge: null };
const registered = (user_number: bigint) => ({ registered: { user_number } });

describe('register', () => {
  let ii: InternetIdentity;

  const install = async (changes: Partial<InternetIdentityInit> = {}): Promise<void> => {
    await ii.tearDown();
    ii = await InternetIdentity.create({ ...LOCAL_INIT, ...changes }, testWasm());
  };
  /** A captcha with its answer. */
  const solved = async () => {
    const { challenge_key } = await ii.as().create_challenge();
    return { key: challenge_key, chars: 'a' };
  };
  const register = async (
    caller: Ed25519KeyIdentity,
    answer: { key: string; chars: string },
    data: DeviceData = device(ALICE),
    tempKey: [] | [Principal] = [],
  ) => ii.as(caller).register(data, answer, tempKey as never);

  beforeEach(async () => {
    ii = await InternetIdentity.create(LOCAL_INIT, testWasm());
  });
  afterEach(() => ii.tearDown());

  it('should create identities with rising numbers and the device that was sent', async () => {
    const sent = device(ALICE, {
      alias: 'Laptop',
      origin: ['https://identity.ic0.app'],
      metadata: [[['key', { string: 'value' }]]],
    });
    expect(await register(ALICE, await solved(), sent)).toEqual(registered(10_000n));
    expect(await register(ALICE, await solved(), sent)).toEqual(registered(10_001n));
    expect(await ii.as().lookup(10_000n)).toEqual([{ ...sent, alias: '', metadata: [] }]);
    const { devices } = await ii.as(ALICE).get_anchor_info(10_000n);
    expect(devices).toMatchObject([sent]);
  });

  it('should take each answer once', async () => {
    const answer = await solved();
    expect(await register(ALICE, answer)).toEqual(registered(10_000n));
    expect(await register(ALICE, answer)).toEqual(BAD);
  });

  it('should refuse wrong answers, and the right one after them', async () => {
    const answer = await solved();
    expect(await register(ALICE, { ...answer, chars: 'aaaaaa' })).toEqual(BAD);
    expect(await register(ALICE, answer)).toEqual(BAD);
    expect(await register(ALICE, { key: 'unknown', chars: 'a' })).toEqual(BAD);
  });

  it('should refuse answers to captchas that are five minutes old', async () => {
    const answer = await solved();
    await ii.advance(5n * MINUTE_NS);
    expect(await register(ALICE, answer)).toEqual(BAD);
  });

  it('should ask for the captcha even where the second generation does not', async () => {
    expect(await ii.as(ALICE).identity_registration_start()).toEqual({ Ok: { next_step: { Finish: null } } });
    expect(await register(ALICE, { key: '', chars: '' })).toEqual(BAD);
  });

  it('should take the device key or the temporary key as caller, and nobody else', async () => {
    const answer = await solved();
    await expect(register(SESSION, answer)).rejects.toThrow(
      `caller ${SESSION.getPrincipal()} could not be authenticated against device pubkey ${ALICE.getPrincipal()} ` +
        'and no temporary key was sent',
    );
    const other = identity('other').getPrincipal();
    await expect(register(SESSION, answer, device(ALICE), [other])).rejects.toThrow(
      `caller ${SESSION.getPrincipal()} could not be authenticated against device pubkey ${ALICE.getPrincipal()} ` +
        `or temporary key ${other}`,
    );
    await expect(register(ALICE, answer, device(ALICE), [ALICE.getPrincipal()])).rejects.toThrow(
      'temp_key and device key must not be equal',
    );
    // None of the traps has spent the captcha.
    const session = SESSION.getPrincipal();
    expect(await register(SESSION, answer, device(ALICE), [session])).toEqual(registered(10_000n));
    expect((await ii.as(SESSION).get_anchor_info(10_000n)).devices).toHaveLength(1);
    await ii.advance(10n * MINUTE_NS);
    await expect(ii.as(SESSION).get_anchor_info(10_000n)).rejects.toThrow(/could not be authenticated/);
  });

  it('should say which rule a device breaks, and give captcha, token and number back', async () => {
    await install({ register_rate_limit: [{ time_per_token_ns: MINUTE_NS, max_tokens: 1n }] });
    const answer = await solved();
    for (let i = 0; i < 2; i++) {
      await expect(register(ALICE, answer, device(ALICE, { alias: 'a'.repeat(65) }))).rejects.toThrow(
        /failed to register anchor 10000: alias limit exceeded: length 65, limit 64/,
      );
    }
    expect(await register(ALICE, answer)).toEqual(registered(10_000n));
  });

  it('should be full when every number of the range is given out, and spend the captcha', async () => {
    await install({ assigned_user_number_range: [[10_000n, 10_001n]] });
    expect(await register(ALICE, await solved())).toEqual(registered(10_000n));
    const answer = await solved();
    expect(await register(ALICE, answer)).toEqual({ canister_full: null });
    expect(await register(ALICE, answer)).toEqual(BAD);
    expect((await ii.as().stats()).users_registered).toBe(1n);
  });

  it('should spend a token of the rate limit even when it refuses', async () => {
    await install({ register_rate_limit: [{ time_per_token_ns: MINUTE_NS, max_tokens: 2n }] });
    expect(await register(ALICE, { key: '', chars: '' })).toEqual(BAD);
    expect(await ii.as(ALICE).identity_registration_start()).toHaveProperty('Ok');
    const answer = await solved();
    await expect(register(ALICE, answer)).rejects.toThrow(/rate limit reached, try again later/);
    await ii.advance(MINUTE_NS);
    expect(await register(ALICE, answer)).toEqual(registered(10_000n));
  });

  it('should have forgotten captchas after an upgrade, and nothing else', async () => {
    await register(ALICE, await solved());
    const answer = await solved();
    await ii.upgrade();
    expect(await register(ALICE, answer)).toEqual(BAD);
    expect(await register(ALICE, await solved())).toEqual(registered(10_001n));
  });
});
