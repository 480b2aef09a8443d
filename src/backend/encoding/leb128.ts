/**
 * Unsigned LEB128: seven bits a byte, least significant first, the top bit set on all but the last.
 * @throws RangeError for a negative number
 */
export function unsignedLeb128(value: bigint): Uint8Array {
  if (value < 0n) throw new RangeError('unsigned LEB128 of a negative number');
  const bytes: number[] = [];
  let rest = value;
  // Four bytes at a time: in the canister's engine a step on a bigint costs several on a number.
  for (; rest > 0xfffffffn; rest >>= 28n) {
    const bits = Number(rest & 0xfffffffn);
    bytes.push(bits | 0x80, (bits >> 7) | 0x80, (bits >> 14) | 0x80, (bits >> 21) | 0x80);
  }
  let last = Number(rest);
  for (; last > 0x7f; last >>= 7) bytes.push(last | 0x80);
  bytes.push(last);
  // Only the lowest eight bits of each number are kept.
  return Uint8Array.from(bytes);
}
