const SHORT_COPY = 48;

/** Grows as needed. Sizes that are known only afterwards are reserved as five-byte LEB128 and filled in. */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(Math.max(capacity, 64));
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  u32(value: number): void {
    this.#reserve(5);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** A signed LEB128 number; `value` is a safe integer. */
  signed(value: number): void {
    this.#reserve(10);
    let rest = value;
    for (;;) {
      const low = ((rest % 128) + 128) % 128;
      rest = (rest - low) / 128;
      const last = (rest === 0 && low < 0x40) || (rest === -1 && low >= 0x40);
      this.#bytes[this.#length++] = last ? low : low | 0x80;
      if (last) return;
    }
  }

  append(source: Uint8Array): void {
    this.appendRange(source, 0, source.length);
  }

  appendRange(source: Uint8Array, start: number, end: number): void {
    const count = end - start;
    this.#reserve(count);
    // A view costs more than the copy itself for the few bytes that lie between two metering points.
    if (count > SHORT_COPY) this.#bytes.set(source.subarray(start, end), this.#length);
    else for (let i = 0; i < count; i++) this.#bytes[this.#length + i] = source[start + i] as number;
    this.#length += count;
  }

  name(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.u32(bytes.length);
    this.append(bytes);
  }

  /** Leaves room for a size and answers the place to give to {@link fillSize}. */
  reserveSize(): number {
    this.#reserve(5);
    const place = this.#length;
    this.#length += 5;
    return place;
  }

  /** Writes the number of bytes that followed {@link reserveSize}, padded to five bytes. */
  fillSize(place: number): void {
    let rest = this.#length - place - 5;
    for (let i = 0; i < 5; i++) {
      this.#bytes[place + i] = (rest & 0x7f) | (i < 4 ? 0x80 : 0);
      rest >>>= 7;
    }
  }

  /** The bytes written so far: a view that later writes may change. */
  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
