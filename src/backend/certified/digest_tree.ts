/**
 * A changing tree over labels that are hashes themselves: a binary radix tree in which every node splits
 * at the first bit that differs, so labels are in bytewise order, an edit touches one path, and that path is short
 * because nobody can choose hashes with long common beginnings. Node hashes are kept until something below changes.
 */
import { type Digest, bitAt, firstDifferentBit } from './digest.ts';
import {
  EMPTY,
  type HashTree,
  emptyHash,
  fork,
  forkHash,
  labeled,
  labeledHash,
  pruned,
} from './hash_tree.ts';

/** What a label leads to. */
export interface DigestTreeValue {
  /** Hash of the tree below the label, 32 bytes. */
  hash(): Uint8Array;
}

interface Leaf<V> {
  readonly kind: 'leaf';
  readonly label: Digest;
  value: V;
  hash: Uint8Array | null;
}

interface Branch<V> {
  readonly kind: 'branch';
  /** Bit of the label, counted from the first byte's highest, at which the sides differ. */
  readonly bit: number;
  zero: Node<V>;
  one: Node<V>;
  hash: Uint8Array | null;
}

type Node<V> = Leaf<V> | Branch<V>;

export class DigestTree<V extends DigestTreeValue> {
  #root: Node<V> | null = null;

  isEmpty(): boolean {
    return this.#root === null;
  }

  get(label: Digest): V | null {
    const nearest = this.#nearest(label);
    return nearest !== null && firstDifferentBit(nearest.label, label) === null ? nearest.value : null;
  }

  /** Sets what a label leads to. To be called too when that value has changed inside: it renews the hashes above. */
  set(label: Digest, value: V): void {
    const nearest = this.#nearest(label);
    const added: Leaf<V> = { kind: 'leaf', label, value, hash: null };
    if (nearest === null) {
      this.#root = added;
      return;
    }
    const bit = firstDifferentBit(nearest.label, label);
    let parent: Branch<V> | null = null;
    let node = this.#root as Node<V>;
    while (node.kind === 'branch' && (bit === null || node.bit < bit)) {
      node.hash = null;
      parent = node;
      node = side(node, label);
    }
    if (bit === null) {
      nearest.value = value;
      nearest.hash = null;
      return;
    }
    const sides = bitAt(label, bit) === 0 ? { zero: added, one: node } : { zero: node, one: added };
    this.#replaceChild(parent, label, { kind: 'branch', bit, ...sides, hash: null });
  }

  /** Removes a label. @returns whether it was there */
  delete(label: Digest): boolean {
    if (this.get(label) === null) return false;
    let grandparent: Branch<V> | null = null;
    let parent: Branch<V> | null = null;
    let node = this.#root as Node<V>;
    while (node.kind === 'branch') {
      node.hash = null;
      grandparent = parent;
      parent = node;
      node = side(node, label);
    }
    if (parent === null) this.#root = null;
    else this.#replaceChild(grandparent, label, bitAt(label, parent.bit) === 0 ? parent.one : parent.zero);
    return true;
  }

  /** Root hash, 32 bytes. Computes again only what lies above changes. */
  hash(): Uint8Array {
    return this.#root === null ? emptyHash() : hashOf(this.#root);
  }

  /**
   * The tree with all but the path to one label pruned, or null when the label is absent.
   * @param reveal - the tree to show below the label
   */
  witness(label: Digest, reveal: (value: V) => HashTree): HashTree | null {
    const found = this.get(label);
    return found === null || this.#root === null ? null : witnessOf(this.#root, label, reveal(found));
  }

  /** The tree with everything pruned. */
  prunedTree(): HashTree {
    return this.#root === null ? EMPTY : pruned(this.hash());
  }

  #replaceChild(parent: Branch<V> | null, label: Digest, child: Node<V>): void {
    if (parent === null) this.#root = child;
    else if (bitAt(label, parent.bit) === 0) parent.zero = child;
    else parent.one = child;
  }

  /** A leaf that agrees with the label at every bit at which the tree splits on the way. */
  #nearest(label: Digest): Leaf<V> | null {
    let node = this.#root;
    while (node !== null && node.kind === 'branch') node = side(node, label);
    return node;
  }
}

function side<V>(branch: Branch<V>, label: Digest): Node<V> {
  return bitAt(label, branch.bit) === 0 ? branch.zero : branch.one;
}

function hashOf<V extends DigestTreeValue>(node: Node<V>): Uint8Array {
  node.hash ??=
    node.kind === 'leaf'
      ? labeledHash(node.label.bytes, node.value.hash())
      : forkHash(hashOf(node.zero), hashOf(node.one));
  return node.hash;
}

function witnessOf<V extends DigestTreeValue>(node: Node<V>, label: Digest, revealed: HashTree): HashTree {
  if (node.kind === 'leaf') return labeled(node.label.bytes, revealed);
  return bitAt(label, node.bit) === 0
    ? fork(witnessOf(node.zero, label, revealed), pruned(hashOf(node.one)))
    : fork(pruned(hashOf(node.zero)), witnessOf(node.one, label, revealed));
}
