/**
 * A node of a map: up to eleven entries, and between them the nodes with all other entries if it is no leaf. It takes
 * a first page and as many further ones as its bytes need; a page is a chunk of the allocator's. Little-endian:
 *
 *     0   3  BTN                        further pages:
 *     3   1  version, 2                     0   3  NOF
 *     4   1  0 for a leaf, else 1           3   8  address of the next page, 0 for none
 *     5   2  number of entries             11      what did not fit before
 *     7   8  address of the second page, 0 for none
 *    15      addresses of the children, 8 each; keys, then values, each behind its length in 4 bytes
 */
import type { ChunkAllocator } from './chunk_allocator.ts';
import type { VirtualMemory } from './memory_manager.ts';

/** Most entries of a node. */
export const CAPACITY = 11;

/** BTN and 2, big-endian. */
const MAGIC_AND_VERSION = 0x42_54_4e_02;
const HEADER_BYTES = 15;
const SECOND_PAGE = 7;
const NEXT_PAGE = 3;
const FURTHER_HEADER_BYTES = 11;
const NONE = 0;

export interface Node {
  readonly address: number;
  readonly isLeaf: boolean;
  keys: Uint8Array[];
  values: Uint8Array[];
  /** One more than entries; none in a leaf. */
  children: number[];
  /** Addresses of the pages after the first. */
  readonly furtherPages: number[];
}

/** A node without entries, to be saved at a new place. */
export function newNode(address: number, isLeaf: boolean): Node {
  return { address, isLeaf, keys: [], values: [], children: [], furtherPages: [] };
}

/** Where nodes are read from. */
export interface NodeSource {
  readonly memory: VirtualMemory;
  readonly pageBytes: number;
}

/** Where nodes are kept. */
export interface NodePlace extends NodeSource {
  readonly allocator: ChunkAllocator;
}

/** Where nodes are put together: the largest that fits is far larger than any that the canister makes. */
const scratch = new Uint8Array(1024 * 1024);
const scratchView = new DataView(scratch.buffer);
const furtherHeader = Uint8Array.of(0x4e, 0x4f, 0x46, 0, 0, 0, 0, 0, 0, 0, 0);
const furtherHeaderView = new DataView(furtherHeader.buffer);

/** Writes a node, with as many pages as it needs now. */
export function saveNode({ memory, allocator, pageBytes }: NodePlace, node: Node): void {
  const length = serialise(node);
  const capacity = pageBytes - FURTHER_HEADER_BYTES;
  const needed = Math.max(0, Math.ceil((length - pageBytes) / capacity));
  const pages = node.furtherPages;
  while (pages.length < needed) pages.push(allocator.allocate());
  while (pages.length > needed) allocator.free(pages.pop()!);
  putAddress(scratchView, SECOND_PAGE, pages[0] ?? NONE);
  memory.write(node.address, scratch.subarray(0, Math.min(length, pageBytes)));
  for (let i = 0; i < needed; i++) {
    const page = pages[i]!;
    const start = pageBytes + i * capacity;
    putAddress(furtherHeaderView, NEXT_PAGE, pages[i + 1] ?? NONE);
    memory.write(page, furtherHeader);
    memory.write(page + FURTHER_HEADER_BYTES, scratch.subarray(start, Math.min(length, start + capacity)));
  }
}

/** Puts a node's bytes into the scratch. @returns how many */
function serialise({ isLeaf, keys, values, children }: Node): number {
  scratchView.setUint32(0, MAGIC_AND_VERSION);
  scratch[4] = isLeaf ? 0 : 1;
  scratchView.setUint16(5, keys.length, true);
  let at = HEADER_BYTES;
  for (const child of children) {
    putAddress(scratchView, at, child);
    at += 8;
  }
  for (const blobs of [keys, values]) {
    for (const blob of blobs) {
      scratchView.setUint32(at, blob.length, true);
      scratch.set(blob, at + 4);
      at += 4 + blob.length;
    }
  }
  return at;
}

/** In two halves: numbers up to 2^53 need no big integers, which would cost more than all else here. */
function putAddress(view: DataView, at: number, address: number): void {
  view.setUint32(at, address >>> 0, true);
  view.setUint32(at + 4, Math.floor(address / 2 ** 32), true);
}

export function loadNode({ memory, pageBytes }: NodeSource, address: number): Node {
  const parts = [memory.read(address, pageBytes)];
  const first = parts[0]!;
  if (new DataView(first.buffer).getUint32(0) !== MAGIC_AND_VERSION) {
    throw new Error(`no node at ${address}`);
  }
  const furtherPages: number[] = [];
  for (let next = addressAt(first, SECOND_PAGE); next !== NONE;) {
    const page = memory.read(next, pageBytes);
    if (String.fromCharCode(...page.subarray(0, 3)) !== 'NOF')
      throw new Error(`no page of a node at ${next}`);
    furtherPages.push(next);
    parts.push(page.subarray(FURTHER_HEADER_BYTES));
    next = addressAt(page, NEXT_PAGE);
  }
  const bytes = parts.length === 1 ? first : new Uint8Array(Buffer.concat(parts));
  const view = new DataView(bytes.buffer);
  const count = view.getUint16(5, true);
  const isLeaf = bytes[4] === 0;
  let at = HEADER_BYTES;
  const children = Array.from({ length: isLeaf ? 0 : count + 1 }, () => addressAt(bytes, (at += 8) - 8));
  const blob = (): Uint8Array => {
    const start = at + 4;
    at = start + view.getUint32(at, true);
    return bytes.subarray(start, at);
  };
  const keys = Array.from({ length: count }, blob);
  const values = Array.from({ length: count }, blob);
  return { address, isLeaf, keys, values, children, furtherPages };
}

function addressAt(bytes: Uint8Array, at: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}
