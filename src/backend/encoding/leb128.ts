const LARGEST_NAT64 = 0xffff_ffff_ffff_ffffn;
/** Bytes of 64 bits. */
const LONGEST = 10;

/**
 * Unsigned LEB128: seven bits a byte, least significant first, the top bit set on all but the last.
 * @throws RangeError for a negative number and for one of more than 64 bits
 */
export function unsignedLeb128(value: bigint): Uint8Array {
  if (value < 0n) throw new RangeError('unsigned LEB128 of a negative number');
  if (value > LARGEST_NAT64) throw new RangeError('LEB128 of a number above 64 bits');
  const bytes = new Uint8Array(LONGEST);
  let length = 0;
  let rest = value;
  // Four bytes at a time: in the canister's engine a step on a bigint costs several on a number.
  for (; rest > 0xfffffffn; rest >>= 28n) {
    const bits = Number(rest & 0xfffffffn);
    bytes[length++] = bits | 0x80;
    bytes[length++] = (bits >> 7) | 0x80;
    bytes[length++] = (bits >> 14) | 0x80;
    bytes[length++] = (bits >> 21) | 0x80;
  }
  let last = Number(rest);
  for (; last > 0x7f; last >>= 7) bytes[length++] = last | 0x80;
  bytes[length++] = last;
  return bytes.slice(0, length);
}
