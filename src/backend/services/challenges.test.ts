import { beforeEach, describe, expect, test } from 'vitest';
import { solutionOf } from '../../../tests/support/captcha_solution.ts';
import { SECOND } from '../../../tests/support/fake_ic.ts';
import { type InitRecord, TestCanister } from '../../../tests/support/test_canister.ts';

const MINUTE = 60n * SECOND;
const TOO_MANY = /^too many inflight captchas$/;

const atMost = (max_unsolved_captchas: bigint): InitRecord => ({
  captcha_config: [{ max_unsolved_captchas, captcha_trigger: { Static: { CaptchaEnabled: null } } }],
});

let canister: TestCanister;

beforeEach(() => {
  canister = new TestCanister(atMost(3n));
});

const create = () => canister.update('create_challenge');

describe('create_challenge', () => {
  test('gives a picture and a key of ten letters from a to y, another one each time', async () => {
    const challenges = [await create(), await create(), await create()];
    for (const { challenge_key, png_base64 } of challenges) {
      expect(challenge_key).toMatch(/^[a-y]{10}$/);
      expect(solutionOf(png_base64)).toHaveLength(5);
    }
    expect(new Set(challenges.map(({ challenge_key }) => challenge_key)).size).toBe(3);
    expect(new Set(challenges.map(({ png_base64 }) => png_base64)).size).toBe(3);
  });

  test('refuses when too many wait for an answer, until the first is five minutes old', async () => {
    await create();
    canister.ic.advance(SECOND);
    await create();
    await create();
    await expect(create()).rejects.toThrow(TOO_MANY);
    canister.ic.advance(5n * MINUTE - SECOND - 1n);
    await expect(create()).rejects.toThrow(TOO_MANY);
    canister.ic.advance(1n);
    await create();
    await expect(create()).rejects.toThrow(TOO_MANY);
  });

  test('counts the challenges that came while it waited for randomness', async () => {
    await create();
    await create();
    let others: Promise<unknown> | null = null;
    canister.ic.duringRawRand = () => {
      canister.ic.duringRawRand = () => {};
      others = create();
      // The other one comes first.
      canister.inside.challenges.add('aaaaa', canister.ic.now(), () => 1);
    };
    await expect(create()).rejects.toThrow(TOO_MANY);
    await expect(others).rejects.toThrow(TOO_MANY);
    expect(canister.inside.challenges.count).toBe(3);
  });

  test('asks for no randomness when there is no room', async () => {
    canister = new TestCanister(atMost(0n));
    canister.ic.rawRandFailure = 'asked';
    await expect(create()).rejects.toThrow(TOO_MANY);
  });

  test('fails with one line when there is no randomness, and works the next time', async () => {
    canister.ic.rawRandFailure = 'subnet is busy';
    await expect(create()).rejects.toThrow(/^internal error: subnet is busy$/);
    canister.ic.rawRandFailure = null;
    await create();
    expect(canister.inside.challenges.count).toBe(1);
  });

  test('fails with one line when every key that it draws is in use', async () => {
    canister = new TestCanister(atMost(100n));
    const random = await canister.ic.rawRand();
    canister.ic.rawRand = () => Promise.resolve(random);
    // Each challenge takes one of the ten keys that the same randomness gives.
    for (let n = 0; n < 10; n++) await create();
    await expect(create()).rejects.toThrow(/^could not find an unused challenge key$/);
    expect(canister.inside.challenges.count).toBe(10);
  });

  test('follows a changed limit, and has forgotten its challenges after an upgrade', async () => {
    await create();
    await create();
    await create();
    canister.upgrade(atMost(1n));
    await create();
    await expect(create()).rejects.toThrow(TOO_MANY);
  });
});
