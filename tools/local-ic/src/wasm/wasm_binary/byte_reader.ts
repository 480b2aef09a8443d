import { InvalidWasm } from './invalid_wasm.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads the primitive values of the wasm binary format; every read is checked against the end of the range. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly end: number;
  position: number;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  get atEnd(): boolean {
    return this.position >= this.end;
  }

  byte(): number {
    const value = this.position < this.end ? this.bytes[this.position] : undefined;
    if (value === undefined) throw new InvalidWasm('unexpected end');
    this.position += 1;
    return value;
  }

  /** An unsigned LEB128 number of at most 32 bits. */
  u32(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      if (shift === 28 && byte > 0x0f) break;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new InvalidWasm('integer representation too long');
  }

  /** An unsigned LEB128 number of at most 64 bits; page counts of 64-bit memories, so a number is precise enough. */
  u64(): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new InvalidWasm('integer representation too long');
  }

  /** A view, not a copy. */
  take(length: number): Uint8Array {
    if (length > this.end - this.position) throw new InvalidWasm('unexpected end');
    const start = this.position;
    this.position += length;
    return this.bytes.subarray(start, this.position);
  }

  name(): string {
    const bytes = this.take(this.u32());
    try {
      return utf8.decode(bytes);
    } catch {
      throw new InvalidWasm('malformed UTF-8 in a name');
    }
  }

  /** A reader for the next `length` bytes, which this one skips. */
  within(length: number): ByteReader {
    const start = this.position;
    this.take(length);
    return new ByteReader(this.bytes, start, this.position);
  }
}
