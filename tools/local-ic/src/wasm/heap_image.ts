import { PAGE_BYTES, WASM_PAGE_BYTES } from './stable_memory.ts';
import type { MemoryPages } from './types.ts';

const ZERO_PAGE = new Uint8Array(PAGE_BYTES);

/**
 * The heap as it was after the last commit, beside the live one. What a message changed is found by comparing
 * (4 MB take some 0.1 ms), which costs nothing while the canister runs.
 */
export class HeapImage {
  #bytes: Buffer;
  #dirty = new Set<number>();

  /** Starts from the content that a new instance has. */
  constructor(live: Uint8Array) {
    this.#bytes = Buffer.from(live);
    for (let page = 0; page * PAGE_BYTES < live.length; page++) {
      if (Buffer.compare(this.#page(page), ZERO_PAGE) !== 0) this.#dirty.add(page);
    }
  }

  get size(): number {
    return this.#bytes.length;
  }

  #page(page: number): Buffer {
    return this.#bytes.subarray(page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
  }

  /** Calls `changed` with the start of each page in which the first `size` bytes of both differ. */
  #compare(live: Buffer, size: number, changed: (start: number) => void): void {
    const clean = this.#bytes;
    for (let block = 0; block < size; block += WASM_PAGE_BYTES) {
      const blockEnd = Math.min(block + WASM_PAGE_BYTES, size);
      if (clean.compare(live, block, blockEnd, block, blockEnd) === 0) continue;
      for (let start = block; start < blockEnd; start += PAGE_BYTES) {
        const end = start + PAGE_BYTES;
        if (clean.compare(live, start, end, start, end) !== 0) changed(start);
      }
    }
  }

  /** Takes over what the live heap now holds. */
  commit(live: Uint8Array): void {
    if (live.length > this.#bytes.length) {
      const larger = Buffer.alloc(live.length);
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    const buffer = Buffer.from(live.buffer, live.byteOffset, live.length);
    this.#compare(buffer, live.length, (start) => {
      buffer.copy(this.#bytes, start, start, start + PAGE_BYTES);
      this.#dirty.add(start / PAGE_BYTES);
    });
  }

  /** Gives the live heap, which has the same size, its former content back. */
  revert(live: Uint8Array): void {
    const buffer = Buffer.from(live.buffer, live.byteOffset, live.length);
    this.#compare(buffer, live.length, (start) => {
      this.#bytes.copy(buffer, start, start, start + PAGE_BYTES);
    });
  }

  /** Fills the heap of a new instance, which is at least as large. */
  copyTo(live: Uint8Array): void {
    live.set(this.#bytes);
    live.fill(0, this.#bytes.length);
  }

  /** Copies of the pages that commits changed since the last call; those that are not zero the first time. */
  takeDirty(): MemoryPages {
    const pages = new Map<number, Uint8Array>();
    for (const page of this.#dirty) pages.set(page, new Uint8Array(this.#page(page)));
    this.#dirty.clear();
    return { size: this.size, pages };
  }

  /** Copies of all pages that are not zero. */
  state(): MemoryPages {
    const pages = new Map<number, Uint8Array>();
    for (let page = 0; page * PAGE_BYTES < this.size; page++) {
      const bytes = this.#page(page);
      if (Buffer.compare(bytes, ZERO_PAGE) !== 0) pages.set(page, new Uint8Array(bytes));
    }
    return { size: this.size, pages };
  }
}
