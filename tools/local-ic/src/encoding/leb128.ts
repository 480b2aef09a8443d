/**
 * Unsigned LEB128 of a natural number: seven bits per byte, low ones first.
 * @throws RangeError for a negative number
 */
export function encodeLeb128(value: bigint | number): Uint8Array {
  let rest = BigInt(value);
  if (rest < 0n) throw new RangeError('LEB128 of a negative number');
  const bytes: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return new Uint8Array(bytes);
}
