/**
 * Stable memory as `ic-stable-structures` divides it, which Azle's maps are built on: a page of header, then buckets
 * of 8 MiB, each of which belongs to one of up to 255 memories. All numbers are little-endian.
 *
 *     0      3  MGR
 *     3      1  version, 1
 *     4      2  number of buckets
 *     6      2  pages of a bucket, 128
 *    40   2040  pages of each memory, 8 bytes each
 *  2080  32768  for each bucket the memory that has it, 255 for none
 */

/** Bytes of a page, the unit in which memories grow. */
export const PAGE_BYTES = 65_536;

const PAGES_PER_BUCKET = 128;
const BUCKET_BYTES = PAGES_PER_BUCKET * PAGE_BYTES;
const MEMORIES = 255;
const SIZES = 40;
const OWNERS = SIZES + MEMORIES * 8;
const MAX_BUCKETS = 32_768;
const NOBODY = 255;
const VERSION = 1;

/** One of the memories that share stable memory. It grows as it is written to. */
export class VirtualMemory {
  readonly #buckets: Uint8Array[];
  readonly #newBucket: () => Uint8Array;
  #pages: number;

  /**
   * @param buckets - what the memory has so far
   * @param pages - how much of that is in use
   * @param newBucket - gives the memory another bucket, of zeros
   */
  constructor(buckets: readonly Uint8Array[], pages: number, newBucket: () => Uint8Array) {
    this.#buckets = [...buckets];
    this.#pages = pages;
    this.#newBucket = newBucket;
  }

  get pages(): number {
    return this.#pages;
  }

  /** Writes bytes, after growing by as many pages as it takes. */
  write(address: number, bytes: Uint8Array): void {
    const end = address + bytes.length;
    if (end > this.#pages * PAGE_BYTES) this.#grow(end);
    for (let at = address; at < end;) {
      const offset = at % BUCKET_BYTES;
      const count = Math.min(BUCKET_BYTES - offset, end - at);
      const part = count === bytes.length ? bytes : bytes.subarray(at - address, at - address + count);
      this.#bucketOf(at).set(part, offset);
      at += count;
    }
  }

  /** A copy of `length` bytes from `address` on, which must be in use. */
  read(address: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    const end = address + length;
    for (let at = address; at < end;) {
      const offset = at % BUCKET_BYTES;
      const count = Math.min(BUCKET_BYTES - offset, end - at);
      bytes.set(this.#bucketOf(at).subarray(offset, offset + count), at - address);
      at += count;
    }
    return bytes;
  }

  #bucketOf(address: number): Uint8Array {
    const bucket = this.#buckets[Math.floor(address / BUCKET_BYTES)];
    if (bucket === undefined || address >= this.#pages * PAGE_BYTES) {
      throw new RangeError(`address ${address} is behind the memory's ${this.#pages} pages`);
    }
    return bucket;
  }

  #grow(bytes: number): void {
    this.#pages = Math.ceil(bytes / PAGE_BYTES);
    while (this.#buckets.length * BUCKET_BYTES < bytes) this.#buckets.push(this.#newBucket());
  }
}

/** All memories of a canister. */
export class MemoryManager {
  readonly #memories: VirtualMemory[];
  readonly #buckets: Uint8Array[] = [];
  /** For each bucket the memory that has it. */
  readonly #owners: number[] = [];

  /**
   * @param stable - what stable memory holds; it is copied
   * @throws when that was not divided by such a manager
   */
  constructor(stable: Uint8Array) {
    const header = new DataView(stable.buffer, stable.byteOffset, stable.byteLength);
    const begin = String.fromCharCode(...stable.subarray(0, 3));
    if (begin !== 'MGR' || header.getUint8(3) !== VERSION || header.getUint16(6, true) !== PAGES_PER_BUCKET) {
      throw new Error('stable memory is not divided into buckets');
    }
    for (let bucket = 0; bucket < header.getUint16(4, true); bucket++) {
      const start = PAGE_BYTES + bucket * BUCKET_BYTES;
      this.#buckets.push(stable.slice(start, start + BUCKET_BYTES));
      this.#owners.push(header.getUint8(OWNERS + bucket));
    }
    this.#memories = Array.from({ length: MEMORIES }, (_, id) => {
      const buckets = this.#buckets.filter((_, bucket) => this.#owners[bucket] === id);
      const pages = Number(header.getBigUint64(SIZES + id * 8, true));
      return new VirtualMemory(buckets, pages, () => this.#newBucket(id));
    });
  }

  /** The memory with this number, 0 to 254. */
  memory(id: number): VirtualMemory {
    const memory = this.#memories[id];
    if (memory === undefined) throw new RangeError(`memory ${id}`);
    return memory;
  }

  /** All of stable memory. */
  bytes(): Uint8Array {
    const stable = new Uint8Array(PAGE_BYTES + this.#buckets.length * BUCKET_BYTES);
    const header = new DataView(stable.buffer);
    stable.set([0x4d, 0x47, 0x52, VERSION]);
    header.setUint16(4, this.#buckets.length, true);
    header.setUint16(6, PAGES_PER_BUCKET, true);
    this.#memories.forEach(({ pages }, id) => header.setBigUint64(SIZES + id * 8, BigInt(pages), true));
    stable.fill(NOBODY, OWNERS, OWNERS + MAX_BUCKETS);
    stable.set(this.#owners, OWNERS);
    this.#buckets.forEach((bytes, bucket) => stable.set(bytes, PAGE_BYTES + bucket * BUCKET_BYTES));
    return stable;
  }

  #newBucket(id: number): Uint8Array {
    const bucket = new Uint8Array(BUCKET_BYTES);
    this.#buckets.push(bucket);
    this.#owners.push(id);
    return bucket;
  }
}
