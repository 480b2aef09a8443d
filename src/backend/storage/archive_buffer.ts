/**
 * The archive canister, as far as there is one, and the operations that it has not taken over yet. Their numbers are
 * consecutive, so what is to be handed out is found by number.
 *
 * State, among the settings, version 1, numbers big-endian: version, stage, and then
 *
 *     stage 1, being created   time at which that began, 8
 *     stage 2, created         number of the oldest operation kept, 8; principal, 1 byte of length; what was installed
 *                              there: module hash and init argument, each with 2 bytes of length, empty before
 *
 * Operation, version 1, under its number, 8: version, anchor number, 8, time, 8, and the entry in Candid.
 */
import { ByteReader, RecordError } from '../encoding/byte_reader.ts';
import { ByteWriter } from '../encoding/byte_writer.ts';
import type { Ic, StableMap } from '../ic/ic.ts';
import { ARCHIVE_MEMORY, SETTINGS_MEMORY } from './memory_ids.ts';
import { expectRecordVersion } from './record_version.ts';
import { ARCHIVE_KEY } from './settings_store.ts';

const STATE_VERSION = 1;
const OPERATION_VERSION = 1;

const BEING_CREATED = 1;
const CREATED = 2;

/** A creation that did not answer for so long is given up. */
const CREATION_LOCK_NS = 86_400_000_000_000n;

/** What was installed in the archive's canister. */
export interface Installed {
  /** SHA-256 of the module; empty before the first installation. */
  readonly moduleHash: Uint8Array;
  /** The argument that it was given. */
  readonly init: Uint8Array;
}

type State =
  | { readonly stage: 'none' }
  | { readonly stage: 'beingCreated'; readonly since: bigint }
  | {
      readonly stage: 'created';
      readonly canister: Uint8Array;
      readonly oldest: bigint;
      readonly installed: Installed;
    };

export interface BufferedOperation {
  readonly sequenceNumber: bigint;
  readonly anchorNumber: bigint;
  /** Nanoseconds since 1970. */
  readonly timestamp: bigint;
  readonly entry: Uint8Array;
}

const NOTHING_INSTALLED: Installed = { moduleHash: new Uint8Array(), init: new Uint8Array() };

export class ArchiveBuffer {
  readonly #ic: Ic;
  #state: State | null = null;

  constructor(ic: Ic) {
    this.#ic = ic;
  }

  /** Principal of the archive; null before it is created. */
  get canister(): Uint8Array | null {
    const state = this.#get();
    return state.stage === 'created' ? state.canister : null;
  }

  /** What is installed there; null before it is created. */
  get installed(): Installed | null {
    const state = this.#get();
    return state.stage === 'created' ? state.installed : null;
  }

  isBeingCreated(now: bigint): boolean {
    const state = this.#get();
    return state.stage === 'beingCreated' && now < state.since + CREATION_LOCK_NS;
  }

  /** Notes that somebody creates the archive. */
  beginCreation(now: bigint): void {
    this.#set({ stage: 'beingCreated', since: now });
  }

