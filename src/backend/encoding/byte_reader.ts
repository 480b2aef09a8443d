import { utf8Text } from './bytes.ts';

/** Stored bytes that are not a record of ours: a bug or foreign memory, never an answer to a caller. */
export class RecordError extends Error {}

/**
 * Reads what a ByteWriter wrote; every read is bounded and {@link end} refuses leftover bytes. Methods do not call each
 * other where they are called for every field: a call costs the canister as much as what it does.
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #length: number;
  readonly #view: DataView;
  #offset: number;

  constructor(bytes: Uint8Array, offset = 0) {
    this.#bytes = bytes;
    this.#length = bytes.length;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#offset = offset;
  }

  u8(): number {
    const start = this.#offset;
    if (start >= this.#length) throw endsTooEarly();
    this.#offset = start + 1;
    return this.#bytes[start] as number;
  }

  u16(): number {
    return this.#view.getUint16(this.pass(2));
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.pass(8));
  }

  /** A copy of the next `length` bytes. */
  raw(length: number): Uint8Array {
    const start = this.pass(length);
    return this.#bytes.slice(start, start + length);
  }

  bytes16(): Uint8Array {
    const start = this.#offset + 2;
    const end = start + this.#length16(start);
    this.#offset = end;
    return this.#bytes.slice(start, end);
  }

  text16(): string {
    const start = this.#offset + 2;
    const end = start + this.#length16(start);
    this.#offset = end;
    return end === start ? '' : utf8Text(this.#bytes.subarray(start, end));
  }

  get atEnd(): boolean {
    return this.#offset === this.#length;
  }

  /** @throws RecordError when bytes are left */
  end(): void {
    const left = this.#length - this.#offset;
    if (left !== 0) throw new RecordError(`${left} bytes left after a record`);
  }

  /** Passes over bytes. @returns where they begin */
  pass(length: number): number {
    const start = this.#offset;
    if (start + length > this.#length) throw endsTooEarly();
    this.#offset = start + length;
    return start;
  }

  /** The length that stands in the two bytes before something, which must be there whole. */
  #length16(start: number): number {
    const length = start > this.#length ? 0 : this.#view.getUint16(start - 2);
    if (start + length > this.#length) throw endsTooEarly();
    return length;
  }
}

function endsTooEarly(): RecordError {
  return new RecordError('record ends too early');
}
