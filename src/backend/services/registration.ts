/** Creating identities, second generation: start, then finish within five minutes (contract, 2.5). */
import { addDevice, emptyAnchor, renameAnchor } from '../domain/anchor.ts';
import { anchorErrorText } from '../domain/anchor_error.ts';
import { asksAlways, dynamicTrigger, exceedsUsualRate, intervalNs } from '../domain/captcha_trigger.ts';
import { anchorRange, registrationRateLimit } from '../domain/configuration.ts';
import type { Device } from '../domain/device.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import { Trap } from '../domain/trap.ts';
import { isAnonymous } from '../encoding/principal.ts';
import { storeEdited } from './access.ts';
import type { Canister } from './canister.ts';

export type StartError = 'RateLimitExceeded' | 'InvalidCaller' | 'AlreadyInProgress';

export type FinishError =
  | { readonly kind: 'noRegistrationFlow' }
  | { readonly kind: 'identityLimitReached' }
  | { readonly kind: 'invalidAuthnMethod'; readonly why: string }
  | { readonly kind: 'storageError'; readonly why: string };

/**
 * Starts the caller's registration, which then waits to be finished. Every start that passes the rate limit spends
 * a token, whatever becomes of it.
 */
export function startRegistration(canister: Canister): Result<void, StartError> {
  const { ic, settings } = canister;
  const configuration = settings.configuration();
  const now = ic.now();
  if (!canister.registrationBucket.take(registrationRateLimit(configuration), now)) {
    return refused('RateLimitExceeded');
  }
  const caller = ic.caller();
  if (isAnonymous(caller)) return refused('InvalidCaller');
  if (needsCaptcha(canister, now)) throw new Trap('captcha is not built yet');
  return canister.registrationFlows.start(caller, now) ? ok(undefined) : refused('AlreadyInProgress');
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
  if (registrationFlows.get(caller, now) === null) return refused({ kind: 'noRegistrationFlow' });
  if (!device.ok) return refused({ kind: 'invalidAuthnMethod', why: device.error });
  const created = createIdentity(canister, device.value, name, now);
  if (!created.ok) return created;
  canister.tempKeys.add(created.value, device.value.pubkey, caller, now);
  registrationFlows.end(caller);
  return created;
}

function needsCaptcha({ settings, registrations }: Canister, now: bigint): boolean {
  const configuration = settings.configuration();
  const dynamic = dynamicTrigger(configuration);
  if (dynamic !== null) return exceedsUsualRate(dynamic, registrations.windows(), now);
  return asksAlways(configuration);
}

/** Remembers a registration where the captcha trigger compares rates. */
function recordRegistration({ settings, registrations }: Canister, now: bigint): void {
  const dynamic = dynamicTrigger(settings.configuration());
  if (dynamic === null) return;
  registrations.add(now, intervalNs(dynamic.referenceIntervalS), intervalNs(dynamic.currentIntervalS));
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
  const allocated = canister.settings.anchorCount();
  const { lo, hi } = anchorRange(canister.settings.configuration());
  const anchorNumber = lo + allocated;
  if (anchorNumber >= hi) return refused({ kind: 'identityLimitReached' });
  const named = renameAnchor(withDevice.value, name);
  if (!named.ok) return refused({ kind: 'storageError', why: anchorErrorText(named.error) });
  storeEdited(canister, anchorNumber, [], named.value);
  canister.settings.setAnchorCount(allocated + 1n);
  recordRegistration(canister, now);
  return ok(anchorNumber);
}
