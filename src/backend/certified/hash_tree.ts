/**
 * Hash trees of the Internet Computer (interface specification, "Certification"): what is revealed of a tree so that
 * its root hash can be computed again. Plain values; the trees that they are taken from live elsewhere.
 */
import { concatBytes, utf8 } from '../encoding/bytes.ts';
import { cborBytesHead } from '../encoding/cbor.ts';
import { sha256, sha256Concat } from '../encoding/sha256.ts';

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

const FORK_DOMAIN = domain('ic-hashtree-fork');
const LABELED_DOMAIN = domain('ic-hashtree-labeled');
const LEAF_DOMAIN = domain('ic-hashtree-leaf');

/** Hash of the empty tree, 32 bytes. */
export function emptyHash(): Uint8Array {
  return sha256(domain('ic-hashtree-empty'));
}

/** Hash of a fork from the hashes of its sides. */
export function forkHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256Concat(FORK_DOMAIN, left, right);
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

const EMPTY_CBOR = Uint8Array.of(0x81, 0);
const FORK_CBOR = Uint8Array.of(0x83, 1);
const LABELED_CBOR = Uint8Array.of(0x83, 2);
const LEAF_CBOR = Uint8Array.of(0x82, 3);
/** Up to the hash, a byte string of 32 bytes. */
const PRUNED_CBOR = Uint8Array.of(0x82, 4, 0x58, 32);

/** CBOR form: arrays that begin with the node's number. Joined once, since every copy costs instructions. */
export function treeCbor(tree: HashTree): Uint8Array {
  const parts: Uint8Array[] = [];
  collectCbor(tree, parts);
  return concatBytes(...parts);
}

function collectCbor(tree: HashTree, parts: Uint8Array[]): void {
  switch (tree.kind) {
    case 'empty':
      parts.push(EMPTY_CBOR);
      break;
    case 'fork':
      parts.push(FORK_CBOR);
      collectCbor(tree.left, parts);
      collectCbor(tree.right, parts);
      break;
    case 'labeled':
      parts.push(LABELED_CBOR, cborBytesHead(tree.label.length), tree.label);
      collectCbor(tree.tree, parts);
      break;
    case 'leaf':
      parts.push(LEAF_CBOR, cborBytesHead(tree.value.length), tree.value);
      break;
    case 'pruned':
      parts.push(PRUNED_CBOR, tree.hash);
      break;
  }
}

function domain(name: string): Uint8Array {
  return concatBytes(Uint8Array.of(name.length), utf8(name));
}
