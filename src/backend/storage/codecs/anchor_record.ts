/**
 * An identity in stable memory, version 1, numbers big-endian:
 *
 *     0   1   version
 *     1   1   number of devices, n
 *     2   8   creation, nanoseconds since 1970
 *    10  37n  directory: for each device
 *               28  SHA-224 of its public key, which its principal begins with
 *                8  last use, nanoseconds since 1970, 0 before the first
 *                1  flags: purpose, protection, key type, which optional fields follow
 *         ..  the devices' fields in the same order: public key, alias, credential id, origin, metadata
 *         ..  flag and name, then the identity's metadata
 *
 * The directory has a fixed place, so that telling who calls and noting a use touch neither keys nor texts.
 */
import type { Anchor } from '../../domain/anchor.ts';
import type { Device, KeyType } from '../../domain/device.ts';
import { ByteReader, RecordError } from '../../encoding/byte_reader.ts';
import { ByteWriter } from '../../encoding/byte_writer.ts';
import { KEY_DIGEST_LENGTH, keyDigest } from '../../encoding/principal.ts';
import { byteString } from '../../encoding/utf8.ts';
import { expectRecordVersion } from '../record_version.ts';
import { metadataEnd, readMetadata, writeMetadata } from './metadata_record.ts';

const VERSION = 1;
export const DIRECTORY = 10;
export const ENTRY_LENGTH = KEY_DIGEST_LENGTH + 9;
const LAST_USAGE = KEY_DIGEST_LENGTH;
export const FLAGS = KEY_DIGEST_LENGTH + 8;

const RECOVERY = 1;
export const PROTECTED = 2;
const KEY_TYPE_SHIFT = 2;
const KEY_TYPE_MASK = 7;
export const HAS_CREDENTIAL_ID = 32;
const HAS_ORIGIN = 64;
const HAS_METADATA = 128;

const NO_ORIGIN = new Uint8Array();

/** By the number that stands for it in a record: only ever extended at the end. */
const KEY_TYPES: readonly KeyType[] = [
  'unknown',
  'platform',
  'cross_platform',
  'seed_phrase',
  'browser_storage_key',
];

export function encodeAnchor(anchor: Anchor): Uint8Array {
  const { devices } = anchor;
  const writer = new ByteWriter(1024);
  writer.u8(VERSION);
  writer.u8(devices.length);
  writer.u64(anchor.createdAt);
  for (let i = 0; i < devices.length; i++) writeEntry(writer, devices[i] as Device);
  for (let i = 0; i < devices.length; i++) writeFields(writer, devices[i] as Device);
  writer.u8(anchor.name === null ? 0 : 1);
  if (anchor.name !== null) writer.text16(anchor.name);
  writeMetadata(writer, anchor.metadata);
  return writer.finish();
}

/** Writes what the directory says of a device. */
export function writeEntry(writer: ByteWriter, device: Device): void {
  writer.raw(keyDigest(device.pubkey));
  writer.u64(device.lastUsage ?? 0n);
  writer.u8(flagsOf(device));
}

/** Writes what the directory does not say of a device. */
export function writeFields(writer: ByteWriter, device: Device): void {
  writer.bytes16(device.pubkey);
  writer.text16(device.alias);
  if (device.credentialId !== null) writer.bytes16(device.credentialId);
  if (device.origin !== null) writer.text16(device.origin);
  if (device.metadata !== null) writeMetadata(writer, device.metadata);
}

/** @throws RecordError when the bytes are not a whole record of a known version */
export function decodeAnchor(record: Uint8Array): Anchor {
  expectRecordVersion(record, VERSION, 'anchor');
  const reader = new ByteReader(record, 1);
  const count = reader.u8();
  const createdAt = reader.u64();
  reader.pass(count * ENTRY_LENGTH);
  const view = viewOf(record);
  const devices: Device[] = [];
  for (let i = 0; i < count; i++) {
    const entry = DIRECTORY + i * ENTRY_LENGTH;
    devices.push(readDevice(reader, view.getBigUint64(entry + LAST_USAGE), view.getUint8(entry + FLAGS)));
  }
  const name = reader.u8() === 0 ? null : reader.text16();
  const metadata = readMetadata(reader);
  reader.end();
  return { devices, name, metadata, createdAt };
}

/**
 * Position of the device whose key has this digest, or -1.
 * @param digest - at least 28 bytes, of which the first 28 count: a self-authenticating principal will do
 */
export function deviceWithDigest(record: Uint8Array, digest: Uint8Array): number {
  expectRecordVersion(record, VERSION, 'anchor');
  const stored = viewOf(record);
  const wanted = viewOf(digest);
  const count = record[1] ?? 0;
  for (let i = 0; i < count; i++) {
    const at = DIRECTORY + i * ENTRY_LENGTH;
    if (
      stored.getUint32(at) === wanted.getUint32(0) &&
      stored.getBigUint64(at + 4) === wanted.getBigUint64(4) &&
      stored.getBigUint64(at + 12) === wanted.getBigUint64(12) &&
      stored.getBigUint64(at + 20) === wanted.getBigUint64(20)
    ) {
      return i;
    }
  }
  return -1;
}

