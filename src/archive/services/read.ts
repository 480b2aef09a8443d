/** Reading what was archived, by index or by identity (contract, 5.2). */
import { decode_entry_reply } from '../../declarations/archive_calls_codec.ts';
import type { Entry } from '../../declarations/archive_types.ts';
import { Trap } from '../../backend/domain/trap.ts';
import { ByteReader } from '../../backend/encoding/byte_reader.ts';
import { ByteWriter } from '../../backend/encoding/byte_writer.ts';
import { CandidError } from '../../backend/encoding/candid/candid_error.ts';
import type { Archive } from './archive.ts';

/** Entries of one reply: well below the two million bytes that a message may have. */
const REPLY_BYTES = 1_500_000;
const TOKEN_LENGTH = 24;

/** An entry, or null for an operation that this version does not know. */
export type ReadEntry = Entry | null;

/** From where an identity's entries are read. */
export type Start =
  | { readonly kind: 'beginning' }
  | { readonly kind: 'time'; readonly timestamp: bigint }
  | { readonly kind: 'token'; readonly token: Uint8Array };

export interface AnchorPage {
  readonly entries: readonly ReadEntry[];
  /** What to go on with; null when there is no more. */
  readonly token: Uint8Array | null;
}

/**
 * Entries of all identities, oldest first.
 * @param index - of the first one; null for the latest entries
 * @param limit - null for as many as a reply may have
 */
export function readEntries(archive: Archive, index: bigint | null, limit: number | null): ReadEntry[] {
  const { log } = archive;
  const most = BigInt(entryLimit(archive, limit));
  const end = log.state.entries;
  const found: ReadEntry[] = [];
  const page = new Page();
  const takes = (at: bigint): boolean => {
    const bytes = log.entry(at);
    const fits = page.holds(bytes);
    if (fits) found.push(decoded(bytes));
    return fits;
  };
  if (index === null) {
    for (let at = end - 1n; at >= 0n && at >= end - most && takes(at);) at -= 1n;
    return found.reverse();
  }
  for (let at = index; at < end && at < index + most && takes(at);) at += 1n;
  return found;
}

/** An identity's entries, oldest first. */
export function readAnchorEntries(
  archive: Archive,
  anchorNumber: bigint,
  start: Start,
  limit: number | null,
): AnchorPage {
  const { log } = archive;
  const count = log.countOf(anchorNumber);
  const most = entryLimit(archive, limit);
  const entries: ReadEntry[] = [];
  const page = new Page();
  let position = firstPosition(archive, anchorNumber, count, start);
  for (; position < count && entries.length < most; position++) {
    const bytes = log.entry(log.placeOf(anchorNumber, position).index);
    if (!page.holds(bytes)) break;
    entries.push(decoded(bytes));
  }
  if (position === count) return { entries, token: null };
  const { index, timestamp } = log.placeOf(anchorNumber, position);
  return { entries, token: encodeToken(anchorNumber, timestamp, index) };
}

/** The position that reading starts at. */
function firstPosition({ log }: Archive, anchorNumber: bigint, count: bigint, start: Start): bigint {
  if (start.kind === 'beginning') return 0n;
  const index = start.kind === 'token' ? decodeToken(start.token, anchorNumber) : 0n;
  let low = 0n;
  let high = count;
  // Indexes grow with the position, and so does time, which Internet Identity never turns back.
  while (low < high) {
    const middle = (low + high) / 2n;
    const place = log.placeOf(anchorNumber, middle);
    const isBefore = start.kind === 'token' ? place.index < index : place.timestamp < start.timestamp;
    if (isBefore) low = middle + 1n;
    else high = middle;
  }
  return low;
}

/** Anchor number, time and index of the next entry, 8 bytes big-endian each. */
function encodeToken(anchorNumber: bigint, timestamp: bigint, index: bigint): Uint8Array {
  const writer = new ByteWriter(TOKEN_LENGTH);
  for (const number of [anchorNumber, timestamp, index]) writer.u64(number);
  return writer.finish();
}

/** The index that a token of this identity stands for. */
function decodeToken(token: Uint8Array, anchorNumber: bigint): bigint {
  if (token.length !== TOKEN_LENGTH)
    throw new Trap(`token of ${token.length} bytes instead of ${TOKEN_LENGTH}`);
  const reader = new ByteReader(token);
  const anchorOfToken = reader.u64();
  if (anchorOfToken !== anchorNumber) {
    throw new Trap(`token of anchor ${anchorOfToken} does not belong to anchor ${anchorNumber}`);
  }
  reader.u64();
  return reader.u64();
}

function entryLimit({ init }: Archive, limit: number | null): number {
  return Math.min(limit ?? init.max_entries_per_call, init.max_entries_per_call);
}

/** Counts the bytes of a reply; it holds one entry in any case. */
class Page {
  #bytes = 0;

  holds(entry: Uint8Array): boolean {
    const isFirst = this.#bytes === 0;
    this.#bytes += entry.length;
    return isFirst || this.#bytes <= REPLY_BYTES;
  }
}

function decoded(entry: Uint8Array): ReadEntry {
  try {
    return decode_entry_reply(entry)[0];
  } catch (error) {
    if (error instanceof CandidError) return null;
    throw error;
  }
}
