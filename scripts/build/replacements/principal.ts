/**
 * Stands in for `@dfinity/principal` in canisters that handle principals as bytes: Azle's functions wrap what they
 * answer in this class and unwrap what they take.
 */
export class Principal {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  static fromUint8Array(bytes: Uint8Array): Principal {
    return new Principal(bytes);
  }

  toUint8Array(): Uint8Array {
    return this.#bytes;
  }
}
