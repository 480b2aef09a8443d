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
    if (path.length === 0) throw new RangeError('an empty path');
    this.#root.insert(path, 0, value);
  }

  /** Whether something is at or below the end of a path. */
  has(path: Path): boolean {
    let node: Level | Chain | null = this.#root;
    for (const label of path) {
      node = node.level()?.child(label) ?? null;
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
    let node: Level | Chain | null = this.#root;
    for (const label of path) {
      node = node.level()?.addChildCbor(label, before, after) ?? null;
      if (node === null) throw new Error('no such path');
    }
    return [...before, treeCbor(node.witness([[]])), ...after.reverse()];
  }

  /** A tree with the same root hash that shows whether each path is there: what is below one's end is shown whole. */
  witness(paths: readonly Path[]): HashTree {
    return this.#root.witness(paths);
  }
}

/**
 * A value at the end of labels that have no other beside them, none for a leaf. Most levels of a tree hold only one
 * label, and the levels themselves are made only where they are asked for.
 */
class Chain {
  readonly #labels: Path;
  readonly #value: Uint8Array;
  #hash: Uint8Array | null = null;

  constructor(labels: Path, value: Uint8Array) {
    this.#labels = labels;
    this.#value = value;
  }

  hash(): Uint8Array {
    if (this.#hash === null) {
      let hash = leafHash(this.#value);
      for (let i = this.#labels.length; i-- > 0;) hash = labeledHash(this.#labels[i] as Uint8Array, hash);
      this.#hash = hash;
    }
    return this.#hash;
  }

  /** The same as a level; null for a leaf. */
  level(): Level | null {
    if (this.#labels.length === 0) return null;
    const level = new Level();
    level.insert(this.#labels, 0, this.#value);
    return level;
  }

  witness(paths: readonly Path[]): HashTree {
    return this.level()?.witness(paths) ?? leaf(this.#value);
  }
}

interface Entry {
  readonly label: Uint8Array;
  node: Level | Chain;
}

class Level {
  readonly #entries: Entry[] = [];
  /** Hashes of the balanced halves, by their bounds. */
  readonly #hashes = new Map<number, Uint8Array>();

  level(): this {
    return this;
  }

  /** Puts a value at the end of a path, of which the labels before `at` lead here. */
  insert(path: Path, at: number, value: Uint8Array): void {
    // What is put below changes what was hashed here.
    if (this.#hashes.size > 0) this.#hashes.clear();
    const label = path[at] as Uint8Array;
    const position = this.#find(label);
    if (position < 0) {
      this.#entries.splice(~position, 0, { label, node: new Chain(path.slice(at + 1), value) });
      return;
    }
    if (at + 1 === path.length) throw new Error('a path is there already');
    const entry = this.#entries[position] as Entry;
    const below = entry.node.level();
    if (below === null) throw new Error('a path goes on below a leaf');
    entry.node = below;
    below.insert(path, at + 1, value);
  }

  child(label: Uint8Array): Level | Chain | null {
    return this.#entries[this.#find(label)]?.node ?? null;
  }

  /** Adds what comes before and after the child with a label, and gives it; null when there is none. */
  addChildCbor(label: Uint8Array, before: Uint8Array[], after: Uint8Array[]): Level | Chain | null {
    const position = this.#find(label);
    const entry = this.#entries[position];
    if (entry === undefined) return null;
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
      const position = this.#find(label);
      if (position >= 0) {
        below.set(position, [...(below.get(position) ?? []), rest]);
      } else {
        for (const neighbour of [~position - 1, ~position]) this.#showLabel(neighbour, shown);
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

  /** Where a label is; where it would be, as `~position`, when it is not there. */
  #find(label: Uint8Array): number {
    let from = 0;
    let to = this.#entries.length;
    // Labels are mostly put in in their order: the last one is looked at first.
    let middle = to - 1;
    while (from < to) {
      const order = compareBytes((this.#entries[middle] as Entry).label, label);
      if (order === 0) return middle;
      if (order < 0) from = middle + 1;
      else to = middle;
      middle = (from + to) >> 1;
    }
    return ~from;
  }
}
