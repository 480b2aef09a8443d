/**
 * Who may act for an identity (contract, 2.1), and the one way in which identities are changed: load, authorise,
 * edit, write once, keep the index and the counters.
 */
import type { Anchor } from '../domain/anchor.ts';
import { anchorRange } from '../domain/configuration.ts';
import type { Device } from '../domain/device.ts';
import type { Result } from '../domain/result.ts';
import { Trap } from '../domain/trap.ts';
import { isSelfAuthenticating, keyDigest, principalText } from '../encoding/principal.ts';
import type { RecordTooLarge } from '../storage/anchor_store.ts';
import { decodeAnchor, deviceWithDigest, stampLastUsage } from '../storage/codecs/anchor_record.ts';
import type { Canister } from './canister.ts';

/** A caller who may act for an identity. */
export interface Access {
  readonly anchorNumber: bigint;
  readonly caller: Uint8Array;
  /** The identity's record as it was read. */
  readonly record: Uint8Array;
  /** Position of the device that the caller acts as. */
  readonly deviceIndex: number;
}

/**
 * The caller's access to an identity: the first device, in stored order, whose key the caller is or for which the
 * caller holds a temporary key; null for anyone else.
 * @throws Trap when there is no such identity: no method says more about it to anyone
 */
export function findAccess(
  canister: Canister,
  anchorNumber: bigint,
  caller: Uint8Array = canister.ic.caller(),
): Access | null {
  const record = readRecord(canister, anchorNumber);
  let deviceIndex = isSelfAuthenticating(caller) ? deviceWithDigest(record, caller) : -1;
  for (const pubkey of canister.tempKeys.devicesOf(anchorNumber, caller, canister.ic.now())) {
    const index = deviceWithDigest(record, keyDigest(pubkey));
    if (index >= 0 && (deviceIndex < 0 || index < deviceIndex)) deviceIndex = index;
  }
  return deviceIndex < 0 ? null : { anchorNumber, caller, record, deviceIndex };
}

/** As {@link findAccess}; refuses anyone else by a trap, as the first generation of methods does. */
export function requireAccess(canister: Canister, anchorNumber: bigint, caller?: Uint8Array): Access {
  const access = findAccess(canister, anchorNumber, caller);
  if (access === null) {
    throw new Trap(`${principalText(caller ?? canister.ic.caller())} could not be authenticated.`);
  }
  return access;
}

/** Notes that the device was used now, as every authorised update does. */
export function recordActivity(canister: Canister, access: Access): void {
  canister.anchors.putRecord(access.anchorNumber, stampedRecord(canister, access));
}

/** The identity's record with the use noted in it, to be stored by whoever changes it further. */
export function stampedRecord(canister: Canister, { record, deviceIndex }: Access): Uint8Array {
  stampLastUsage(record, deviceIndex, canister.ic.now());
  return record;
}

/** Notes the use and gives the identity with it. */
export function loadWithActivity(canister: Canister, access: Access): Anchor {
  recordActivity(canister, access);
  return decodeAnchor(access.record);
}

/** Stores an edited identity and what depends on it. */
export function storeEdited(
  canister: Canister,
  anchorNumber: bigint,
  before: readonly Device[],
  after: Anchor,
): void {
  const stored = tryStoreEdited(canister, anchorNumber, before, after);
  if (!stored.ok) {
    const { required, limit } = stored.error;
    throw new Trap(
      `unable to update anchor ${anchorNumber} in stable memory: record of ${required} bytes exceeds the limit of ${limit}`,
    );
  }
}

/** As {@link storeEdited}; an identity whose record is too large is refused and nothing is written. */
export function tryStoreEdited(
  canister: Canister,
  anchorNumber: bigint,
  before: readonly Device[],
  after: Anchor,
): Result<void, RecordTooLarge> {
  const stored = canister.anchors.put(anchorNumber, after);
  if (stored.ok) {
    canister.credentials.update(anchorNumber, before, after.devices);
    canister.counters.anchorOperations += 1n;
  }
  return stored;
}

function readRecord(canister: Canister, anchorNumber: bigint): Uint8Array {
  const record = canister.anchors.record(anchorNumber);
  if (record !== null) return record;
  const { lo, hi } = anchorRange(canister.settings.configuration());
  const why =
    anchorNumber < lo || anchorNumber >= hi
      ? `Identity Anchor ${anchorNumber} is out of range [${lo}, ${hi})`
      : `bad Identity Anchor ${anchorNumber}`;
  throw new Trap(`failed to read device data of user ${anchorNumber}: ${why}`);
}
