/** CBOR form of hash trees: `[0]`, `[1, left, right]`, `[2, label, tree]`, `[3, value]`, `[4, digest]`. */
import type { CborValue } from '../encoding/cbor.ts';
import { EMPTY, fork, type HashTree, labeled, leaf, pruned } from './hash_tree.ts';

/** The nested arrays that encode a tree. */
export function hashTreeToCbor(tree: HashTree): unknown[] {
  switch (tree.kind) {
    case 'empty':
      return [0];
    case 'fork':
      return [1, hashTreeToCbor(tree.left), hashTreeToCbor(tree.right)];
    case 'labeled':
      return [2, tree.label, hashTreeToCbor(tree.tree)];
    case 'leaf':
      return [3, tree.value];
    case 'pruned':
      return [4, tree.digest];
  }
}

/** Tree of decoded CBOR (whose depth the decoder has bounded), or nothing when it is not one. */
export function parseHashTree(value: CborValue | undefined): HashTree | undefined {
  if (!Array.isArray(value)) return undefined;
  const [kind, first, second] = value as readonly CborValue[];
  switch (kind) {
    case 0:
      return value.length === 1 ? EMPTY : undefined;
    case 1: {
      if (value.length !== 3) return undefined;
      const left = parseHashTree(first);
      const right = parseHashTree(second);
      return left === undefined || right === undefined ? undefined : fork(left, right);
    }
    case 2: {
      if (value.length !== 3 || !(first instanceof Uint8Array)) return undefined;
      const tree = parseHashTree(second);
      return tree === undefined ? undefined : labeled(first, tree);
    }
    case 3:
      return value.length === 2 && first instanceof Uint8Array ? leaf(first) : undefined;
    case 4:
      return value.length === 2 && first instanceof Uint8Array && first.length === 32
        ? pruned(first)
        : undefined;
    default:
      return undefined;
  }
}
