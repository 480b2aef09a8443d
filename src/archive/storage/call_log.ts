/**
 * How calls of Internet Identity went, for whoever looks after the archive: kept over upgrades, because those are what
 * is tried when calls fail. Two records among the settings, numbers big-endian:
 *
 *     key 2   version, time of the last fetch that succeeded, 8, how many entries it brought, 2
 *     key 3   version, then for each call that failed, oldest first: time, 8; canister, 1 byte of length; method and
 *             argument, 2 bytes of length each; reject code, 2; message, 2 bytes of length
 */
import type { CallErrorInfo, FetchInfo } from '../../declarations/archive_types.ts';
import { ByteReader } from '../../backend/encoding/byte_reader.ts';
import { ByteWriter } from '../../backend/encoding/byte_writer.ts';
import type { Ic, StableMap } from '../../backend/ic/ic.ts';
import { expectRecordVersion } from '../../backend/storage/record_version.ts';
import { SETTINGS_MEMORY } from './memory_ids.ts';

const FETCH_KEY = Uint8Array.of(2);
const FETCH_VERSION = 1;
const ERRORS_KEY = Uint8Array.of(3);
const ERRORS_VERSION = 1;

export class CallLog {
  readonly #settings: StableMap;
  readonly #limit: number;
  #lastFetch: FetchInfo | null;
  #errors: readonly CallErrorInfo[];

  /** @param limit - errors that are kept, at most 65,535 */
  constructor(ic: Ic, limit: number) {
    this.#settings = ic.stableMap(SETTINGS_MEMORY);
    this.#limit = limit;
    this.#lastFetch = decodeFetch(this.#settings.get(FETCH_KEY));
    this.#errors = latest(decodeErrors(this.#settings.get(ERRORS_KEY)), limit);
  }

  /** The last fetch that succeeded; null before the first. */
  get lastFetch(): FetchInfo | null {
    return this.#lastFetch;
  }

  /** The last calls that failed, oldest first. */
  get errors(): readonly CallErrorInfo[] {
    return this.#errors;
  }

  noteFetch(fetch: FetchInfo): void {
    this.#lastFetch = fetch;
    const writer = new ByteWriter(11);
    writer.u8(FETCH_VERSION);
    writer.u64(fetch.timestamp);
    writer.u16(fetch.number_of_entries);
    this.#settings.insert(FETCH_KEY, writer.finish());
  }

  /** Notes a call that failed; its argument and its message have at most 65,535 bytes. */
  noteError(error: CallErrorInfo): void {
    this.#errors = latest([...this.#errors, error], this.#limit);
    this.#settings.insert(ERRORS_KEY, encodeErrors(this.#errors));
  }
}

function latest(errors: readonly CallErrorInfo[], limit: number): readonly CallErrorInfo[] {
  return errors.slice(Math.max(errors.length - limit, 0));
}

function decodeFetch(record: Uint8Array | null): FetchInfo | null {
  if (record === null) return null;
  expectRecordVersion(record, FETCH_VERSION, 'last fetch');
  const reader = new ByteReader(record, 1);
  const fetch = { timestamp: reader.u64(), number_of_entries: reader.u16() };
  reader.end();
  return fetch;
}

function encodeErrors(errors: readonly CallErrorInfo[]): Uint8Array {
  const writer = new ByteWriter(1024);
  writer.u8(ERRORS_VERSION);
  for (const { time, canister, method, argument, rejection_code, message } of errors) {
    writer.u64(time);
    writer.u8(canister.length);
    writer.raw(canister);
    writer.text16(method);
    writer.bytes16(argument);
    writer.u16(rejection_code);
    writer.text16(message);
  }
  return writer.finish();
}

function decodeErrors(record: Uint8Array | null): readonly CallErrorInfo[] {
  if (record === null) return [];
  expectRecordVersion(record, ERRORS_VERSION, 'call errors');
  const reader = new ByteReader(record, 1);
  const errors: CallErrorInfo[] = [];
  while (!reader.atEnd) {
    errors.push({
      time: reader.u64(),
      canister: reader.raw(reader.u8()),
      method: reader.text16(),
      argument: reader.bytes16(),
      rejection_code: reader.u16(),
      message: reader.text16(),
    });
  }
  return errors;
}
