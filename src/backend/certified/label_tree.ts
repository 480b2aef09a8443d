/**
 * A tree that is built once: levels of labels in bytewise order, each leading to another level or to a leaf. Its
 * witnesses show paths, and where a path ends too early they show the labels on both sides of the gap, which proves
 * that it is absent.
 */
import { compareBytes } from '../encoding/bytes.ts';
import { cborBytesHead } from '../encoding/cbor.ts';
import {
  EMPTY,
  FORK_CBOR,
  FORK_PRUNED_CBOR,
  type HashTree,
  LABELED_CBOR,
  PRUNED_CBOR,
  emptyHash,
  fork,
  forkHash,
  labeled,
  labeledHash,
  leaf,
  leafHash,
  pruned,
  treeCbor,
} from './hash_tree.ts';

/** A path of labels. */
export type Path = readonly Uint8Array[];

export class LabelTree {
  readonly #root = new Level();

  /** Puts a value at the end of a path. */
  insert(path: Path, value: Uint8Array): void {
    const last = path[path.length - 1];
    if (last === undefined) throw new RangeError('an empty path');
    let level = this.#root;
    for (const label of path.slice(0, -1)) level = level.sublevel(label);
    level.insertLeaf(last, value);
  }

  /** Whether something is at or below the end of a path. */
  has(path: Path): boolean {
    let node: Level | LeafNode | null = this.#root;
    for (const label of path) {
      node = node instanceof Level ? node.child(label) : null;
      if (node === null) return false;
    }
    return true;
  }

  /** Root hash, 32 bytes. */
  hash(): Uint8Array {
    return this.#root.hash();
  }

  /**
   * CBOR, in parts, of the witness that shows one path, which must be there: as {@link witness} gives it, without
   * making a tree of objects first.
   */
  pathCbor(path: Path): readonly Uint8Array[] {
    const before: Uint8Array[] = [];
    // What follows the path, the last part first.
    const after: Uint8Array[] = [];
    let node: Level | LeafNode | null = this.#root;
    for (const label of path) {
      node = node instanceof Level ? node.addChildCbor(label, before, after) : null;
      if (node === null) throw new Error('no such path');
    }
    return [
      ...before,
      treeCbor(node instanceof Level ? node.witness([[]]) : node.witness()),
      ...after.reverse(),
    ];
  }

  /** A tree with the same root hash that shows whether each path is there: what is below one's end is shown whole. */
  witness(paths: readonly Path[]): HashTree {
    return this.#root.witness(paths);
  }
}

class LeafNode {
  readonly value: Uint8Array;
  #hash: Uint8Array | null = null;

  constructor(value: Uint8Array) {
    this.value = value;
  }

  hash(): Uint8Array {
    this.#hash ??= leafHash(this.value);
    return this.#hash;
  }

  witness(): HashTree {
    return leaf(this.value);
  }
}

interface Entry {
  readonly label: Uint8Array;
  readonly node: Level | LeafNode;
}

class Level {
  readonly #entries: Entry[] = [];
  /** Hashes of the balanced halves, by their bounds. */
  readonly #hashes = new Map<number, Uint8Array>();

  sublevel(label: Uint8Array): Level {
    // What is put below changes what was hashed here.
    if (this.#hashes.size > 0) this.#hashes.clear();
    const position = this.#position(label);
    const known = this.#at(position, label);
    if (known instanceof Level) return known;
    if (known !== null) throw new Error('a path goes on below a leaf');
    const created = new Level();
    this.#entries.splice(position, 0, { label, node: created });
    return created;
  }

  insertLeaf(label: Uint8Array, value: Uint8Array): void {
    if (this.#hashes.size > 0) this.#hashes.clear();
    const position = this.#position(label);
    if (this.#at(position, label) !== null) throw new Error('a path is there already');
    this.#entries.splice(position, 0, { label, node: new LeafNode(value) });
  }

  child(label: Uint8Array): Level | LeafNode | null {
    return this.#at(this.#position(label), label);
  }

  #at(position: number, label: Uint8Array): Level | LeafNode | null {
    const entry = this.#entries[position];
    return entry !== undefined && compareBytes(entry.label, label) === 0 ? entry.node : null;
  }

  /** Adds what comes before and after the child with a label, and gives it; null when there is none. */
  addChildCbor(label: Uint8Array, before: Uint8Array[], after: Uint8Array[]): Level | LeafNode | null {
    const position = this.#position(label);
    const entry = this.#entries[position];
    if (entry === undefined || compareBytes(entry.label, label) !== 0) return null;
    let from = 0;
    let to = this.#entries.length;
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if (position < middle) {
        before.push(FORK_CBOR);
        after.push(this.#hashOf(middle, to), PRUNED_CBOR);
        to = middle;
      } else {
        before.push(FORK_PRUNED_CBOR, this.#hashOf(from, middle));
        from = middle;
      }
    }
    before.push(LABELED_CBOR, cborBytesHead(label.length), label);
    return entry.node;
  }

  hash(): Uint8Array {
    return this.#entries.length === 0 ? emptyHash() : this.#hashOf(0, this.#entries.length);
  }

  witness(paths: readonly Path[]): HashTree {
    if (this.#entries.length === 0) return EMPTY;
    const shown = new Map<number, HashTree>();
    const below = new Map<number, Path[]>();
    for (const path of paths) {
      const [label, ...rest] = path;
      if (label === undefined) return this.#whole();
      const position = this.#position(label);
      const entry = this.#entries[position];
      if (entry !== undefined && compareBytes(entry.label, label) === 0) {
        below.set(position, [...(below.get(position) ?? []), rest]);
      } else {
        for (const neighbour of [position - 1, position]) this.#showLabel(neighbour, shown);
      }
    }
    for (const [position, rests] of below) {
      const { label, node } = this.#entries[position] as Entry;
      shown.set(position, labeled(label, node.witness(rests)));
    }
    return this.#witnessOf(0, this.#entries.length, shown);
  }

  #whole(): HashTree {
    const shown = new Map<number, HashTree>();
    this.#entries.forEach(({ label, node }, i) => shown.set(i, labeled(label, node.witness([[]]))));
    return this.#witnessOf(0, this.#entries.length, shown);
  }

  #showLabel(position: number, shown: Map<number, HashTree>): void {
    const entry = this.#entries[position];
    if (entry !== undefined) shown.set(position, labeled(entry.label, pruned(entry.node.hash())));
  }

  #witnessOf(from: number, to: number, shown: ReadonlyMap<number, HashTree>): HashTree {
    if (![...shown.keys()].some((position) => position >= from && position < to)) {
      return pruned(this.#hashOf(from, to));
    }
    if (to - from === 1) return shown.get(from) as HashTree;
    const middle = (from + to) >> 1;
    return fork(this.#witnessOf(from, middle, shown), this.#witnessOf(middle, to, shown));
  }

  #hashOf(from: number, to: number): Uint8Array {
    const bounds = from * (this.#entries.length + 1) + to;
    let hash = this.#hashes.get(bounds);
    if (hash === undefined) {
      const middle = (from + to) >> 1;
      hash =
        to - from === 1
          ? this.#entryHash(from)
          : forkHash(this.#hashOf(from, middle), this.#hashOf(middle, to));
      this.#hashes.set(bounds, hash);
    }
    return hash;
  }

  #entryHash(position: number): Uint8Array {
    const { label, node } = this.#entries[position] as Entry;
    return labeledHash(label, node.hash());
  }

  /** Where a label is or would be. */
  #position(label: Uint8Array): number {
    let from = 0;
    let to = this.#entries.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (compareBytes((this.#entries[middle] as Entry).label, label) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
