/**
 * Everything that was archived, in its order, and what of it belongs to each identity. Entries are never changed.
 * Indexes are consecutive from 0, and so are the positions of an identity's entries, so that the place of a time or of
 * an index among them is found by halving, without going through the map. Numbers are big-endian.
 *
 *     entry           index, 8 -> version, anchor number, 8, time, 8, the entry's bytes
 *     by identity     anchor number, 8; position, 8 -> index, 8, time, 8
 *     count           anchor number, 8 -> how many positions there are, 8
 *     state           key 1 among the settings -> version, entries, bytes of them all, the sequence number that is
 *                     expected next, 8 each
 */
import { ByteReader } from '../../backend/encoding/byte_reader.ts';
import { ByteWriter } from '../../backend/encoding/byte_writer.ts';
import type { Ic, StableMap } from '../../backend/ic/ic.ts';
import { expectRecordVersion } from '../../backend/storage/record_version.ts';
import { ANCHOR_INDEX_MEMORY, LOG_MEMORY, SETTINGS_MEMORY } from './memory_ids.ts';

const STATE_KEY = Uint8Array.of(1);
const STATE_VERSION = 1;
const ENTRY_VERSION = 1;
const ENTRY_HEADER = 17;

export interface LogState {
  /** How many entries there are: the index of the next one. */
  readonly entries: bigint;
  /** Bytes of all entries. */
  readonly bytes: bigint;
  /** The lowest number of an operation that was not archived. */
  readonly nextSequence: bigint;
}

export interface NewEntry {
  readonly anchorNumber: bigint;
  /** Nanoseconds since 1970. */
  readonly timestamp: bigint;
  readonly entry: Uint8Array;
}

/** Where an entry of an identity is. */
export interface AnchorPlace {
  readonly index: bigint;
  readonly timestamp: bigint;
}

const EMPTY: LogState = { entries: 0n, bytes: 0n, nextSequence: 0n };

export class ArchiveLog {
  readonly #settings: StableMap;
  readonly #log: StableMap;
  readonly #anchors: StableMap;
  #state: LogState | null = null;

  constructor(ic: Ic) {
    this.#settings = ic.stableMap(SETTINGS_MEMORY);
    this.#log = ic.stableMap(LOG_MEMORY);
    this.#anchors = ic.stableMap(ANCHOR_INDEX_MEMORY);
  }

  get state(): LogState {
    this.#state ??= decodeState(this.#settings.get(STATE_KEY));
    return this.#state;
  }

  /**
   * Appends entries, all in one step.
   * @param nextSequence - what is expected next after them
   */
  append(entries: readonly NewEntry[], nextSequence: bigint): void {
    let { entries: index, bytes } = this.state;
    for (const entry of entries) {
      this.#insert(index, entry);
      index += 1n;
      bytes += BigInt(entry.entry.length);
    }
    this.#state = { entries: index, bytes, nextSequence };
    this.#settings.insert(STATE_KEY, encodeState(this.#state));
  }

  /** The bytes of an entry that there is. */
  entry(index: bigint): Uint8Array {
    const record = this.#log.get(numberKey(index));
    if (record === null) throw new Error(`entry ${index} is missing`);
    expectRecordVersion(record, ENTRY_VERSION, 'archive entry');
    return record.subarray(ENTRY_HEADER);
  }

  /** How many entries an identity has. */
  countOf(anchorNumber: bigint): bigint {
    const record = this.#anchors.get(numberKey(anchorNumber));
    return record === null ? 0n : new ByteReader(record).u64();
  }

  /** Where the entry of an identity at a position is, which there must be. */
  placeOf(anchorNumber: bigint, position: bigint): AnchorPlace {
    const record = this.#anchors.get(pairKey(anchorNumber, position));
    if (record === null) throw new Error(`entry ${position} of identity ${anchorNumber} is missing`);
    const reader = new ByteReader(record);
    return { index: reader.u64(), timestamp: reader.u64() };
  }

  #insert(index: bigint, { anchorNumber, timestamp, entry }: NewEntry): void {
    const writer = new ByteWriter(ENTRY_HEADER + entry.length);
    writer.u8(ENTRY_VERSION);
    writer.u64(anchorNumber);
    writer.u64(timestamp);
    writer.raw(entry);
    this.#log.insert(numberKey(index), writer.finish());
    const position = this.countOf(anchorNumber);
    this.#anchors.insert(pairKey(anchorNumber, position), pairKey(index, timestamp));
    this.#anchors.insert(numberKey(anchorNumber), numberKey(position + 1n));
  }
}

function decodeState(record: Uint8Array | null): LogState {
  if (record === null) return EMPTY;
  expectRecordVersion(record, STATE_VERSION, 'archive log');
  const reader = new ByteReader(record, 1);
  const state = { entries: reader.u64(), bytes: reader.u64(), nextSequence: reader.u64() };
  reader.end();
  return state;
}

function encodeState({ entries, bytes, nextSequence }: LogState): Uint8Array {
  const writer = new ByteWriter(25);
  writer.u8(STATE_VERSION);
  for (const number of [entries, bytes, nextSequence]) writer.u64(number);
  return writer.finish();
}

function numberKey(number: bigint): Uint8Array {
  const key = new Uint8Array(8);
  new DataView(key.buffer).setBigUint64(0, number);
  return key;
}

function pairKey(first: bigint, second: bigint): Uint8Array {
  const key = new Uint8Array(16);
  const view = new DataView(key.buffer);
  view.setBigUint64(0, first);
  view.setBigUint64(8, second);
  return key;
}
