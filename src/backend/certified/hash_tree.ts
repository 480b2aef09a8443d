/**
 * Hash trees of the Internet Computer (interface specification, "Certification"): what is revealed of a tree so that
 * its root hash can be computed again. Plain values; the trees that they are taken from live elsewhere.
 */
import { joinBytes } from '../encoding/bytes.ts';
import { cborBytesHead } from '../encoding/cbor.ts';
import { type DomainSeparator, domainSeparator } from '../encoding/domain_separator.ts';
import { sha256, sha256Concat, sha256Pair } from '../encoding/sha256.ts';

export type HashTree =
  | { readonly kind: 'empty' }
  | { readonly kind: 'fork'; readonly left: HashTree; readonly right: HashTree }
  | { readonly kind: 'labeled'; readonly label: Uint8Array; readonly tree: HashTree }
  | { readonly kind: 'leaf'; readonly value: Uint8Array }
  | { readonly kind: 'pruned'; readonly hash: Uint8Array };

export const EMPTY: HashTree = { kind: 'empty' };

export function fork(left: HashTree, right: HashTree): HashTree {
  return { kind: 'fork', left, right };
}

export function labeled(label: Uint8Array, tree: HashTree): HashTree {
  return { kind: 'labeled', label, tree };
}

export function leaf(value: Uint8Array): HashTree {
  return { kind: 'leaf', value };
}

export function pruned(hash: Uint8Array): HashTree {
  return { kind: 'pruned', hash };
}

export const FORK_DOMAIN: DomainSeparator = domainSeparator('ic-hashtree-fork');
export const LABELED_DOMAIN: DomainSeparator = domainSeparator('ic-hashtree-labeled');
const LEAF_DOMAIN = domainSeparator('ic-hashtree-leaf');

/** Hash of the empty tree, 32 bytes. */
export function emptyHash(): Uint8Array {
  return sha256(domainSeparator('ic-hashtree-empty'));
}

/** Hash of a fork from the hashes of its sides. */
export function forkHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256Pair(FORK_DOMAIN, left, right);
}

/** Hash of a labeled tree from the label and the hash of what it names. */
export function labeledHash(label: Uint8Array, tree: Uint8Array): Uint8Array {
  return sha256Concat(LABELED_DOMAIN, label, tree);
}

/** Hash of a leaf. */
export function leafHash(value: Uint8Array): Uint8Array {
  return sha256Concat(LEAF_DOMAIN, value);
}

/** Root hash of a tree, 32 bytes. */
export function treeHash(tree: HashTree): Uint8Array {
  switch (tree.kind) {
    case 'empty':
      return emptyHash();
    case 'fork':
      return forkHash(treeHash(tree.left), treeHash(tree.right));
    case 'labeled':
      return labeledHash(tree.label, treeHash(tree.tree));
    case 'leaf':
      return leafHash(tree.value);
    case 'pruned':
      return tree.hash;
  }
}

/** Nodes in CBOR, arrays that begin with the node's number, up to where something variable follows. */
const EMPTY_CBOR = Uint8Array.of(0x81, 0);
/** What comes before the two sides of a fork. */
export const FORK_CBOR: Uint8Array = Uint8Array.of(0x83, 1);
/** What comes before the label, a byte string, and the tree that it names. */
export const LABELED_CBOR: Uint8Array = Uint8Array.of(0x83, 2);
/** What comes before a label of 32 bytes. */
export const LABELED_32_CBOR: Uint8Array = Uint8Array.of(0x83, 2, 0x58, 32);
const LEAF_CBOR = Uint8Array.of(0x82, 3);
/** What comes before the hash of a pruned tree. */
export const PRUNED_CBOR: Uint8Array = Uint8Array.of(0x82, 4, 0x58, 32);
/** What comes before the hash of a fork's pruned left side. */
export const FORK_PRUNED_CBOR: Uint8Array = Uint8Array.of(0x83, 1, 0x82, 4, 0x58, 32);
/** A leaf without content. */
export const EMPTY_LEAF_CBOR: Uint8Array = Uint8Array.of(0x82, 3, 0x40);

/** CBOR form. */
export function treeCbor(tree: HashTree): Uint8Array {
  const parts: Uint8Array[] = [];
  addTreeCbor(tree, parts);
  return joinBytes(parts);
}

function addTreeCbor(tree: HashTree, parts: Uint8Array[]): void {
  switch (tree.kind) {
    case 'empty':
      parts.push(EMPTY_CBOR);
      return;
    case 'fork':
      parts.push(FORK_CBOR);
      addTreeCbor(tree.left, parts);
      addTreeCbor(tree.right, parts);
      return;
    case 'labeled':
      parts.push(LABELED_CBOR, cborBytesHead(tree.label.length), tree.label);
      addTreeCbor(tree.tree, parts);
      return;
    case 'leaf':
      parts.push(LEAF_CBOR, cborBytesHead(tree.value.length), tree.value);
      return;
    case 'pruned':
      parts.push(PRUNED_CBOR, tree.hash);
  }
}
