/** Identities by number. Their records are handed out as bytes: most calls need only a part of one. */
import type { Anchor } from '../domain/anchor.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Ic, StableMap } from '../ic/ic.ts';
import { encodeAnchor } from './codecs/anchor_record.ts';
import { ANCHORS_MEMORY } from './memory_ids.ts';

/** Bytes of the largest identity record. */
export const ANCHOR_RECORD_LIMIT = 4096;

export interface RecordTooLarge {
  readonly required: number;
  readonly limit: number;
}

export class AnchorStore {
  readonly #map: StableMap;

  constructor(ic: Ic) {
    this.#map = ic.stableMap(ANCHORS_MEMORY);
  }

  /** The record of an identity, or null when there is none with this number. */
  record(anchorNumber: bigint): Uint8Array | null {
    return this.#map.get(anchorKey(anchorNumber));
  }

  /** Stores a record as it is: one that was read before, with a use noted in it. */
  putRecord(anchorNumber: bigint, record: Uint8Array): void {
    this.#map.insert(anchorKey(anchorNumber), record);
  }

  /** Stores an identity, new or changed; one that is too large is refused and nothing is written. */
  put(anchorNumber: bigint, anchor: Anchor): Result<void, RecordTooLarge> {
    const record = encodeAnchor(anchor);
    if (record.length > ANCHOR_RECORD_LIMIT) {
      return refused({ required: record.length, limit: ANCHOR_RECORD_LIMIT });
    }
    this.putRecord(anchorNumber, record);
    return ok(undefined);
  }
}

function anchorKey(anchorNumber: bigint): Uint8Array {
  const key = new Uint8Array(8);
  new DataView(key.buffer).setBigUint64(0, anchorNumber);
  return key;
}
