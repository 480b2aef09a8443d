import { beforeEach, describe, expect, test } from 'vitest';
import { solutionOf } from '../../../tests/support/captcha_solution.ts';
import { SECOND } from '../../../tests/support/fake_ic.ts';
import { testAuthnMethod } from '../../../tests/support/registered_identity.ts';
import { TestCanister, testPrincipal } from '../../../tests/support/test_canister.ts';

const MINUTE = 60n * SECOND;
const FINISH = { next_step: { Finish: null } };
const NO_FLOW = { Err: { NoRegistrationFlow: null } };
const showing = (captcha_png_base64: string) => ({ next_step: { CheckCaptcha: { captcha_png_base64 } } });

let canister: TestCanister;

beforeEach(() => {
  canister = new TestCanister({
    captcha_config: [{ max_unsolved_captchas: 1n, captcha_trigger: { Static: { CaptchaEnabled: null } } }],
  });
  canister.ic.as(testPrincipal(50));
});

const rawStart = () => canister.update('identity_registration_start');
const check = (solution: string) => canister.update('check_captcha', { solution });
const finish = () =>
  canister.update('identity_registration_finish', { authn_method: testAuthnMethod(1), name: [] });

/** Starts a registration. @returns the captcha's picture */
const start = async (): Promise<string> => {
  const started = await rawStart();
  if (!('Ok' in started && 'CheckCaptcha' in started.Ok.next_step)) throw new Error('no captcha');
  return started.Ok.next_step.CheckCaptcha.captcha_png_base64;
};
/** Sends a wrong attempt. @returns the new captcha's picture */
const fail = async (attempt = 'wrong'): Promise<string> => {
  const checked = await check(attempt);
  if (!('Err' in checked && 'WrongSolution' in checked.Err)) throw new Error('not refused');
  return checked.Err.WrongSolution.new_captcha_png_base64;
};

describe('a registration with a captcha', () => {
  test('is finished after it was read', async () => {
    expect(await check(solutionOf(await start()))).toEqual({ Ok: FINISH });
    expect(await finish()).toEqual({ Ok: { identity_number: 10_000n } });
    expect(await check('')).toEqual(NO_FLOW);
  });

  test('is not finished before, and then shows the captcha again', async () => {
    const picture = await start();
    const unexpected = { Err: { UnexpectedCall: showing(picture) } };
    expect(await finish()).toEqual(unexpected);
    expect(await finish()).toEqual(unexpected);
    expect(await check(solutionOf(picture))).toEqual({ Ok: FINISH });
    expect((await canister.query('stats')).users_registered).toBe(0n);
  });

  test('goes on to the finish once', async () => {
    const solution = solutionOf(await start());
    await check(solution);
    expect(await check(solution)).toEqual({ Err: { UnexpectedCall: FINISH } });
    expect(await finish()).toHaveProperty('Ok');
  });

  test('is the only one of its caller', async () => {
    const picture = await start();
    expect(await rawStart()).toEqual({ Err: { AlreadyInProgress: null } });
    canister.ic.as(testPrincipal(51));
    expect(await check(solutionOf(picture))).toEqual(NO_FLOW);
    expect(await start()).not.toBe(picture);
  });

  test('is over five minutes after the start, however many attempts there were', async () => {
    await start();
    canister.ic.advance(5n * MINUTE - 1n);
    const picture = await fail();
    canister.ic.advance(1n);
    expect(await check(solutionOf(picture))).toEqual(NO_FLOW);
    expect(await finish()).toEqual(NO_FLOW);
    await start();
  });

  test('is lost on upgrade', async () => {
    const picture = await start();
    canister.upgrade();
    expect(await check(solutionOf(picture))).toEqual(NO_FLOW);
  });
});

describe('a wrong attempt', () => {
  test('brings another captcha, and what the first one said is wrong from then on', async () => {
    const first = await start();
    const second = await fail();
    expect(second).not.toBe(first);
    const third = await fail(solutionOf(first));
    expect(await finish()).toEqual({ Err: { UnexpectedCall: showing(third) } });
    expect(await check(solutionOf(third))).toEqual({ Ok: FINISH });
  });

  test('may be followed by any number of others', async () => {
    await start();
    for (let i = 0; i < 20; i++) await fail('x'.repeat(i));
    expect(await check(solutionOf(await fail()))).toEqual({ Ok: FINISH });
  });

  test('spends no token of the rate limit', async () => {
    await start();
    const before = canister.inside.registrationBucket.tokens;
    await fail();
    expect(canister.inside.registrationBucket.tokens).toBe(before);
  });

  test('is the only one at its captcha, even when others are sent at once', async () => {
    const solution = solutionOf(await start());
    let meanwhile: Promise<unknown> | null = null;
    canister.ic.duringRawRand = () => {
      canister.ic.duringRawRand = () => {};
      meanwhile = check(solution);
    };
    await fail();
    expect(await meanwhile).toHaveProperty('Err.WrongSolution');
  });

  test('is forgotten when the registration is over before there is another captcha', async () => {
    await start();
    canister.ic.duringRawRand = () => canister.ic.advance(5n * MINUTE);
    expect(await check('')).toEqual(NO_FLOW);
  });

  test('leaves nothing that could be right when there is no randomness, and may be repeated', async () => {
    const solution = solutionOf(await start());
    canister.ic.rawRandFailure = 'subnet is busy';
    await expect(check('')).rejects.toThrow(/^internal error: subnet is busy$/);
    canister.ic.rawRandFailure = null;
    const next = await fail(solution);
    expect(await check(solutionOf(next))).toEqual({ Ok: FINISH });
  });
});

describe('a start', () => {
  test('refuses a caller who has a registration before it asks for randomness', async () => {
    await start();
    canister.ic.rawRandFailure = 'asked';
    expect(await rawStart()).toEqual({ Err: { AlreadyInProgress: null } });
  });

  test('refuses a caller who started another one meanwhile', async () => {
    let other: Promise<unknown> | null = null;
    canister.ic.duringRawRand = () => {
      canister.ic.duringRawRand = () => {};
      canister.inside.registrationFlows.start(testPrincipal(50), null, canister.ic.now());
      other = rawStart();
    };
    expect(await rawStart()).toEqual({ Err: { AlreadyInProgress: null } });
    expect(await other).toEqual({ Err: { AlreadyInProgress: null } });
    expect(await finish()).toHaveProperty('Ok');
  });

  test('counts the five minutes from the call', async () => {
    canister.ic.duringRawRand = () => canister.ic.advance(MINUTE);
    const solution = solutionOf(await start());
    canister.ic.duringRawRand = () => {};
    canister.ic.advance(4n * MINUTE);
    expect(await check(solution)).toEqual(NO_FLOW);
  });

  test('spends its token, also when there is no randomness', async () => {
    canister.ic.rawRandFailure = 'subnet is busy';
    await expect(rawStart()).rejects.toThrow('subnet is busy');
    expect(canister.inside.registrationBucket.tokens).toBe(19_999n);
  });
});
