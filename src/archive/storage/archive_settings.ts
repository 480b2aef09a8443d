/** What the archive was installed with, under the key 0: a version byte and the argument in Candid. */
import { decode_init } from '../../declarations/archive_codec.ts';
import type { ArchiveInit } from '../../declarations/archive_types.ts';
import { concatBytes } from '../../backend/encoding/bytes.ts';
import type { Ic } from '../../backend/ic/ic.ts';
import { expectRecordVersion } from '../../backend/storage/record_version.ts';
import { SETTINGS_MEMORY } from './memory_ids.ts';

const INIT_KEY = Uint8Array.of(0);
const INIT_VERSION = 1;

/** Stores the argument of an installation or upgrade, for the next one to find. */
export function storeInit(ic: Ic, argument: Uint8Array): void {
  ic.stableMap(SETTINGS_MEMORY).insert(INIT_KEY, concatBytes(Uint8Array.of(INIT_VERSION), argument));
}

/** What was stored; null in stable memory that is not an archive's. */
export function storedInit(ic: Ic): ArchiveInit | null {
  const record = ic.stableMap(SETTINGS_MEMORY).get(INIT_KEY);
  if (record === null) return null;
  expectRecordVersion(record, INIT_VERSION, 'archive argument');
  return decode_init(record.subarray(1))[0];
}
