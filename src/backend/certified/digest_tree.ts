/**
 * A changing tree over labels of 32 bytes that are hashes themselves: a binary radix tree in which every node splits
 * at the first bit that differs, so labels are in bytewise order, an edit touches one path, and that path is short
 * because nobody can choose hashes with long common beginnings. Node hashes are kept until something below changes.
 */
import { equalBytes } from '../encoding/bytes.ts';
import {
  FORK_CBOR,
  FORK_PRUNED_CBOR,
  LABELED_32_CBOR,
  PRUNED_CBOR,
  emptyHash,
  forkHash,
  labeledHash,
} from './hash_tree.ts';

/** What a label leads to. */
export interface DigestTreeValue {
  /** Hash of the tree below the label, 32 bytes. */
  hash(): Uint8Array;
}

interface Leaf<V> {
  readonly kind: 'leaf';
  readonly label: Uint8Array;
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

  get(label: Uint8Array): V | null {
    const nearest = this.#nearest(label);
    return nearest !== null && equalBytes(nearest.label, label) ? nearest.value : null;
  }

  /** Sets what a label leads to. To be called too when that value has changed inside: it renews the hashes above. */
  set(label: Uint8Array, value: V): void {
    const nearest = this.#nearest(label);
    const added: Leaf<V> = { kind: 'leaf', label, value, hash: null };
    if (nearest === null) {
      this.#root = added;
      return;
    }
    const bit = equalBytes(nearest.label, label) ? null : firstDifferentBit(nearest.label, label);
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
  delete(label: Uint8Array): boolean {
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
   * The tree with all but the path to one label pruned, as parts of its CBOR that follow each other, or null when the
   * label is absent. Written without making a tree of objects first: delegations wait for it.
   * @param below - CBOR of the tree to show below the label, from what the label leads to
   */
  witness(label: Uint8Array, below: (value: V) => readonly Uint8Array[] | null): Uint8Array[] | null {
    const before: Uint8Array[] = [];
    // What follows the path, the last part first.
    const after: Uint8Array[] = [];
    let node = this.#root;
    while (node !== null && node.kind === 'branch') {
      if (bitAt(label, node.bit) === 0) {
        before.push(FORK_CBOR);
        after.push(hashOf(node.one), PRUNED_CBOR);
        node = node.zero;
      } else {
        before.push(FORK_PRUNED_CBOR, hashOf(node.zero));
        node = node.one;
      }
    }
    const shown = node === null || !equalBytes(node.label, label) ? null : below(node.value);
    return shown === null ? null : [...before, LABELED_32_CBOR, label, ...shown, ...after.reverse()];
  }

  #replaceChild(parent: Branch<V> | null, label: Uint8Array, child: Node<V>): void {
    if (parent === null) this.#root = child;
    else if (bitAt(label, parent.bit) === 0) parent.zero = child;
    else parent.one = child;
  }

  /** A leaf that agrees with the label at every bit at which the tree splits on the way. */
  #nearest(label: Uint8Array): Leaf<V> | null {
    let node = this.#root;
    while (node !== null && node.kind === 'branch') node = side(node, label);
    return node;
  }
}

function side<V>(branch: Branch<V>, label: Uint8Array): Node<V> {
  return bitAt(label, branch.bit) === 0 ? branch.zero : branch.one;
}

function bitAt(label: Uint8Array, bit: number): number {
  return ((label[bit >> 3] as number) >> (7 - (bit & 7))) & 1;
}

/** The first bit at which two different labels differ. */
function firstDifferentBit(a: Uint8Array, b: Uint8Array): number {
  let i = 0;
  while (a[i] === b[i]) i++;
  return i * 8 + Math.clz32((a[i] as number) ^ (b[i] as number)) - 24;
}

function hashOf<V extends DigestTreeValue>(node: Node<V>): Uint8Array {
  node.hash ??=
    node.kind === 'leaf'
      ? labeledHash(node.label, node.value.hash())
      : forkHash(hashOf(node.zero), hashOf(node.one));
  return node.hash;
}
