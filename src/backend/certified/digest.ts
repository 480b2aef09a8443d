/** A hash as a label: its bytes, and the same 256 bits as numbers, which are compared at an eighth of the cost. */
export interface Digest {
  /** 32 bytes. */
  readonly bytes: Uint8Array;
  /** The bits in eight numbers, the first byte highest in the first number. */
  readonly words: Int32Array;
}

const WORDS = 8;

export function digestOf(bytes: Uint8Array): Digest {
  if (bytes.length !== 4 * WORDS) throw new RangeError(`digest of ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const words = new Int32Array(WORDS);
  for (let i = 0; i < WORDS; i++) words[i] = view.getInt32(4 * i);
  return { bytes, words };
}

/** A bit of a digest, counted from the highest of the first byte. */
export function bitAt({ words }: Digest, bit: number): number {
  return ((words[bit >> 5] as number) >>> (31 - (bit & 31))) & 1;
}

/** The first bit at which two digests differ, or null. */
export function firstDifferentBit({ words: a }: Digest, { words: b }: Digest): number | null {
  for (let i = 0; i < WORDS; i++) {
    const difference = (a[i] as number) ^ (b[i] as number);
    if (difference !== 0) return i * 32 + Math.clz32(difference);
  }
  return null;
}
