/** Adding a device from another browser, for both generations of methods (contract, 2.4). */
import { DATA_LIMIT } from '../domain/anchor.ts';
import { anchorErrorText } from '../domain/anchor_error.ts';
import { type Device, deviceSize } from '../domain/device.ts';
import { type RegistrationMode, confirmationCode, isRegistrationId } from '../domain/registration_modes.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import { Trap } from '../domain/trap.ts';
import { type Access, recordActivity, requireAccess } from './access.ts';
import type { Canister } from './canister.ts';
import { addDeviceAs } from './devices.ts';

export type EnterError =
  | { readonly kind: 'invalidId'; readonly why: string }
  | { readonly kind: 'alreadyInProgress' }
  | { readonly kind: 'tooMany'; readonly why: string };

export type ProposeError = 'modeOff' | 'anotherDeviceProposed';

export type ConfirmError =
  | { readonly kind: 'modeOff' }
  | { readonly kind: 'noDevice' }
  | { readonly kind: 'wrongCode'; readonly attemptsLeft: number };

/** A device that waits for its code. */
export interface Proposed {
  readonly code: string;
  /** Nanoseconds since 1970. */
  readonly expiration: bigint;
}

/**
 * Bytes of a device that is kept until it is confirmed: some times what an identity can have. The owner reads it with all
 * of the identity, and thousands may wait at once.
 */
const DEVICE_LIMIT = 8192;

const TOO_MANY = 'too many anchors in device registration mode';

/**
 * Lets an identity wait for a device. Where it waits already, nothing changes.
 * @param id - what the other browser will find the identity by, or null
 * @returns when the waiting ends
 */
export function enterRegistrationMode(
  canister: Canister,
  access: Access,
  id: string | null,
): Result<bigint, EnterError> {
  recordActivity(canister, access);
  const now = canister.ic.now();
  const modes = canister.registrationModes;
  if (id !== null && !isRegistrationId(id)) {
    return refused({ kind: 'invalidId', why: 'registration id must be 5 alphanumeric characters' });
  }
  if (modes.isFull(now)) return refused({ kind: 'tooMany', why: TOO_MANY });
  const active = modes.get(access.anchorNumber, now);
  if (active !== null) {
    return id === null || id === active.id ? ok(active.expiration) : refused({ kind: 'alreadyInProgress' });
  }
  if (id !== null && modes.withId(id, now) !== null) return refused({ kind: 'alreadyInProgress' });
  return ok(modes.begin(access.anchorNumber, id, now).expiration);
}

/** Ends the waiting, and forgets the device that waits for its code. */
export function exitRegistrationMode(canister: Canister, anchorNumber: bigint): void {
  recordActivity(canister, requireAccess(canister, anchorNumber));
  canister.registrationModes.end(anchorNumber);
}

/**
 * Hands in a device, which anyone may. Its rules are looked at only when it is confirmed: until then it is nobody's but
 * the one's who handed it in.
 * @throws Trap for a device so large that no identity could ever have it
 */
export async function proposeDevice(
  canister: Canister,
  anchorNumber: bigint,
  device: Device,
): Promise<Result<Proposed, ProposeError>> {
  const waiting = openMode(canister, anchorNumber);
  if (!waiting.ok) return waiting;
  const length = deviceSize(device);
  if (length > DEVICE_LIMIT) {
    const why = anchorErrorText({ kind: 'tooMuchData', length, limit: DATA_LIMIT });
    throw new Trap(`failed to add device: ${why}`);
  }
  const code = confirmationCode(await canister.ic.rawRand());
  // While the code was drawn, another device may have been handed in, or the mode have ended.
  const mode = openMode(canister, anchorNumber);
  if (!mode.ok) return mode;
  canister.registrationModes.propose(anchorNumber, mode.value, device, code);
  return ok({ code, expiration: mode.value.expiration });
}

/** Adds the device that waits, if the code is the one that was shown where it was made. */
export function confirmDevice(
  canister: Canister,
  anchorNumber: bigint,
  code: string,
): Result<void, ConfirmError> {
  const access = requireAccess(canister, anchorNumber);
  const modes = canister.registrationModes;
  const mode = modes.get(anchorNumber, canister.ic.now());
  const tentative = mode?.tentative ?? null;
  if (mode !== null && tentative !== null && tentative.code === code) {
    addDeviceAs(canister, access, tentative.device);
    modes.end(anchorNumber);
    return ok(undefined);
  }
  recordActivity(canister, access);
  if (mode === null) return refused({ kind: 'modeOff' });
  if (tentative === null) {
    modes.end(anchorNumber);
    return refused({ kind: 'noDevice' });
  }
  return refused({ kind: 'wrongCode', attemptsLeft: modes.fail(anchorNumber, mode, tentative) });
}

/** When an identity stops waiting for a device, and the device that waits for its code; null when it waits for none. */
export function registrationMode(canister: Canister, anchorNumber: bigint): RegistrationMode | null {
  return canister.registrationModes.get(anchorNumber, canister.ic.now());
}

function openMode(canister: Canister, anchorNumber: bigint): Result<RegistrationMode, ProposeError> {
  const mode = registrationMode(canister, anchorNumber);
  if (mode === null) return refused('modeOff');
  return mode.tentative === null ? ok(mode) : refused('anotherDeviceProposed');
}
