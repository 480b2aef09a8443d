/** Looking up paths in a (pruned) hash tree, as the IC interface specification defines it. */
import { compareBytes } from '../encoding/bytes.ts';
import type { HashTree } from './hash_tree.ts';

export type Lookup =
  | { readonly kind: 'found'; readonly tree: HashTree }
  /** The tree proves that there is nothing. */
  | { readonly kind: 'absent' }
  /** The part of the tree that would tell is pruned. */
  | { readonly kind: 'unknown' };

const ABSENT: Lookup = { kind: 'absent' };
const UNKNOWN: Lookup = { kind: 'unknown' };

/** The subtree at a path. */
export function lookupPath(tree: HashTree, path: readonly Uint8Array[]): Lookup {
  let here: Lookup = { kind: 'found', tree };
  for (const label of path) {
    here = lookupLabel(here.tree, label);
    if (here.kind !== 'found') return here;
  }
  return here;
}

/** The value of the leaf at a path, or nothing. */
export function lookupValue(tree: HashTree, path: readonly Uint8Array[]): Uint8Array | undefined {
  const found = lookupPath(tree, path);
  return found.kind === 'found' && found.tree.kind === 'leaf' ? found.tree.value : undefined;
}

/** The labeled subtrees directly below a node, in order. Pruned ones are left out. */
export function labelsOf(tree: HashTree): readonly { label: Uint8Array; tree: HashTree }[] {
  if (tree.kind === 'fork') return [...labelsOf(tree.left), ...labelsOf(tree.right)];
  return tree.kind === 'labeled' ? [tree] : [];
}

function lookupLabel(tree: HashTree, label: Uint8Array): Lookup {
  let unknown = false;
  // Without recursion over the right spine: hostile trees may be one long list.
  const pending: HashTree[] = [tree];
  while (pending.length > 0) {
    const node = pending.pop()!;
    switch (node.kind) {
      case 'fork':
        pending.push(node.right, node.left);
        break;
      case 'pruned':
        unknown = true;
        break;
      case 'labeled': {
        const order = compareBytes(node.label, label);
        if (order === 0) return { kind: 'found', tree: node.tree };
        if (order > 0) return unknown ? UNKNOWN : ABSENT;
        // What was pruned lies before a smaller label and cannot hold the one that is looked for.
        unknown = false;
        break;
      }
      case 'empty':
      case 'leaf':
        break;
    }
  }
  return unknown ? UNKNOWN : ABSENT;
}
