import { utf8Text } from './bytes.ts';

/** Stored bytes that are not a record of ours: a bug or foreign memory, never an answer to a caller. */
export class RecordError extends Error {}

/** Reads what a ByteWriter wrote; every read is bounded and {@link end} refuses leftover bytes. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset: number;

  constructor(bytes: Uint8Array, offset = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#offset = offset;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2));
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8));
  }

  /** A copy of the next `length` bytes. */
  raw(length: number): Uint8Array {
    const start = this.#take(length);
    return this.#bytes.slice(start, start + length);
  }

  bytes16(): Uint8Array {
    return this.raw(this.u16());
  }

  text16(): string {
    return utf8Text(this.bytes16());
  }

  get atEnd(): boolean {
    return this.#offset === this.#bytes.length;
  }

  /** @throws RecordError when bytes are left */
  end(): void {
    const left = this.#bytes.length - this.#offset;
    if (left !== 0) throw new RecordError(`${left} bytes left after a record`);
  }

  #take(length: number): number {
    const start = this.#offset;
    if (start + length > this.#bytes.length) throw new RecordError('record ends too early');
    this.#offset = start + length;
    return start;
  }
}
