/**
 * An identity and its edits. Each edit gives a whole new anchor after all invariants were checked on it; nothing is
 * changed in place (contract, 2.2).
 */
import { equalBytes, longestUtf8, utf8Length } from '../encoding/bytes.ts';
import { selfAuthenticatingPrincipal } from '../encoding/principal.ts';
import type { AnchorError } from './anchor_error.ts';
import { type Device, deviceError, deviceSize } from './device.ts';
import { type Metadata, metadataSize } from './metadata.ts';
import { ok, refused, type Result } from './result.ts';

export interface Anchor {
  /** In the order in which they were added. */
  readonly devices: readonly Device[];
  readonly name: string | null;
  /** What front ends keep about the identity itself. */
  readonly metadata: Metadata;
  /** Nanoseconds since 1970. */
  readonly createdAt: bigint;
}

export const DEVICE_LIMIT = 10;
/** Bytes of all variable-sized fields of an anchor together. */
export const DATA_LIMIT = 2500;
export const NAME_LIMIT = 128;

type Edit = Result<Anchor, AnchorError>;

/** An anchor without devices, to be filled before it is stored. */
export function emptyAnchor(createdAt: bigint): Anchor {
  return { devices: [], name: null, metadata: [], createdAt };
}

/** Position of the device with this key, or -1. */
export function deviceIndex(anchor: Anchor, pubkey: Uint8Array): number {
  return anchor.devices.findIndex((device) => equalBytes(device.pubkey, pubkey));
}

/** Adds a device behind the others. */
export function addDevice(anchor: Anchor, device: Device): Edit {
  if (deviceIndex(anchor, device.pubkey) >= 0) {
    return refused({ kind: 'duplicateDevice', pubkey: device.pubkey });
  }
  const broken = deviceError(device);
  return broken !== null ? refused(broken) : checked({ ...anchor, devices: [...anchor.devices, device] });
}

/** Puts new fields on the device with key `pubkey`; the key itself cannot change. */
export function modifyDevice(anchor: Anchor, pubkey: Uint8Array, device: Device, caller: Uint8Array): Edit {
  if (!equalBytes(pubkey, device.pubkey)) return refused({ kind: 'deviceKeyChange' });
  const broken = deviceError(device);
  if (broken !== null) return refused(broken);
  const found = unlockedDevice(anchor, pubkey, caller);
  if (!found.ok) return found;
  return checked({ ...anchor, devices: anchor.devices.with(found.value, device) });
}

/** Removes a device. No invariant is checked, so that an anchor over today's limits can shrink. */
export function removeDevice(anchor: Anchor, pubkey: Uint8Array, caller: Uint8Array): Edit {
  const found = unlockedDevice(anchor, pubkey, caller);
  if (!found.ok) return found;
  return ok({ ...anchor, devices: anchor.devices.toSpliced(found.value, 1) });
}

/** Removes one device and adds another in one step. */
export function replaceDevice(anchor: Anchor, pubkey: Uint8Array, device: Device, caller: Uint8Array): Edit {
  const removed = removeDevice(anchor, pubkey, caller);
  return removed.ok ? addDevice(removed.value, device) : removed;
}

/** Gives the identity a name, or none. */
export function renameAnchor(anchor: Anchor, name: string | null): Edit {
  if (name !== null && utf8Length(name) > NAME_LIMIT)
    return refused({ kind: 'nameTooLong', limit: NAME_LIMIT });
  return ok({ ...anchor, name });
}

/** Overwrites the identity's own metadata. */
export function replaceMetadata(anchor: Anchor, metadata: Metadata): Edit {
  return checked({ ...anchor, metadata });
}

/** A protected device is changed by nobody but its own key: a temporary key in its place does not count. */
function unlockedDevice(anchor: Anchor, pubkey: Uint8Array, caller: Uint8Array): Result<number, AnchorError> {
  const index = deviceIndex(anchor, pubkey);
  const device = anchor.devices[index];
  if (device === undefined) return refused({ kind: 'deviceNotFound', pubkey });
  if (device.protection === 'protected') {
    const authorized = selfAuthenticatingPrincipal(device.pubkey);
    if (!equalBytes(authorized, caller)) return refused({ kind: 'locked', authorized, actual: caller });
  }
  return ok(index);
}

function dataSize({ devices, metadata }: Anchor, textLength: (text: string) => number): number {
  let size = metadataSize(metadata, textLength);
  for (const device of devices) size += deviceSize(device, textLength);
  return size;
}

function checked(anchor: Anchor): Edit {
  const { devices } = anchor;
  if (devices.length > DEVICE_LIMIT) {
    return refused({ kind: 'tooManyDevices', count: devices.length, limit: DEVICE_LIMIT });
  }
  // Counting a text's bytes is dear, and most identities are small enough whatever their texts are.
  if (dataSize(anchor, longestUtf8) > DATA_LIMIT) {
    const length = dataSize(anchor, utf8Length);
    if (length > DATA_LIMIT) return refused({ kind: 'tooMuchData', length, limit: DATA_LIMIT });
  }
  if (devices.filter((device) => device.keyType === 'seed_phrase').length > 1) {
    return refused({ kind: 'secondRecoveryPhrase' });
  }
  return ok(anchor);
}
