/**
 * Edits of devices in the bytes of their identity's record, where those show that no rule of `domain/anchor.ts` is broken:
 * then the others need not be decoded. Null is not a refusal; the rules decide then.
 */
import { DATA_LIMIT, DEVICE_LIMIT } from '../domain/anchor.ts';
import { type Device, deviceError } from '../domain/device.ts';
import { equalBytes } from '../encoding/bytes.ts';
import { DevicesInRecord } from '../storage/codecs/devices_in_record.ts';

export interface EditedRecord {
  readonly record: Uint8Array;
  /** Credential id that no device of the identity has any more, or null. */
  readonly lost: Uint8Array | null;
  /** Credential id that no device of the identity had before, or null. */
  readonly gained: Uint8Array | null;
}

/** As `addDevice` of the domain. */
export function addedInRecord(before: Uint8Array, device: Device): EditedRecord | null {
  const devices = new DevicesInRecord(before);
  if (devices.indexOf(device.pubkey) >= 0 || !isAllowed(devices, devices.count + 1, device)) return null;
  const record = devices.with(device);
  const { credentialId } = device;
  const isKnown = credentialId === null || devices.hasCredential(credentialId);
  return isSmall(record) ? { record, lost: null, gained: isKnown ? null : credentialId } : null;
}

/** As `modifyDevice` of the domain, for devices that keep their credential id; the last use stays, too. */
export function changedInRecord(before: Uint8Array, pubkey: Uint8Array, device: Device): EditedRecord | null {
  const devices = new DevicesInRecord(before);
  const index = devices.indexOf(pubkey);
  if (index < 0 || devices.isProtected(index) || !equalBytes(pubkey, device.pubkey)) return null;
  if (!isSame(devices.credentialId(index), device.credentialId)) return null;
  if (!isAllowed(devices, devices.count, device, index)) return null;
  const record = devices.withChanged(index, device);
  return isSmall(record) ? { record, lost: null, gained: null } : null;
}

/** As `removeDevice` of the domain. */
export function removedInRecord(before: Uint8Array, pubkey: Uint8Array): EditedRecord | null {
  const devices = new DevicesInRecord(before);
  const index = devices.indexOf(pubkey);
  if (index < 0 || devices.isProtected(index)) return null;
  const record = devices.without(index);
  const lost = devices.credentialId(index);
  const isKept = lost === null || devices.hasCredential(lost, index);
  return isSmall(record) ? { record, lost: isKept ? null : lost, gained: null } : null;
}

/** Whether a device keeps its own rules, and its identity those about numbers of devices. */
function isAllowed(devices: DevicesInRecord, count: number, device: Device, replaced = -1): boolean {
  const recoveryPhrases = devices.recoveryPhrases(replaced) + (device.keyType === 'seed_phrase' ? 1 : 0);
  return count <= DEVICE_LIMIT && recoveryPhrases <= 1 && deviceError(device) === null;
}

/** A record holds all that counts towards the limit of an identity's data, and more. */
function isSmall(record: Uint8Array): boolean {
  return record.length <= DATA_LIMIT;
}

function isSame(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : equalBytes(a, b);
}
