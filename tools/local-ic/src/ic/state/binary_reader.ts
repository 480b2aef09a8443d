/** Reads what a BinaryWriter wrote. Reading past the end throws a RangeError. */
export class BinaryReader {
  readonly #buffer: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.#at === this.#buffer.length;
  }

  u8(): number {
    return this.#buffer.readUInt8(this.#advance(1));
  }

  u32(): number {
    return this.#buffer.readUInt32LE(this.#advance(4));
  }

  f64(): number {
    return this.#buffer.readDoubleLE(this.#advance(8));
  }

  u64(): bigint {
    return this.#buffer.readBigUInt64LE(this.#advance(8));
  }

  i64(): bigint {
    return this.#buffer.readBigInt64LE(this.#advance(8));
  }

  u128(): bigint {
    const low = this.u64();
    return (this.u64() << 64n) | low;
  }

  flag(): boolean {
    return this.u8() === 1;
  }

  /** A copy of length-prefixed bytes. */
  blob(): Uint8Array {
    return this.raw(this.u32());
  }

  text(): string {
    return Buffer.from(this.blob()).toString();
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: this.u32() }, read);
  }

  optional<T>(read: () => T): T | undefined {
    return this.flag() ? read() : undefined;
  }

  /** A copy of so many bytes. */
  raw(length: number): Uint8Array {
    const at = this.#advance(length);
    return new Uint8Array(this.#buffer.subarray(at, at + length));
  }

  #advance(bytes: number): number {
    const at = this.#at;
    if (at + bytes > this.#buffer.length) throw new RangeError('record ends early');
    this.#at += bytes;
    return at;
  }
}
