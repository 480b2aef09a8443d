import { utf8 } from './bytes.ts';

/** Grows a byte string field by field; numbers are big-endian. */
export class ByteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  u8(value: number): void {
    this.#reserve(1);
    this.#view.setUint8(this.#length, value);
    this.#length += 1;
  }

  u16(value: number): void {
    this.#reserve(2);
    this.#view.setUint16(this.#length, value);
    this.#length += 2;
  }

  u64(value: bigint): void {
    this.#reserve(8);
    this.#view.setBigUint64(this.#length, value);
    this.#length += 8;
  }

  /** The bytes as they are, without a length. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Two bytes of length, then the bytes. @throws RangeError above 65,535 bytes */
  bytes16(bytes: Uint8Array): void {
    if (bytes.length > 0xffff) throw new RangeError(`field of ${bytes.length} bytes`);
    this.u16(bytes.length);
    this.raw(bytes);
  }

  /** Two bytes of length, then the UTF-8 of a text. @throws RangeError above 65,535 bytes */
  text16(text: string): void {
    this.bytes16(utf8(text));
  }

  /** What was written so far: a copy. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}
