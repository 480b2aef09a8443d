/**
 * An immutable map from labels to subtrees whose very nodes are the hash tree: a binary radix ("crit-bit") tree.
 * Labels read from left to right are sorted, as certificates require, and the shape depends on the labels only, so
 * setting or removing one label changes (and hashes) just the nodes above it.
 *
 * A label is seen as bits: each byte is preceded by a 1, the end is a 0. That orders a label before its extensions.
 */
import { EMPTY, type Empty, type Fork, type HashTree, type Labeled, labeled } from './hash_tree.ts';

/** The empty map is the empty tree; a single entry is a labeled node. */
export type LabelMap = Empty | Labeled | Branch;

/** A fork whose labels agree before `bit` and differ there: 0 on the left, 1 on the right. */
export interface Branch extends Fork {
  readonly left: Labeled | Branch;
  readonly right: Labeled | Branch;
  readonly bit: number;
}

const BITS_PER_BYTE = 9;

/** Map of the given entries; a later entry replaces an earlier one with the same label. */
export function labelMap(entries: Iterable<readonly [Uint8Array, HashTree]>): LabelMap {
  let map: LabelMap = EMPTY;
  for (const [label, tree] of entries) map = withLabel(map, label, tree);
  return map;
}

/** The subtree under a label, or nothing. */
export function atLabel(map: LabelMap, label: Uint8Array): HashTree | undefined {
  if (map.kind === 'empty') return undefined;
  const nearest = nearestEntry(map, label);
  return firstDifference(nearest.label, label) === undefined ? nearest.tree : undefined;
}

/** The map with a label set to a subtree. */
export function withLabel(map: LabelMap, label: Uint8Array, tree: HashTree): LabelMap {
  const entry = labeled(label, tree);
  if (map.kind === 'empty') return entry;
  const bit = firstDifference(nearestEntry(map, label).label, label);
  return bit === undefined ? replaceEntry(map, entry) : insertEntry(map, entry, bit);
}

/** The map without a label; the same map when it is not there. */
export function withoutLabel(map: LabelMap, label: Uint8Array): LabelMap {
  if (map.kind === 'empty' || atLabel(map, label) === undefined) return map;
  return removeEntry(map, label) ?? EMPTY;
}

/** The entries next to a label that is absent: the proof of its absence. */
export function neighbours(map: LabelMap, label: Uint8Array): readonly Labeled[] {
  if (map.kind === 'empty') return [];
  const bit = firstDifference(nearestEntry(map, label).label, label);
  if (bit === undefined) return [];
  let before: Labeled | Branch | undefined;
  let after: Labeled | Branch | undefined;
  let node: Labeled | Branch = map;
  while (node.kind === 'fork' && node.bit < bit) {
    if (bitAt(label, node.bit) === 0) {
      after = node.right;
      node = node.left;
    } else {
      before = node.left;
      node = node.right;
    }
  }
  // All labels of `node` lie on the same side of the absent one.
  if (bitAt(label, bit) === 0) after = node;
  else before = node;
  const found: Labeled[] = [];
  if (before !== undefined) found.push(lastEntry(before));
  if (after !== undefined) found.push(firstEntry(after));
  return found;
}

function branch(left: Labeled | Branch, right: Labeled | Branch, bit: number): Branch {
  return { kind: 'fork', left, right, bit, cachedDigest: undefined };
}

function replaceEntry(node: Labeled | Branch, entry: Labeled): Labeled | Branch {
  if (node.kind === 'labeled') return entry;
  return bitAt(entry.label, node.bit) === 0
    ? branch(replaceEntry(node.left, entry), node.right, node.bit)
    : branch(node.left, replaceEntry(node.right, entry), node.bit);
}

function insertEntry(node: Labeled | Branch, entry: Labeled, bit: number): Branch {
  if (node.kind === 'labeled' || node.bit > bit) {
    return bitAt(entry.label, bit) === 0 ? branch(entry, node, bit) : branch(node, entry, bit);
  }
  return bitAt(entry.label, node.bit) === 0
    ? branch(insertEntry(node.left, entry, bit), node.right, node.bit)
    : branch(node.left, insertEntry(node.right, entry, bit), node.bit);
}

function removeEntry(node: Labeled | Branch, label: Uint8Array): Labeled | Branch | undefined {
  if (node.kind === 'labeled') return undefined;
  if (bitAt(label, node.bit) === 0) {
    const left = removeEntry(node.left, label);
    return left === undefined ? node.right : branch(left, node.right, node.bit);
  }
  const right = removeEntry(node.right, label);
  return right === undefined ? node.left : branch(node.left, right, node.bit);
}

/** The entry that shares the longest run of tested bits with the label. */
function nearestEntry(map: Labeled | Branch, label: Uint8Array): Labeled {
  let node = map;
  while (node.kind === 'fork') node = bitAt(label, node.bit) === 0 ? node.left : node.right;
  return node;
}

function firstEntry(map: Labeled | Branch): Labeled {
  let node = map;
  while (node.kind === 'fork') node = node.left;
  return node;
}

function lastEntry(map: Labeled | Branch): Labeled {
  let node = map;
  while (node.kind === 'fork') node = node.right;
  return node;
}

function bitAt(label: Uint8Array, bit: number): 0 | 1 {
  const index = Math.floor(bit / BITS_PER_BYTE);
  const byte = label[index];
  if (byte === undefined) return 0;
  const offset = bit - index * BITS_PER_BYTE;
  return offset === 0 || ((byte >> (8 - offset)) & 1) === 1 ? 1 : 0;
}

/** The first bit in which two labels differ, or nothing when they are the same. */
function firstDifference(a: Uint8Array, b: Uint8Array): number | undefined {
  const common = Math.min(a.length, b.length);
  for (let i = 0; i < common; i++) {
    const difference = a[i]! ^ b[i]!;
    if (difference !== 0) return i * BITS_PER_BYTE + 1 + (Math.clz32(difference) - 24);
  }
  return a.length === b.length ? undefined : common * BITS_PER_BYTE;
}
