/**
 * Hash trees of the IC interface specification (section "Certification"). Nodes are immutable and remember their
 * digest, so a tree that changes in one place is hashed again along one path only.
 *
 * Digests (32 bytes): SHA-256 of a length-prefixed domain and
 *   empty    nothing
 *   fork     digest(left) · digest(right)
 *   labeled  label · digest(subtree)
 *   leaf     value
 *   pruned   is its own digest
 */
import { domainSeparator, sha256 } from '../encoding/sha256.ts';

export type HashTree = Empty | Fork | Labeled | Leaf | Pruned;

export interface Empty {
  readonly kind: 'empty';
}
export interface Fork {
  readonly kind: 'fork';
  readonly left: HashTree;
  readonly right: HashTree;
  /** Filled in by {@link digestOf}. */
  cachedDigest: Uint8Array | undefined;
}
export interface Labeled {
  readonly kind: 'labeled';
  readonly label: Uint8Array;
  readonly tree: HashTree;
  cachedDigest: Uint8Array | undefined;
}
export interface Leaf {
  readonly kind: 'leaf';
  readonly value: Uint8Array;
  cachedDigest: Uint8Array | undefined;
}
export interface Pruned {
  readonly kind: 'pruned';
  readonly digest: Uint8Array;
}

const EMPTY_DIGEST = sha256(domainSeparator('ic-hashtree-empty'));
const FORK_DOMAIN = domainSeparator('ic-hashtree-fork');
const LABELED_DOMAIN = domainSeparator('ic-hashtree-labeled');
const LEAF_DOMAIN = domainSeparator('ic-hashtree-leaf');

export const EMPTY: Empty = { kind: 'empty' };

export function fork(left: HashTree, right: HashTree): Fork {
  return { kind: 'fork', left, right, cachedDigest: undefined };
}

export function labeled(label: Uint8Array, tree: HashTree): Labeled {
  return { kind: 'labeled', label, tree, cachedDigest: undefined };
}

export function leaf(value: Uint8Array): Leaf {
  return { kind: 'leaf', value, cachedDigest: undefined };
}

/** @throws RangeError unless the digest has 32 bytes */
export function pruned(digest: Uint8Array): Pruned {
  if (digest.length !== 32) throw new RangeError(`digest of ${digest.length} bytes, 32 are needed`);
  return { kind: 'pruned', digest };
}

/** Root hash of a tree, 32 bytes. */
export function digestOf(tree: HashTree): Uint8Array {
  switch (tree.kind) {
    case 'empty':
      return EMPTY_DIGEST;
    case 'pruned':
      return tree.digest;
    case 'fork':
      return (tree.cachedDigest ??= sha256(FORK_DOMAIN, digestOf(tree.left), digestOf(tree.right)));
    case 'labeled':
      return (tree.cachedDigest ??= sha256(LABELED_DOMAIN, tree.label, digestOf(tree.tree)));
    case 'leaf':
      return (tree.cachedDigest ??= sha256(LEAF_DOMAIN, tree.value));
  }
}
