/** The devices of an identity's record and their edits in its bytes: what an edit leaves alone is copied, not decoded. */
import type { Device } from '../../domain/device.ts';
import { ByteReader } from '../../encoding/byte_reader.ts';
import { ByteWriter } from '../../encoding/byte_writer.ts';
import { equalBytes } from '../../encoding/bytes.ts';
import {
  DIRECTORY,
  ENTRY_LENGTH,
  FLAGS,
  HAS_CREDENTIAL_ID,
  PROTECTED,
  deviceFlags,
  deviceStarts,
  fieldEnd,
  flagsOf,
  keyTypeOf,
  lastUsageOf,
  readDevice,
  writeEntry,
  writeFields,
} from './anchor_record.ts';

/** Bytes that a device's directory entry and fields seldom exceed. */
const DEVICE_ROOM = 512;

export class DevicesInRecord {
  readonly #record: Uint8Array;
  /** Where the fields of each device begin; the last number is where all end. */
  readonly #starts: readonly number[];
  readonly count: number;

  /** @throws RecordError when devices are not whole */
  constructor(record: Uint8Array) {
    this.#record = record;
    this.#starts = deviceStarts(record);
    this.count = this.#starts.length - 1;
  }

  /** Position of the device with this key, or -1. */
  indexOf(pubkey: Uint8Array): number {
    const { length } = pubkey;
    for (let i = 0; i < this.count; i++) {
      const start = (this.#starts[i] as number) + 2;
      const isAsLong = fieldEnd(this.#record, start - 2) === start + length;
      if (isAsLong && equalBytes(this.#record.subarray(start, start + length), pubkey)) return i;
    }
    return -1;
  }

  isProtected(index: number): boolean {
    return (deviceFlags(this.#record, index) & PROTECTED) !== 0;
  }

  /** How many devices are recovery phrases, but for one. */
  recoveryPhrases(except = -1): number {
    let found = 0;
    for (let i = 0; i < this.count; i++) {
      if (i !== except && keyTypeOf(deviceFlags(this.#record, i)) === 'seed_phrase') found++;
    }
    return found;
  }

  /** A device's credential id, a part of the record, or null. */
  credentialId(index: number): Uint8Array | null {
    if ((deviceFlags(this.#record, index) & HAS_CREDENTIAL_ID) === 0) return null;
    const at = fieldEnd(this.#record, fieldEnd(this.#record, this.#starts[index] as number));
    return this.#record.subarray(at + 2, fieldEnd(this.#record, at));
  }

  /** Whether any device but one has this credential id. */
  hasCredential(credentialId: Uint8Array, except = -1): boolean {
    for (let i = 0; i < this.count; i++) {
      const other = i === except ? null : this.credentialId(i);
      if (other !== null && equalBytes(other, credentialId)) return true;
    }
    return false;
  }

  /** A device as `decodeAnchor` gives it. */
  device(index: number): Device {
    const reader = new ByteReader(this.#record, this.#starts[index]);
    return readDevice(reader, lastUsageOf(this.#record, index), deviceFlags(this.#record, index));
  }

  /** The record with one more device behind the others. */
  with(device: Device): Uint8Array {
    const { count } = this;
    const [fields, end] = [this.#starts[0] as number, this.#starts[count] as number];
    const writer = new ByteWriter(this.#record.length + DEVICE_ROOM);
    writer.raw(this.#record.subarray(0, fields));
    writeEntry(writer, device);
    writer.raw(this.#record.subarray(fields, end));
    writeFields(writer, device);
    writer.raw(this.#record.subarray(end));
    return withCount(writer.finish(), count + 1);
  }

  /** The record with other fields of a device; its key and last use stay. */
  withChanged(index: number, device: Device): Uint8Array {
    const [start, end] = [this.#starts[index] as number, this.#starts[index + 1] as number];
    const writer = new ByteWriter(this.#record.length + DEVICE_ROOM);
    writer.raw(this.#record.subarray(0, start));
    writeFields(writer, device);
    writer.raw(this.#record.subarray(end));
    const changed = writer.finish();
    changed[DIRECTORY + index * ENTRY_LENGTH + FLAGS] = flagsOf(device);
    return changed;
  }

  /** The record without a device. */
  without(index: number): Uint8Array {
    const entry = DIRECTORY + index * ENTRY_LENGTH;
    const [start, end] = [this.#starts[index] as number, this.#starts[index + 1] as number];
    const writer = new ByteWriter(this.#record.length);
    writer.raw(this.#record.subarray(0, entry));
    writer.raw(this.#record.subarray(entry + ENTRY_LENGTH, start));
    writer.raw(this.#record.subarray(end));
    return withCount(writer.finish(), this.count - 1);
  }
}

function withCount(record: Uint8Array, count: number): Uint8Array {
  record[1] = count;
  return record;
}
