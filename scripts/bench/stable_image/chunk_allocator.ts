/**
 * Chunks of one size in a memory, which the nodes of a map are made of. Numbers are little-endian. The header:
 *
 *     0   3  BTA            8  8  bytes of a chunk, without its own header
 *     3   1  version, 1    16  8  number of chunks in use
 *                          24  8  address of the first free chunk
 *
 * and 16 unused bytes; chunks follow. Each begins with a header of its own:
 *
 *     0   3  CHK            4  1  whether it is in use
 *     3   1  version, 1     8  8  address of the next free chunk, 0 for none
 *
 * The last free chunk is the memory's end: whoever takes it moves the end on.
 */
import type { VirtualMemory } from './memory_manager.ts';

/** Bytes of the allocator's header. */
export const ALLOCATOR_BYTES = 48;

const CHUNK_HEADER_BYTES = 16;
const NONE = 0;

export class ChunkAllocator {
  readonly #memory: VirtualMemory;
  readonly #address: number;
  readonly #chunkBytes: number;
  #used: number;
  #firstFree: number;

  private constructor(
    memory: VirtualMemory,
    address: number,
    chunkBytes: number,
    used: number,
    free: number,
  ) {
    this.#memory = memory;
    this.#address = address;
    this.#chunkBytes = chunkBytes;
    this.#used = used;
    this.#firstFree = free;
  }

  /** An allocator that nothing was taken from, with its header at `address`. */
  static create(memory: VirtualMemory, address: number, chunkBytes: number): ChunkAllocator {
    const created = new ChunkAllocator(memory, address, chunkBytes, 0, address + ALLOCATOR_BYTES);
    created.#writeChunkHeader(created.#firstFree, false, NONE);
    created.save();
    return created;
  }

  static open(memory: VirtualMemory, address: number): ChunkAllocator {
    const header = memory.read(address, ALLOCATOR_BYTES);
    expectMagic(header, 'BTA');
    const view = new DataView(header.buffer);
    const number = (at: number): number => Number(view.getBigUint64(at, true));
    return new ChunkAllocator(memory, address, number(8), number(16), number(24));
  }

  /** Takes a chunk. @returns the address of its content */
  allocate(): number {
    const taken = this.#firstFree;
    const header = this.#memory.read(taken, CHUNK_HEADER_BYTES);
    expectMagic(header, 'CHK');
    const next = Number(new DataView(header.buffer).getBigUint64(8, true));
    this.#writeChunkHeader(taken, true, next);
    if (next !== NONE) {
      this.#firstFree = next;
    } else {
      this.#firstFree = taken + CHUNK_HEADER_BYTES + this.#chunkBytes;
      this.#writeChunkHeader(this.#firstFree, false, NONE);
    }
    this.#used++;
    return taken + CHUNK_HEADER_BYTES;
  }

  /** Gives a chunk back: the next one to be taken. */
  free(content: number): void {
    const chunk = content - CHUNK_HEADER_BYTES;
    this.#writeChunkHeader(chunk, false, this.#firstFree);
    this.#firstFree = chunk;
    this.#used--;
  }

  /** Writes the allocator's own header. */
  save(): void {
    const header = new Uint8Array(ALLOCATOR_BYTES);
    header.set([0x42, 0x54, 0x41, 1]);
    const view = new DataView(header.buffer);
    view.setBigUint64(8, BigInt(this.#chunkBytes), true);
    view.setBigUint64(16, BigInt(this.#used), true);
    view.setBigUint64(24, BigInt(this.#firstFree), true);
    this.#memory.write(this.#address, header);
  }

  #writeChunkHeader(address: number, isUsed: boolean, next: number): void {
    const header = Uint8Array.of(0x43, 0x48, 0x4b, 1, isUsed ? 1 : 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    new DataView(header.buffer).setBigUint64(8, BigInt(next), true);
    this.#memory.write(address, header);
  }
}

/** @throws unless bytes begin with these letters and a version of 1 */
function expectMagic(bytes: Uint8Array, letters: string): void {
  if (String.fromCharCode(...bytes.subarray(0, 3)) !== letters || bytes[3] !== 1) {
    throw new Error(`no ${letters} where one should be`);
  }
}
