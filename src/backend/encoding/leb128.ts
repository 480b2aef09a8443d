/**
 * Unsigned LEB128: seven bits a byte, least significant first, the top bit set on all but the last.
 * @throws RangeError for a negative number
 */
export function unsignedLeb128(value: bigint): Uint8Array {
  if (value < 0n) throw new RangeError('unsigned LEB128 of a negative number');
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