/** As {@link deviceWithDigest}, of a digest whose bytes are the codes of a string's characters. */
export function deviceWithDigestString(record: Uint8Array, digest: string): number {
  expectRecordVersion(record, VERSION, 'anchor');
  for (let i = 0; i < (record[1] ?? 0); i++) {
    const at = DIRECTORY + i * ENTRY_LENGTH;
    if (byteString(record, at, at + KEY_DIGEST_LENGTH) === digest) return i;
  }
  return -1;
}

/** Notes the use of one device, in the record itself. */
export function stampLastUsage(record: Uint8Array, index: number, now: bigint): void {
  viewOf(record).setBigUint64(DIRECTORY + index * ENTRY_LENGTH + LAST_USAGE, now);
}

/** When a device was last used, nanoseconds since 1970; 0 before the first time. */
export function lastUsageOf(record: Uint8Array, index: number): bigint {
  return viewOf(record).getBigUint64(DIRECTORY + index * ENTRY_LENGTH + LAST_USAGE);
}

/** What the activity statistics ask of a device. */
export interface DeviceUse {
  /** As {@link lastUsageOf}. */
  readonly lastUsage: bigint;
  readonly keyType: KeyType;
  readonly isPasskey: boolean;
  readonly isRecovery: boolean;
  /** UTF-8 bytes of the origin, empty when there is none: a part of the record. */
  readonly origin: Uint8Array;
}

/** Every device of an identity, in stored order, without decoding the others' fields. */
export function deviceUses(record: Uint8Array): DeviceUse[] {
  return deviceStarts(record)
    .slice(0, -1)
    .map((start, i) => {
      const flags = deviceFlags(record, i);
      return {
        lastUsage: lastUsageOf(record, i),
        keyType: keyTypeOf(flags) ?? 'unknown',
        isPasskey: (flags & HAS_CREDENTIAL_ID) !== 0,
        isRecovery: (flags & RECOVERY) !== 0,
        origin: originAt(record, flags, start),
      };
    });
}

/** UTF-8 bytes of a device's origin, empty when there is none: a part of the record. */
export function originOf(record: Uint8Array, index: number): Uint8Array {
  return originAt(record, deviceFlags(record, index), deviceStarts(record, index)[index] as number);
}

/**
 * Where the fields of devices begin, and at last where those of the last one end.
 * @param count - how many devices are passed over, by default all
 * @throws RecordError when that is not in the record
 */
export function deviceStarts(record: Uint8Array, count = record[1] as number): number[] {
  let at = DIRECTORY + (record[1] as number) * ENTRY_LENGTH;
  const starts = [at];
  for (let i = 0; i < count; i++) {
    const flags = deviceFlags(record, i);
    at = fieldEnd(record, fieldEnd(record, at));
    if ((flags & HAS_CREDENTIAL_ID) !== 0) at = fieldEnd(record, at);
    if ((flags & HAS_ORIGIN) !== 0) at = fieldEnd(record, at);
    if ((flags & HAS_METADATA) !== 0) at = metadataEnd(viewOf(record), at);
    starts.push(at);
  }
  if (!(at <= record.length)) throw new RecordError('record ends too early');
  return starts;
}

/** Where a field ends that begins with its length. */
export function fieldEnd(record: Uint8Array, at: number): number {
  // A DataView would cost the canister three times as much.
  return at + 2 + (record[at] as number) * 256 + (record[at + 1] as number);
}

export function deviceFlags(record: Uint8Array, index: number): number {
  return record[DIRECTORY + index * ENTRY_LENGTH + FLAGS] as number;
}

export function keyTypeOf(flags: number): KeyType | undefined {
  return KEY_TYPES[(flags >> KEY_TYPE_SHIFT) & KEY_TYPE_MASK];
}

/** @param start - where the device's fields begin */
function originAt(record: Uint8Array, flags: number, start: number): Uint8Array {
  if ((flags & HAS_ORIGIN) === 0) return NO_ORIGIN;
  let at = fieldEnd(record, fieldEnd(record, start));
  if ((flags & HAS_CREDENTIAL_ID) !== 0) at = fieldEnd(record, at);
  return record.subarray(at + 2, fieldEnd(record, at));
}

export function readDevice(reader: ByteReader, lastUsage: bigint, flags: number): Device {
  const keyType = keyTypeOf(flags);
  if (keyType === undefined) throw new RecordError('unknown key type in an anchor record');
  return {
    pubkey: reader.bytes16(),
    alias: reader.text16(),
    credentialId: (flags & HAS_CREDENTIAL_ID) === 0 ? null : reader.bytes16(),
    purpose: (flags & RECOVERY) === 0 ? 'authentication' : 'recovery',
    keyType,
    protection: (flags & PROTECTED) === 0 ? 'unprotected' : 'protected',
    origin: (flags & HAS_ORIGIN) === 0 ? null : reader.text16(),
    metadata: (flags & HAS_METADATA) === 0 ? null : readMetadata(reader),
    lastUsage: lastUsage === 0n ? null : lastUsage,
  };
}

export function flagsOf(device: Device): number {
  return (
    (device.purpose === 'recovery' ? RECOVERY : 0) |
    (device.protection === 'protected' ? PROTECTED : 0) |
    (KEY_TYPES.indexOf(device.keyType) << KEY_TYPE_SHIFT) |
    (device.credentialId === null ? 0 : HAS_CREDENTIAL_ID) |
    (device.origin === null ? 0 : HAS_ORIGIN) |
    (device.metadata === null ? 0 : HAS_METADATA)
  );
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
