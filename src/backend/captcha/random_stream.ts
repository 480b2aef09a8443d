import { concatBytes } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/sha256.ts';

const SEED_LENGTH = 32;

/**
 * Random numbers without end from 32 random bytes: SHA-256 of these and a counter, block by block. Whoever sees some
 * of the numbers learns nothing about the others.
 */
export class RandomStream {
  /** The seed with the number of the next block behind it. */
  readonly #input: Uint8Array;
  #block: Uint8Array = new Uint8Array(0);
  #used = 0;
  #blocks = 0;

  /** @param seed 32 random bytes */
  constructor(seed: Uint8Array) {
    this.#input = concatBytes(seed, new Uint8Array(2));
  }

  /** A number from 0 to 255. */
  byte(): number {
    if (this.#used === this.#block.length) {
      this.#input[SEED_LENGTH] = this.#blocks >> 8;
      this.#input[SEED_LENGTH + 1] = this.#blocks;
      this.#blocks += 1;
      this.#block = sha256(this.#input);
      this.#used = 0;
    }
    return this.#block[this.#used++] as number;
  }

  /** A number from 0 to `count` - 1, each as likely as any other. @param count at most 256 */
  below(count: number): number {
    const limit = 256 - (256 % count);
    let byte = this.byte();
    while (byte >= limit) byte = this.byte();
    return byte % count;
  }
}
