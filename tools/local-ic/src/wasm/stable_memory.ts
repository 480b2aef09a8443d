import { memoryAccessLimit, trapped } from './trap.ts';
import type { MemoryPages } from './types.ts';

/** Unit in which stable memory grows. */
export const WASM_PAGE_BYTES = 65_536;
/** Unit of rollback and of what is written to disk. */
export const PAGE_BYTES = 4096;
const PAGES_PER_CHUNK = WASM_PAGE_BYTES / PAGE_BYTES;

/** The network's limit. */
export const MAX_STABLE_BYTES = 500 * 2 ** 30;
/** What one process holds: sparse memory may be larger, its written part may not. */
export const MAX_RESIDENT_BYTES = 4 * 2 ** 30;
const MAX_RESIDENT_CHUNKS = MAX_RESIDENT_BYTES / WASM_PAGE_BYTES;

const ZERO_PAGE = new Uint8Array(PAGE_BYTES);

function isZero(page: Uint8Array): boolean {
  return Buffer.compare(page, ZERO_PAGE) === 0;
}

/**
 * Sparse stable memory with an undo journal: chunks of 64 KiB appear when they are first written, and the
 * former content of each changed page of 4 KiB is kept until the message is committed or reverted.
 */
export class StableMemory {
  #chunks: (Uint8Array | undefined)[] = [];
  #resident = 0;
  #pages = 0;
  #committedPages = 0;
  /** Former content by page number; undefined for pages of a chunk that did not exist. */
  #journal = new Map<number, Uint8Array | undefined>();
  #freshChunks: number[] = [];
  #dirty = new Set<number>();

  constructor(initial?: MemoryPages) {
    if (!initial) return;
    this.#pages = Math.ceil(initial.size / WASM_PAGE_BYTES);
    this.#committedPages = this.#pages;
    for (const [page, content] of initial.pages) this.#writePage(page, content);
    for (const page of initial.pages.keys()) this.#dirty.add(page);
  }

  /** Bytes, always a multiple of 64 KiB. */
  get size(): number {
    return this.#pages * WASM_PAGE_BYTES;
  }

  /** Pages of 64 KiB. */
  get wasmPages(): number {
    return this.#pages;
  }

  /** Pages of 4 KiB that the running message changed. */
  get changedPages(): number {
    return this.#journal.size;
  }

  /** Former number of pages of 64 KiB, or undefined when the limit forbids growing by `count`. */
  grow(count: number): number | undefined {
    const former = this.#pages;
    if (former + count > MAX_STABLE_BYTES / WASM_PAGE_BYTES) return undefined;
    this.#pages = former + count;
    return former;
  }

  /** Copies `[offset, offset + size)` into `target` at `at`. Traps when the range is out of bounds. */
  read(offset: number, size: number, target: Uint8Array, at: number): void {
    this.#checkRange(offset, size);
    let position = offset;
    let to = at;
    const end = offset + size;
    while (position < end) {
      const index = Math.floor(position / WASM_PAGE_BYTES);
      const from = position % WASM_PAGE_BYTES;
      const count = Math.min(WASM_PAGE_BYTES - from, end - position);
      const chunk = this.#chunks[index];
      if (chunk === undefined) target.fill(0, to, to + count);
      else if (count <= 16) for (let i = 0; i < count; i++) target[to + i] = chunk[from + i] as number;
      else target.set(chunk.subarray(from, from + count), to);
      position += count;
      to += count;
    }
  }

  /** Copies `source` to `offset`. Traps when the range is out of bounds or the process holds too much. */
  write(offset: number, source: Uint8Array): void {
    this.#checkRange(offset, source.length);
    let taken = 0;
    while (taken < source.length) {
      const position = offset + taken;
      const from = position % WASM_PAGE_BYTES;
      const count = Math.min(WASM_PAGE_BYTES - from, source.length - taken);
      const index = Math.floor(position / WASM_PAGE_BYTES);
      const fresh = this.#chunks[index] === undefined;
      const chunk = this.#chunkForWriting(index);
      this.#remember(chunk, index, from, count, fresh);
      chunk.set(source.subarray(taken, taken + count), from);
      taken += count;
    }
  }

