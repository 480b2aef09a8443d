import { utf8 } from './bytes.ts';

/**
 * Grows a byte string field by field; numbers are big-endian. Methods do not call each other where they are called for
 * every field: a call costs the canister as much as what it does.
 */
export class ByteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #capacity: number;
  #length = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
    this.#capacity = capacity;
  }

  u8(value: number): void {
    const at = this.#length;
    if (at === this.#capacity) this.#grow(1);
    this.#bytes[at] = value;
    this.#length = at + 1;
  }

  u16(value: number): void {
    const at = this.#length;
    if (at + 2 > this.#capacity) this.#grow(2);
    this.#view.setUint16(at, value);
    this.#length = at + 2;
  }

  u64(value: bigint): void {
    const at = this.#length;
    if (at + 8 > this.#capacity) this.#grow(8);
    this.#view.setBigUint64(at, value);
    this.#length = at + 8;
  }

  /** The bytes as they are, without a length. */
  raw(bytes: Uint8Array): void {
    const at = this.#length;
    const { length } = bytes;
    if (at + length > this.#capacity) this.#grow(length);
    this.#bytes.set(bytes, at);
    this.#length = at + length;
  }

  /** Two bytes of length, then the bytes. @throws RangeError above 65,535 bytes */
  bytes16(bytes: Uint8Array): void {
    const at = this.#length;
    const { length } = bytes;
    if (length > 0xffff) throw new RangeError(`field of ${length} bytes`);
    if (at + 2 + length > this.#capacity) this.#grow(2 + length);
    this.#view.setUint16(at, length);
    this.#bytes.set(bytes, at + 2);
    this.#length = at + 2 + length;
  }

  /** Two bytes of length, then the UTF-8 of a text. @throws RangeError above 65,535 bytes */
  text16(text: string): void {
    if (text === '') this.u16(0);
    else this.bytes16(utf8(text));
  }

  /** What was written so far: a copy. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #grow(more: number): void {
    const larger = new Uint8Array(Math.max(this.#length + more, this.#capacity * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
    this.#capacity = larger.length;
  }
}
