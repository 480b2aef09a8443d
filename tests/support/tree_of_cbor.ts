import { decode } from 'cborg';
import type { HashTree } from '../../src/backend/certified/hash_tree.ts';

/** A hash tree from its CBOR, read by another implementation. */
export function treeOfCbor(parts: readonly Uint8Array[]): HashTree {
  return treeOf(decode(Buffer.concat(parts), { strict: true }));
}

function treeOf(node: unknown): HashTree {
  const [kind, first, second] = node as [number, unknown, unknown];
  switch (kind) {
    case 0:
      return { kind: 'empty' };
    case 1:
      return { kind: 'fork', left: treeOf(first), right: treeOf(second) };
    case 2:
      return { kind: 'labeled', label: first as Uint8Array, tree: treeOf(second) };
    case 3:
      return { kind: 'leaf', value: first as Uint8Array };
    case 4:
      return { kind: 'pruned', hash: first as Uint8Array };
    default:
      throw new Error(`node of kind ${kind}`);
  }
}