  #checkRange(offset: number, size: number): void {
    if (offset + size > this.size) throw trapped('stable memory out of bounds');
  }

  #chunkForWriting(index: number): Uint8Array {
    const present = this.#chunks[index];
    if (present) return present;
    if (this.#resident >= MAX_RESIDENT_CHUNKS) {
      throw memoryAccessLimit(`this host holds at most ${MAX_RESIDENT_BYTES} bytes of written stable memory`);
    }
    const chunk = new Uint8Array(WASM_PAGE_BYTES);
    this.#chunks[index] = chunk;
    this.#freshChunks.push(index);
    this.#resident += 1;
    return chunk;
  }

  #remember(chunk: Uint8Array, index: number, from: number, count: number, fresh: boolean): void {
    const last = Math.floor((from + count - 1) / PAGE_BYTES);
    for (let page = Math.floor(from / PAGE_BYTES); page <= last; page++) {
      const number = index * PAGES_PER_CHUNK + page;
      if (this.#journal.has(number)) continue;
      const former = fresh ? undefined : chunk.slice(page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
      this.#journal.set(number, former);
    }
  }

  /** Keeps what was written and grown since the last commit or revert. */
  commit(): void {
    for (const page of this.#journal.keys()) this.#dirty.add(page);
    this.#committedPages = this.#pages;
    this.#forgetJournal();
  }

  /** Restores the state after the last commit. */
  revert(): void {
    for (const [page, former] of this.#journal) {
      if (!former) continue;
      const chunk = this.#chunks[Math.floor(page / PAGES_PER_CHUNK)];
      chunk?.set(former, (page % PAGES_PER_CHUNK) * PAGE_BYTES);
    }
    for (const index of this.#freshChunks) this.#chunks[index] = undefined;
    this.#resident -= this.#freshChunks.length;
    this.#pages = this.#committedPages;
    this.#forgetJournal();
  }

  #forgetJournal(): void {
    this.#journal.clear();
    this.#freshChunks.length = 0;
  }

  #writePage(page: number, content: Uint8Array): void {
    const chunk = this.#chunkForWriting(Math.floor(page / PAGES_PER_CHUNK));
    chunk.set(content, (page % PAGES_PER_CHUNK) * PAGE_BYTES);
    this.#freshChunks.length = 0;
  }

  /** A copy of all bytes. */
  bytes(): Uint8Array {
    const all = new Uint8Array(this.size);
    this.#chunks.forEach((chunk, index) => chunk && all.set(chunk, index * WASM_PAGE_BYTES));
    return all;
  }

  /** Replaces all content, padded with zeros to a multiple of 64 KiB; counts as committed. */
  setBytes(bytes: Uint8Array): void {
    const former = this.#chunks.flatMap((chunk, index) => (chunk ? [index] : []));
    this.#chunks = [];
    this.#resident = 0;
    this.#pages = Math.ceil(bytes.length / WASM_PAGE_BYTES);
    this.#committedPages = this.#pages;
    this.#forgetJournal();
    for (let index = 0; index < this.#pages; index++) {
      const part = bytes.subarray(index * WASM_PAGE_BYTES, (index + 1) * WASM_PAGE_BYTES);
      this.#chunkForWriting(index).set(part);
      former.push(index);
    }
    this.#forgetJournal();
    for (const index of former) {
      for (let page = 0; page < PAGES_PER_CHUNK; page++) this.#dirty.add(index * PAGES_PER_CHUNK + page);
    }
  }

  #page(page: number): Uint8Array {
    const chunk = this.#chunks[Math.floor(page / PAGES_PER_CHUNK)];
    const start = (page % PAGES_PER_CHUNK) * PAGE_BYTES;
    return chunk ? chunk.slice(start, start + PAGE_BYTES) : new Uint8Array(PAGE_BYTES);
  }

  /** Copies of the pages that commits changed since the last call. */
  takeDirty(): MemoryPages {
    const pages = new Map<number, Uint8Array>();
    const end = this.size / PAGE_BYTES;
    for (const page of this.#dirty) if (page < end) pages.set(page, this.#page(page));
    this.#dirty.clear();
    return { size: this.size, pages };
  }

  /** Copies of all pages that are not zero. */
  state(): MemoryPages {
    const pages = new Map<number, Uint8Array>();
    this.#chunks.forEach((chunk, index) => {
      if (!chunk) return;
      const copy = chunk.slice();
      for (let i = 0; i < PAGES_PER_CHUNK; i++) {
        const page = copy.subarray(i * PAGE_BYTES, (i + 1) * PAGE_BYTES);
        if (!isZero(page)) pages.set(index * PAGES_PER_CHUNK + i, page);
      }
    });
    return { size: this.size, pages };
  }
}
