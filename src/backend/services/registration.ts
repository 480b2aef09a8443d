/**
 * Creating identities, second generation: start, read a captcha where one is asked for, then finish, all within five
 * minutes (contract, 2.5).
 */
import { isSolvedBy } from '../captcha/alphabet.ts';
import { createCaptcha } from '../captcha/captcha.ts';
import { RandomStream } from '../captcha/random_stream.ts';
import { addDevice, emptyAnchor, renameAnchor } from '../domain/anchor.ts';
import { anchorErrorText } from '../domain/anchor_error.ts';
import { archivedDevice } from '../domain/archive_operation.ts';
import { asksAlways, dynamicTrigger, exceedsUsualRate } from '../domain/captcha_trigger.ts';
import { registrationRateLimit } from '../domain/configuration.ts';
import type { Device } from '../domain/device.ts';
import type { CaptchaStep, RegistrationFlow } from '../domain/registration_flow.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import { isAnonymous } from '../encoding/principal.ts';
import type { Canister } from './canister.ts';
import { nextAnchorNumber, storeNewIdentity } from './new_identity.ts';

/** What a registration waits for. */
export type NextStep =
  { readonly kind: 'checkCaptcha'; readonly pngBase64: string } | { readonly kind: 'finish' };

export type StartError = 'RateLimitExceeded' | 'InvalidCaller' | 'AlreadyInProgress';

type FlowError =
  { readonly kind: 'noRegistrationFlow' } | { readonly kind: 'unexpectedCall'; readonly nextStep: NextStep };

export type CheckCaptchaError = FlowError | { readonly kind: 'wrongSolution'; readonly newPngBase64: string };

export type FinishError =
  | FlowError
  | { readonly kind: 'identityLimitReached' }
  | { readonly kind: 'invalidAuthnMethod'; readonly why: string }
  | { readonly kind: 'storageError'; readonly why: string };

const FINISH: NextStep = { kind: 'finish' };

/**
 * Starts the caller's registration. Every start that passes the rate limit spends a token, whatever becomes of it.
 * @returns what it waits for then
 */
export async function startRegistration(canister: Canister): Promise<Result<NextStep, StartError>> {
  const { ic, settings, registrationFlows: flows } = canister;
  const now = ic.now();
  if (!canister.registrationBucket.take(registrationRateLimit(settings.configuration()), now)) {
    return refused('RateLimitExceeded');
  }
  const caller = ic.caller();
  if (isAnonymous(caller)) return refused('InvalidCaller');
  if (!needsCaptcha(canister, now)) {
    return flows.start(caller, null, now) ? ok(FINISH) : refused('AlreadyInProgress');
  }
  if (flows.get(caller, now) !== null) return refused('AlreadyInProgress');
  const { step, pngBase64 } = captchaFrom(await ic.rawRand());
  // The same caller may have started another one meanwhile. The time counts from the call, not from the randomness.
  return flows.start(caller, step, now)
    ? ok({ kind: 'checkCaptcha', pngBase64 })
    : refused('AlreadyInProgress');
}

/**
 * Reads an attempt at the caller's captcha. After a wrong one another captcha takes its place, as often as time
 * allows.
 */
export async function checkCaptcha(
  canister: Canister,
  attempt: string,
): Promise<Result<NextStep, CheckCaptchaError>> {
  const { ic, registrationFlows: flows } = canister;
  const caller = ic.caller();
  const flow = flows.get(caller, ic.now());
  if (flow === null) return refused({ kind: 'noRegistrationFlow' });
  if (flow.captcha === null) return refused({ kind: 'unexpectedCall', nextStep: FINISH });
  const { seed, solution } = flow.captcha;
  if (solution !== null && isSolvedBy(solution, attempt)) {
    flows.setCaptcha(caller, null);
    return ok(FINISH);
  }
  // One attempt for each captcha, also for callers who send several at once.
  flows.setCaptcha(caller, { seed, solution: null });
  const { step, pngBase64 } = captchaFrom(await ic.rawRand());
  const waiting = flows.get(caller, ic.now());
  if (waiting === null) return refused({ kind: 'noRegistrationFlow' });
  if (waiting.captcha === null) return refused({ kind: 'unexpectedCall', nextStep: FINISH });
  flows.setCaptcha(caller, step);
  return refused({ kind: 'wrongSolution', newPngBase64: pngBase64 });
}

/**
 * Creates an identity with one device. The caller, who need not hold the device's key, may act for it for ten
 * minutes.
 * @param device - the device, or why what was sent is none
 * @returns number of the identity
 */
export function finishRegistration(
  canister: Canister,
  device: Result<Device, string>,
  name: string | null,
): Result<bigint, FinishError> {
  const { ic, registrationFlows } = canister;
  const caller = ic.caller();
  const now = ic.now();
  const expected = expectLastStep(canister, caller, now);
  if (!expected.ok) return expected;
  if (!device.ok) return refused({ kind: 'invalidAuthnMethod', why: device.error });
  const created = createIdentity(canister, device.value, name, now);
  if (!created.ok) return created;
  canister.tempKeys.add(created.value, device.value.pubkey, caller, now);
  registrationFlows.end(caller);
  return created;
}

/** Refuses to finish a registration that was not started or waits for its captcha. */
export function expectLastStep(canister: Canister, caller: Uint8Array, now: bigint): Result<void, FlowError> {
  const flow = canister.registrationFlows.get(caller, now);
  if (flow === null) return refused({ kind: 'noRegistrationFlow' });
  if (flow.captcha !== null) return refused({ kind: 'unexpectedCall', nextStep: nextStep(flow) });
  return ok(undefined);
}

function needsCaptcha({ settings, registrations }: Canister, now: bigint): boolean {
  const configuration = settings.configuration();
  const dynamic = dynamicTrigger(configuration);
  if (dynamic !== null) return exceedsUsualRate(dynamic, registrations.windows(), now);
  return asksAlways(configuration);
}

function nextStep({ captcha }: RegistrationFlow): NextStep {
  if (captcha === null) return FINISH;
  return { kind: 'checkCaptcha', pngBase64: captchaFrom(captcha.seed).pngBase64 };
}

/** The captcha that these 32 random bytes make: always the same one. */
function captchaFrom(seed: Uint8Array): { readonly step: CaptchaStep; readonly pngBase64: string } {
  const { solution, pngBase64 } = createCaptcha(new RandomStream(seed));
  return { step: { seed, solution }, pngBase64 };
}

/** Stores an identity under the next number. Checks come first, so that a refusal uses up no number. */
function createIdentity(
  canister: Canister,
  device: Device,
  name: string | null,
  now: bigint,
): Result<bigint, FinishError> {
  const withDevice = addDevice(emptyAnchor(now), device);
  if (!withDevice.ok) {
    return refused({ kind: 'invalidAuthnMethod', why: anchorErrorText(withDevice.error) });
  }
  const anchorNumber = nextAnchorNumber(canister);
  if (anchorNumber === null) return refused({ kind: 'identityLimitReached' });
  const named = renameAnchor(withDevice.value, name);
  if (!named.ok) return refused({ kind: 'storageError', why: anchorErrorText(named.error) });
  storeNewIdentity(canister, anchorNumber, named.value, now, () => ({
    tag: 'register_anchor',
    value: { device: archivedDevice(device) },
  }));
  return ok(anchorNumber);
}
