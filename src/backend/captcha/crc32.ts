/** For every byte the remainder that it leaves, of the polynomial of ISO 3309 with its bits reversed. */
let table: Int32Array | null = null;

function remainders(): Int32Array {
  const made = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
    made[byte] = remainder;
  }
  return made;
}

/** CRC-32 of the bytes from `start` to `end`, as PNG and gzip use it; a signed 32-bit number. */
export function crc32(bytes: Uint8Array, start: number, end: number): number {
  table ??= remainders();
  const t = table;
  let crc = -1;
  for (let i = start; i < end; i++) {
    crc = (t[(crc ^ (bytes[i] as number)) & 255] as number) ^ (crc >>> 8);
  }
  return ~crc;
}
