/** Creating identities, first generation: a captcha's answer and a device in one call (contract, 2.3). */
import { isSolvedBy } from '../captcha/alphabet.ts';
import { addDevice, emptyAnchor } from '../domain/anchor.ts';
import { anchorErrorText } from '../domain/anchor_error.ts';
import { archivedDevice } from '../domain/archive_operation.ts';
import { registrationRateLimit } from '../domain/configuration.ts';
import type { Device } from '../domain/device.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import { Trap } from '../domain/trap.ts';
import { equalBytes } from '../encoding/bytes.ts';
import { principalText, selfAuthenticatingPrincipal } from '../encoding/principal.ts';
import type { Canister } from './canister.ts';
import { nextAnchorNumber, storeNewIdentity } from './new_identity.ts';

export type RegisterError = 'badChallenge' | 'canisterFull';

/** What somebody read in the captcha that has this key. */
export interface Answer {
  readonly key: string;
  readonly text: string;
}

/**
 * Creates an identity with one device. Refusals spend the captcha and a token of the rate limit; traps give both
 * back. The captcha is always asked for, whatever the configuration says about the second generation.
 * @param tempKey - who may act for the device for ten minutes, or null
 * @returns number of the identity
 */
export function register(
  canister: Canister,
  device: Device,
  answer: Answer,
  tempKey: Uint8Array | null,
): Result<bigint, RegisterError> {
  const { ic } = canister;
  const now = ic.now();
  if (!canister.registrationBucket.take(registrationRateLimit(canister.settings.configuration()), now)) {
    throw new Trap('rate limit reached, try again later');
  }
  const solution = canister.challenges.take(answer.key, now);
  if (solution === null || !isSolvedBy(solution, answer.text)) return refused('badChallenge');
  expectDeviceOrTempKey(ic.caller(), device, tempKey);
  const anchorNumber = nextAnchorNumber(canister);
  if (anchorNumber === null) return refused('canisterFull');
  const anchor = addDevice(emptyAnchor(now), device);
  if (!anchor.ok) {
    throw new Trap(`failed to register anchor ${anchorNumber}: ${anchorErrorText(anchor.error)}`);
  }
  storeNewIdentity(canister, anchorNumber, anchor.value, now, () => ({
    tag: 'register_anchor',
    value: { device: archivedDevice(device) },
  }));
  if (tempKey !== null) canister.tempKeys.add(anchorNumber, device.pubkey, tempKey, now);
  return ok(anchorNumber);
}

function expectDeviceOrTempKey(caller: Uint8Array, device: Device, tempKey: Uint8Array | null): void {
  const owner = selfAuthenticatingPrincipal(device.pubkey);
  if (tempKey !== null && equalBytes(tempKey, owner)) {
    throw new Trap('temp_key and device key must not be equal');
  }
  if (equalBytes(caller, owner) || (tempKey !== null && equalBytes(caller, tempKey))) return;
  const instead =
    tempKey === null ? 'and no temporary key was sent' : `or temporary key ${principalText(tempKey)}`;
  throw new Trap(
    `caller ${principalText(caller)} could not be authenticated against device pubkey ${principalText(owner)} ${instead}`,
  );
}
