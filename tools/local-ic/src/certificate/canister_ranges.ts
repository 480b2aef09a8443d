/** Canister ranges in certificates: CBOR arrays of pairs `[first id, last id]`, both ends included. */
import type { CanisterRange } from '../ic/types.ts';
import { compareBytes } from '../encoding/bytes.ts';
import { decodeCbor, encodeCbor } from '../encoding/cbor.ts';

/** Ranges sorted by their first id, so that the first one names the shard. */
export function sortRanges(ranges: readonly CanisterRange[]): CanisterRange[] {
  return [...ranges].sort((a, b) => compareBytes(a.start, b.start));
}

export function encodeRanges(ranges: readonly CanisterRange[]): Uint8Array {
  return encodeCbor(ranges.map(({ start, end }) => [start, end]));
}

/** Ranges of their CBOR form, or nothing when malformed. */
export function parseRanges(bytes: Uint8Array): CanisterRange[] | undefined {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok || !Array.isArray(decoded.value)) return undefined;
  const ranges: CanisterRange[] = [];
  for (const pair of decoded.value as readonly unknown[]) {
    if (!Array.isArray(pair) || pair.length !== 2) return undefined;
    const [start, end] = pair as readonly unknown[];
    if (!(start instanceof Uint8Array) || !(end instanceof Uint8Array)) return undefined;
    ranges.push({ start, end });
  }
  return ranges;
}

/** Whether an id lies in one of the ranges. */
export function rangesContain(ranges: readonly CanisterRange[], id: Uint8Array): boolean {
  return ranges.some(({ start, end }) => compareBytes(start, id) <= 0 && compareBytes(id, end) <= 0);
}
