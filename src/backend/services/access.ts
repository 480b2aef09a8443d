/**
 * Who may act for an identity (contract, 2.1), and the one way in which identities are changed: load, authorise,
 * edit, write once, keep the index and the counters.
 */
import type { Anchor } from '../domain/anchor.ts';
import type { ArchiveOperation } from '../domain/archive_operation.ts';
import { anchorRange } from '../domain/configuration.ts';
import type { Device } from '../domain/device.ts';
import type { Result } from '../domain/result.ts';
import { Trap } from '../domain/trap.ts';
import { KEY_DIGEST_LENGTH, isSelfAuthenticating, principalText } from '../encoding/principal.ts';
import type { RecordTooLarge } from '../storage/anchor_store.ts';
import {
  decodeAnchor,
  deviceWithDigest,
  deviceWithDigestString,
  stampLastUsage,
} from '../storage/codecs/anchor_record.ts';
import { credentialWithDigest, stampCredential } from '../storage/codecs/openid_credentials_record.ts';
import { countUse } from './activity.ts';
import { recordOperation } from './archive/operations.ts';
import type { Canister } from './canister.ts';
import type { EditedRecord } from './edits_in_record.ts';

/** A caller who may act for an identity. */
export interface Access {
  readonly anchorNumber: bigint;
  readonly caller: Uint8Array;
  /** The identity's record as it was read. */
  readonly record: Uint8Array;
  /** Position of the device that the caller acts as; -1 for an account of an OpenID provider. */
  readonly deviceIndex: number;
  /** The record of the identity's accounts, and the position of the one that the caller acts as; null for a device. */
  readonly openId: { readonly record: Uint8Array; readonly index: number } | null;
}

/**
 * The caller's access to an identity: the first device, in stored order, whose key the caller is or for which the
 * caller holds a temporary key, or the linked account of an OpenID provider whose delegation the caller holds; null for
 * anyone else.
 * @throws Trap when there is no such identity: no method says more about it to anyone
 */
export function findAccess(
  canister: Canister,
  anchorNumber: bigint,
  caller: Uint8Array = canister.ic.caller(),
): Access | null {
  const record = readRecord(canister, anchorNumber);
  let deviceIndex = isSelfAuthenticating(caller) ? deviceWithDigest(record, caller) : -1;
  for (const digest of canister.tempKeys.devicesOf(anchorNumber, caller, canister.ic.now())) {
    const index = deviceWithDigestString(record, digest);
    if (index >= 0 && (deviceIndex < 0 || index < deviceIndex)) deviceIndex = index;
  }
  if (deviceIndex >= 0) return { anchorNumber, caller, record, deviceIndex, openId: null };
  const openId = accountOfCaller(canister, anchorNumber, caller);
  return openId === null ? null : { anchorNumber, caller, record, deviceIndex, openId };
}

function accountOfCaller({ openIds }: Canister, anchorNumber: bigint, caller: Uint8Array): Access['openId'] {
  const record = isSelfAuthenticating(caller) ? openIds.record(anchorNumber) : null;
  if (record === null) return null;
  const index = credentialWithDigest(record, caller.subarray(0, KEY_DIGEST_LENGTH));
  return index < 0 ? null : { record, index };
}

/** As {@link findAccess}; refuses anyone else by a trap, as the first generation of methods does. */
export function requireAccess(canister: Canister, anchorNumber: bigint, caller?: Uint8Array): Access {
  const access = findAccess(canister, anchorNumber, caller);
  if (access === null) {
    throw new Trap(`${principalText(caller ?? canister.ic.caller())} could not be authenticated.`);
  }
  return access;
}

/** Notes that the device or account was used now, as every authorised update does. */
export function recordActivity(canister: Canister, access: Access): void {
  const record = stampedRecord(canister, access);
  if (access.openId === null) canister.anchors.putRecord(access.anchorNumber, record);
}

/**
 * The identity's record with the use of a device noted in it, to be stored by whoever changes it further. The use of an
 * account is stored at once: it stands in another record.
 */
export function stampedRecord(canister: Canister, access: Access): Uint8Array {
  countUse(canister, access);
  const { anchorNumber, record, deviceIndex, openId } = access;
  const now = canister.ic.now();
  if (openId === null) stampLastUsage(record, deviceIndex, now);
  else {
    stampCredential(openId.record, openId.index, now);
    canister.openIds.putRecord(anchorNumber, openId.record);
  }
  return record;
}

/** Notes the use and gives the identity with it. */
export function loadWithActivity(canister: Canister, access: Access): Anchor {
  recordActivity(canister, access);
  return decodeAnchor(access.record);
}

/** A change of an identity. */
export interface Edit {
  readonly anchorNumber: bigint;
  readonly caller: Uint8Array;
  /** Devices as they are stored. */
  readonly before: readonly Device[];
  readonly after: Anchor;
  /** What the archive is told of it. */
  readonly operation: () => ArchiveOperation | null;
}

/** Stores an edited identity and what depends on it. */
export function storeEdited(canister: Canister, edit: Edit): void {
  const stored = tryStoreEdited(canister, edit);
  if (!stored.ok) {
    const { required, limit } = stored.error;
    throw new Trap(
      `unable to update anchor ${edit.anchorNumber} in stable memory: record of ${required} bytes exceeds the limit of ${limit}`,
    );
  }
}

/** As {@link storeEdited}; an identity whose record is too large is refused and nothing is written. */
export function tryStoreEdited(canister: Canister, edit: Edit): Result<void, RecordTooLarge> {
  const { anchorNumber, caller, before, after, operation } = edit;
  const stored = canister.anchors.put(anchorNumber, after);
  if (stored.ok) {
    canister.credentials.update(anchorNumber, before, after.devices);
    recordOperation(canister, anchorNumber, caller, operation);
  }
  return stored;
}

/** As {@link storeEdited}, of an edit in the identity's record. */
export function storeEditedRecord(
  canister: Canister,
  { anchorNumber, caller }: Access,
  { record, lost, gained }: EditedRecord,
  operation: () => ArchiveOperation | null,
): void {
  canister.anchors.putRecord(anchorNumber, record);
  if (lost !== null) canister.credentials.remove(anchorNumber, lost);
  if (gained !== null) canister.credentials.add(anchorNumber, gained);
  recordOperation(canister, anchorNumber, caller, operation);
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