  /** Notes that the creation which began at a time failed. */
  abandonCreation(since: bigint): void {
    if (this.#isCreation(since)) this.#set({ stage: 'none' });
  }

  /**
   * Notes that the creation which began at a time succeeded. From now on operations are kept.
   * @returns whether nobody else began one in the meantime
   */
  finishCreation(since: bigint, canister: Uint8Array): boolean {
    if (!this.#isCreation(since)) return false;
    this.#set({ stage: 'created', canister, oldest: 0n, installed: NOTHING_INSTALLED });
    return true;
  }

  setInstalled(installed: Installed): void {
    this.#set({ ...this.#created(), installed });
  }

  /** Operations that wait. */
  get size(): number {
    return this.#get().stage === 'created' ? this.#map().size() : 0;
  }

  /** The number that the next operation gets. */
  get nextSequenceNumber(): bigint {
    return this.#created().oldest + BigInt(this.#map().size());
  }

  append(anchorNumber: bigint, timestamp: bigint, entry: Uint8Array): void {
    const writer = new ByteWriter(17 + entry.length);
    writer.u8(OPERATION_VERSION);
    writer.u64(anchorNumber);
    writer.u64(timestamp);
    writer.raw(entry);
    this.#map().insert(key(this.nextSequenceNumber), writer.finish());
  }

  /** The oldest operations, at most so many, whose entries together have at most so many bytes; one in any case. */
  oldest(limit: number, byteLimit: number): BufferedOperation[] {
    const first = this.#created().oldest;
    const found: BufferedOperation[] = [];
    let bytes = 0;
    for (let n = first; n < first + BigInt(limit); n++) {
      const record = this.#map().get(key(n));
      if (record === null) break;
      bytes += record.length;
      if (bytes > byteLimit && found.length > 0) break;
      found.push(decodeOperation(n, record));
    }
    return found;
  }

  /** Forgets the operations up to this number, which somebody else has now. */
  dropUpTo(sequenceNumber: bigint): void {
    const state = this.#created();
    const next = this.nextSequenceNumber;
    const kept = sequenceNumber < next ? sequenceNumber + 1n : next;
    if (kept <= state.oldest) return;
    for (let n = state.oldest; n < kept; n++) this.#map().remove(key(n));
    this.#set({ ...state, oldest: kept });
  }

  #isCreation(since: bigint): boolean {
    const state = this.#get();
    return state.stage === 'beingCreated' && state.since === since;
  }

  #created(): State & { readonly stage: 'created' } {
    const state = this.#get();
    if (state.stage !== 'created') throw new Error('there is no archive');
    return state;
  }

  #get(): State {
    this.#state ??= decodeState(this.#ic.stableMap(SETTINGS_MEMORY).get(ARCHIVE_KEY));
    return this.#state;
  }

  #set(state: State): void {
    this.#state = state;
    this.#ic.stableMap(SETTINGS_MEMORY).insert(ARCHIVE_KEY, encodeState(state));
  }

  #map(): StableMap {
    return this.#ic.stableMap(ARCHIVE_MEMORY);
  }
}

function key(sequenceNumber: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, sequenceNumber);
  return bytes;
}

function decodeOperation(sequenceNumber: bigint, record: Uint8Array): BufferedOperation {
  expectRecordVersion(record, OPERATION_VERSION, 'archive operation');
  const reader = new ByteReader(record, 1);
  return {
    sequenceNumber,
    anchorNumber: reader.u64(),
    timestamp: reader.u64(),
    entry: record.slice(17),
  };
}

function encodeState(state: State): Uint8Array {
  const writer = new ByteWriter();
  writer.u8(STATE_VERSION);
  switch (state.stage) {
    case 'none':
      writer.u8(0);
      break;
    case 'beingCreated':
      writer.u8(BEING_CREATED);
      writer.u64(state.since);
      break;
    case 'created':
      writer.u8(CREATED);
      writer.u64(state.oldest);
      writer.u8(state.canister.length);
      writer.raw(state.canister);
      writer.bytes16(state.installed.moduleHash);
      writer.bytes16(state.installed.init);
      break;
  }
  return writer.finish();
}

function decodeState(record: Uint8Array | null): State {
  if (record === null) return { stage: 'none' };
  expectRecordVersion(record, STATE_VERSION, 'archive');
  const reader = new ByteReader(record, 1);
  const stage = reader.u8();
  const state = readState(reader, stage);
  reader.end();
  return state;
}

function readState(reader: ByteReader, stage: number): State {
  switch (stage) {
    case 0:
      return { stage: 'none' };
    case BEING_CREATED:
      return { stage: 'beingCreated', since: reader.u64() };
    case CREATED:
      return {
        stage: 'created',
        oldest: reader.u64(),
        canister: reader.raw(reader.u8()),
        installed: { moduleHash: reader.bytes16(), init: reader.bytes16() },
      };
    default:
      throw new RecordError(`archive of stage ${stage}`);
  }
}
