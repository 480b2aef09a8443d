/**
 * Activity windows in one record under the key 0. They change with the first use of a device in a day only, so the
 * record is kept in the heap and read once.
 *
 * Version 1, numbers big-endian but for the counts: version; for identities and methods, then for domains, whether
 * there are windows (1), and where there are: start of the first day (8), present day (8), number of series (2) and
 * the series' numbers, each 4 bytes little-endian; then for each provider that has a series the length of its
 * issuer (2) and the issuer.
 */
import { ActivityWindows, SERIES_LENGTH } from '../domain/activity_windows.ts';
import { ByteReader } from '../encoding/byte_reader.ts';
import { ByteWriter } from '../encoding/byte_writer.ts';
import type { Ic } from '../ic/ic.ts';
import { STATISTICS_MEMORY } from './memory_ids.ts';
import { expectRecordVersion } from './record_version.ts';

const KEY = Uint8Array.of(0);
const VERSION = 1;

export interface Activity {
  /** Null before the first use of an identity. */
  uses: ActivityWindows | null;
  /** Null before the first use of a device that belongs to a domain of Internet Identity. */
  domains: ActivityWindows | null;
  /** Issuers of the series of `uses` behind those that there always are. */
  readonly issuers: string[];
}

export class ActivityStore {
  readonly #ic: Ic;
  #activity: Activity | null = null;

  constructor(ic: Ic) {
    this.#ic = ic;
  }

  /** The windows as they are, to be changed and {@link save}d in the same message. */
  get(): Activity {
    this.#activity ??= decode(this.#ic.stableMap(STATISTICS_MEMORY).get(KEY));
    return this.#activity;
  }

  save(): void {
    this.#ic.stableMap(STATISTICS_MEMORY).insert(KEY, encode(this.get()));
  }
}

function encode({ uses, domains, issuers }: Activity): Uint8Array {
  const writer = new ByteWriter(2048);
  writer.u8(VERSION);
  for (const windows of [uses, domains]) {
    writer.u8(windows === null ? 0 : 1);
    if (windows === null) continue;
    writer.u64(windows.start);
    writer.u64(BigInt(windows.day));
    const { numbers } = windows;
    writer.u16(numbers.length / SERIES_LENGTH);
    // As the machine has them: a loop over the numbers would cost more than all the rest.
    writer.raw(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  }
  for (const issuer of issuers) writer.text16(issuer);
  return writer.finish();
}

function decode(record: Uint8Array | null): Activity {
  if (record === null) return { uses: null, domains: null, issuers: [] };
  expectRecordVersion(record, VERSION, 'activity');
  const reader = new ByteReader(record, 1);
  const uses = readWindows(reader);
  const domains = readWindows(reader);
  const issuers: string[] = [];
  while (!reader.atEnd) issuers.push(reader.text16());
  return { uses, domains, issuers };
}

function readWindows(reader: ByteReader): ActivityWindows | null {
  if (reader.u8() === 0) return null;
  const start = reader.u64();
  const day = Number(reader.u64());
  const numbers = reader.raw(reader.u16() * SERIES_LENGTH * Int32Array.BYTES_PER_ELEMENT);
  return new ActivityWindows(start, day, new Int32Array(numbers.buffer));
}
