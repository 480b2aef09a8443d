/**
 * A map in a memory, as Azle's `StableBTreeMap` keeps it for keys and values of any length: the same steps in the same
 * order, so that the same insertions make the same bytes. Keys are ordered by their bytes. The header, little-endian:
 *
 *     0  3  BTR           8  4  0xffffffff: the size before is a page's
 *     3  1  version, 2   12  8  address of the topmost node, 0 for none
 *     4  4  page size    20  8  number of entries
 *
 * and 24 unused bytes; the allocator's header follows.
 */
import { ChunkAllocator } from './chunk_allocator.ts';
import { CAPACITY, loadNode, newNode, type Node, type NodePlace, saveNode } from './node.ts';
import type { VirtualMemory } from './memory_manager.ts';

const HEADER_BYTES = 52;
const PAGE_BYTES = 1024;
const SIZE_IS_A_PAGE = 0xffffffff;
const NONE = 0;
/** Nodes that are kept at hand: more of them would only be more work for the garbage collector. */
const KEPT_NODES = 20_000;
/** Position of the entry that a full node gives to the node above it when it is divided. */
const MIDDLE = 5;

/** What is stored under a key, in key order. */
export type Entry = readonly [key: Uint8Array, value: Uint8Array];

export class StableTree {
  readonly #place: NodePlace;
  readonly #nodes = new Map<number, Node>();
  #root = NONE;
  #size = 0;

  /** Opens the map of a memory; in an empty one a map is made. */
  constructor(memory: VirtualMemory) {
    if (memory.pages === 0) {
      const allocator = ChunkAllocator.create(memory, HEADER_BYTES, PAGE_BYTES);
      this.#place = { memory, allocator, pageBytes: PAGE_BYTES };
      this.save();
      return;
    }
    const header = memory.read(0, HEADER_BYTES);
    const view = new DataView(header.buffer);
    if (
      String.fromCharCode(...header.subarray(0, 3)) !== 'BTR' ||
      header[3] !== 2 ||
      view.getUint32(8, true) !== SIZE_IS_A_PAGE
    ) {
      throw new Error('the memory holds no map with keys and values of any length');
    }
    const allocator = ChunkAllocator.open(memory, HEADER_BYTES);
    this.#place = { memory, allocator, pageBytes: view.getUint32(4, true) };
    this.#root = Number(view.getBigUint64(12, true));
    this.#size = Number(view.getBigUint64(20, true));
  }

  get size(): number {
    return this.#size;
  }

  get(key: Uint8Array): Uint8Array | null {
    for (let address = this.#root; address !== NONE;) {
      const node = this.#load(address);
      const index = search(node, key);
      if (index >= 0) return node.values[index]!;
      address = node.isLeaf ? NONE : node.children[~index]!;
    }
    return null;
  }

  /** Puts a value under a key, in the place of the former one if there was one. */
  insert(key: Uint8Array, value: Uint8Array): void {
    if (this.#nodes.size > KEPT_NODES) this.#nodes.clear();
    let node: Node;
    if (this.#root === NONE) {
      node = this.#create(true);
      this.#root = node.address;
    } else {
      node = this.#load(this.#root);
      if (node.keys.length === CAPACITY && search(node, key) < 0) {
        const above = this.#create(false);
        above.children.push(this.#root);
        this.#root = above.address;
        this.#divide(above, 0);
        node = above;
      }
    }
    for (;;) {
      let index = search(node, key);
      if (index >= 0) {
        node.values[index] = value;
        return saveNode(this.#place, node);
      }
      if (node.isLeaf) {
        node.keys.splice(~index, 0, key);
        node.values.splice(~index, 0, value);
        saveNode(this.#place, node);
        this.#size++;
        return;
      }
      const child = this.#load(node.children[~index]!);
      if (child.keys.length === CAPACITY && search(child, key) < 0) {
        this.#divide(node, ~index);
        index = search(node, key);
      }
      node = this.#load(node.children[index < 0 ? ~index : index]!);
    }
  }

  /** All entries in the order of their keys. */
  *entries(address = this.#root): Generator<Entry> {
    if (address === NONE) return;
    const { isLeaf, keys, values, children } = this.#load(address);
    for (const [i, key] of keys.entries()) {
      if (!isLeaf) yield* this.entries(children[i]);
      yield [key, values[i]!];
    }
    if (!isLeaf) yield* this.entries(children[keys.length]);
  }

  /** Writes the headers of the map and its allocator, which insertions only keep in mind. */
  save(): void {
    const header = new Uint8Array(HEADER_BYTES);
    header.set([0x42, 0x54, 0x52, 2]);
    const view = new DataView(header.buffer);
    view.setUint32(4, this.#place.pageBytes, true);
    view.setUint32(8, SIZE_IS_A_PAGE, true);
    view.setBigUint64(12, BigInt(this.#root), true);
    view.setBigUint64(20, BigInt(this.#size), true);
    this.#place.memory.write(0, header);
    this.#place.allocator.save();
  }

  /** Makes two of a full child, with the middle entry between them. */
  #divide(node: Node, index: number): void {
    const left = this.#load(node.children[index]!);
    const right = this.#create(left.isLeaf);
    node.children.splice(index + 1, 0, right.address);
    right.keys = left.keys.splice(MIDDLE + 1);
    right.values = left.values.splice(MIDDLE + 1);
    right.children = left.children.splice(MIDDLE + 1);
    node.keys.splice(index, 0, left.keys.pop()!);
    node.values.splice(index, 0, left.values.pop()!);
    for (const changed of [right, left, node]) saveNode(this.#place, changed);
  }

  #create(isLeaf: boolean): Node {
    const node = newNode(this.#place.allocator.allocate(), isLeaf);
    this.#nodes.set(node.address, node);
    return node;
  }

  #load(address: number): Node {
    let node = this.#nodes.get(address);
    if (node === undefined) {
      node = loadNode(this.#place, address);
      this.#nodes.set(address, node);
    }
    return node;
  }
}

/** Position of a key in a node; the complement of where it belongs when it is not there. */
function search({ keys }: Node, key: Uint8Array): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareBytes(keys[middle]!, key);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return ~low;
}

/** Order of two byte strings; for short ones quicker than a call of Buffer's. */
function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const shorter = Math.min(left.length, right.length);
  for (let i = 0; i < shorter; i++) {
    const difference = left[i]! - right[i]!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
