/**
 * Checks Candid from strangers before the Candid library decodes it. A few bytes can announce billions of values
 * that take no space (`vec null`) or nest without end, on which the library runs out of memory or stack. This walk
 * over types and values allocates nothing for values and stops at fixed limits.
 * Candid specification: "Binary format".
 */

const MAX_ARGUMENTS = 8;
const MAX_TYPES = 512;
const MAX_FIELDS = 512;
const MAX_DEPTH = 64;
/** Values of all arguments together; a blob is one. */
const MAX_VALUES = 200_000;

const MAX_NUMBER_BYTES = 64;

const VEC = -19;
const NAT8 = -5;

/** Bytes of a value of the primitive types that have a fixed size, by opcode. */
const FIXED_SIZES: ReadonlyMap<number, number> = new Map([
  [-1, 0], // null
  [-2, 1], // bool
  [NAT8, 1],
  [-6, 2],
  [-7, 4],
  [-8, 8],
  [-9, 1],
  [-10, 2],
  [-11, 4],
  [-12, 8],
  [-13, 4], // float32
  [-14, 8], // float64
  [-16, 0], // reserved
]);

type CompositeType =
  | { readonly kind: 'opt' | 'vec'; readonly inner: number }
  | { readonly kind: 'record' | 'variant'; readonly fields: readonly number[] }
  | { readonly kind: 'func' | 'service' };

class CandidRefusal extends Error {}

/** Why the bytes are no Candid that can be decoded within the limits, or nothing when they are. */
export function findBadCandid(bytes: Uint8Array): string | undefined {
  try {
    new CandidWalk(bytes).run();
    return undefined;
  } catch (error) {
    if (error instanceof CandidRefusal) return error.message;
    throw error;
  }
}

class CandidWalk {
  readonly #bytes: Uint8Array;
  #at = 0;
  #values = 0;
  readonly #types: CompositeType[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  run(): void {
    if (Buffer.from(this.#bytes.subarray(0, 4)).toString('latin1') !== 'DIDL') refuse('no magic number');
    this.#at = 4;
    const types = this.#count(MAX_TYPES, 'types');
    for (let index = 0; index < types; index += 1) this.#types.push(this.#compositeType());
    const count = this.#count(MAX_ARGUMENTS, 'arguments');
    const args = Array.from({ length: count }, () => this.#signed());
    for (const arg of args) this.#value(arg, 0);
  }

  #compositeType(): CompositeType {
    const opcode = this.#signed();
    switch (opcode) {
      case -18:
        return { kind: 'opt', inner: this.#signed() };
      case VEC:
        return { kind: 'vec', inner: this.#signed() };
      case -20:
      case -21:
        return { kind: opcode === -20 ? 'record' : 'variant', fields: this.#fields() };
      case -22:
        this.#funcType();
        return { kind: 'func' };
      case -23:
        for (let left = this.#count(MAX_FIELDS, 'methods'); left > 0; left -= 1) {
          this.#skip(this.#unsigned());
          this.#signed();
        }
        return { kind: 'service' };
      default:
        return refuse(`unknown type ${opcode}`);
    }
  }

  #fields(): number[] {
    return Array.from({ length: this.#count(MAX_FIELDS, 'fields') }, () => {
      this.#unsigned();
      return this.#signed();
    });
  }

  #funcType(): void {
    for (const part of ['arguments', 'results']) {
      for (let left = this.#count(MAX_FIELDS, part); left > 0; left -= 1) this.#signed();
    }
    this.#skip(this.#count(MAX_FIELDS, 'annotations'));
  }

  /** Steps over a value. */
  #value(type: number, depth: number): void {
    if (depth > MAX_DEPTH) refuse('values nest too deep');
    this.#values += 1;
    if (this.#values > MAX_VALUES) refuse('too many values');
    if (type >= 0) {
      this.#compositeValue(this.#types[type] ?? refuse(`type ${type} is not defined`), depth);
      return;
    }
    const size = FIXED_SIZES.get(type);
    if (size !== undefined) this.#skip(size);
    else if (type === -3 || type === -4) this.#skipNumber();
    else if (type === -15) this.#skip(this.#unsigned());
    else if (type === -24) this.#reference();
    else refuse(`unknown type ${type}`);
  }

  #compositeValue(type: CompositeType, depth: number): void {
    switch (type.kind) {
      case 'opt':
        if (this.#byte() !== 0) this.#value(type.inner, depth + 1);
        break;
      case 'vec': {
        const length = this.#unsigned();
        if (type.inner === NAT8) this.#skip(length);
        else for (let left = length; left > 0; left -= 1) this.#value(type.inner, depth + 1);
        break;
      }
      case 'record':
        for (const field of type.fields) this.#value(field, depth + 1);
        break;
      case 'variant':
        this.#value(type.fields[this.#unsigned()] ?? refuse('no such variant'), depth + 1);
        break;
      case 'func':
        if (this.#byte() !== 0) {
          this.#reference();
          this.#skip(this.#unsigned());
        }
        break;
      case 'service':
        this.#reference();
        break;
    }
  }

  /** A principal: a byte that says whether it is given, its length and its bytes. */
  #reference(): void {
    if (this.#byte() !== 0) this.#skip(this.#unsigned());
  }

  #byte(): number {
    const byte = this.#bytes[this.#at] ?? refuse('ends early');
    this.#at += 1;
    return byte;
  }

  #skip(length: number): void {
    this.#at += length;
    if (this.#at > this.#bytes.length) refuse('ends early');
  }

  /** Steps over a LEB128 number; decoding takes time that grows with the square of its length. */
  #skipNumber(): void {
    const start = this.#at;
    while ((this.#byte() & 0x80) !== 0) {
      if (this.#at - start > MAX_NUMBER_BYTES) refuse('a number is too large');
    }
  }

  #count(max: number, what: string): number {
    const count = this.#unsigned();
    return count > max ? refuse(`more than ${max} ${what}`) : count;
  }

  /** Unsigned LEB128 below 2^49. */
  #unsigned(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 49; scale *= 128) {
      const byte = this.#byte();
      value += (byte & 0x7f) * scale;
      if ((byte & 0x80) === 0) return value;
    }
    return refuse('a number is too large');
  }

  /** Signed LEB128 of at most 4 bytes: types are small numbers. */
  #signed(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.#byte();
      value |= (byte & 0x7f) << shift;
      if ((byte & 0x80) === 0) return (byte & 0x40) === 0 ? value : value - (1 << (shift + 7));
    }
    return refuse('a type number is too large');
  }
}

function refuse(reason: string): never {
  throw new CandidRefusal(reason);
}
