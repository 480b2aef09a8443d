/** For every byte the remainder that it leaves, of the polynomial of ISO 3309 with its bits reversed. */
let table: Int32Array | null = null;

function remainders(): Int32Array {
  const made = new Int32Array(256);
  let remainder = 1;
  for (let bit = 128; bit > 0; bit >>= 1) {
    remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
    // A byte's remainder is that of its lowest bit and that of the others, XORed.
    for (let others = 0; others < 256; others += 2 * bit) {
      made[others + bit] = remainder ^ (made[others] as number);
    }
  }
  return made;
}

/** CRC-32 of the bytes from `start` to `end`, as PNG, gzip and principals use it; a signed 32-bit number. */
export function crc32(bytes: Uint8Array, start: number, end: number): number {
  table ??= remainders();
  const t = table;
  let crc = -1;
  for (let i = start; i < end; i++) {
    crc = (t[(crc ^ (bytes[i] as number)) & 255] as number) ^ (crc >>> 8);
  }
  return ~crc;
}
