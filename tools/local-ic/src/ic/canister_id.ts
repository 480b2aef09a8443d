import { compareBytes } from './principal.ts';
import type { CanisterRange, PrincipalBytes } from './types.ts';

/** Marks an id made by a subnet: the number is followed by a byte for its kind and one for its class (opaque). */
const SUFFIX = [0x01, 0x01] as const;
const LENGTH = 10;

/** Ten bytes: the number as 8 bytes big-endian, then `01 01`. */
export function canisterIdFromNumber(index: bigint): PrincipalBytes {
  const id = new Uint8Array(LENGTH);
  new DataView(id.buffer).setBigUint64(0, index);
  id.set(SUFFIX, 8);
  return id;
}

/** The number in a canister id; nothing when the bytes have another form. */
export function canisterIdNumber(id: PrincipalBytes): bigint | undefined {
  if (id.length !== LENGTH || id[8] !== SUFFIX[0] || id[9] !== SUFFIX[1]) return undefined;
  return new DataView(id.buffer, id.byteOffset, LENGTH).getBigUint64(0);
}

/** Whether one of the ranges, both ends included, contains the id. */
export function inRanges(ranges: readonly CanisterRange[], id: PrincipalBytes): boolean {
  return ranges.some(({ start, end }) => compareBytes(start, id) <= 0 && compareBytes(id, end) <= 0);
}
