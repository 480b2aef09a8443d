/**
 * A witness is a hash tree in which everything that was not asked for is pruned: it has the same root hash, shows the
 * subtrees at the given paths, and proves the absence of paths that lead nowhere by showing the labels next to them.
 */
import { bytesKey } from '../encoding/bytes.ts';
import { digestOf, type HashTree, labeled, fork, pruned } from './hash_tree.ts';
import { atLabel, type LabelMap, neighbours } from './label_map.ts';

export type Path = readonly Uint8Array[];

/**
 * @param tree - built from label maps and leaves
 * @param paths - each shows its whole subtree
 */
export function witness(tree: HashTree, paths: readonly Path[]): HashTree {
  return show(tree, paths, 0);
}

/** What is to be shown of one entry of a label map: the paths below it, or the label alone. */
interface Shown {
  readonly below: Path[];
}

function show(tree: HashTree, paths: readonly Path[], depth: number): HashTree {
  if (paths.some((path) => path.length === depth)) return tree;
  // A value where labels were asked for, or the empty map, is its own proof that there are none.
  if (tree.kind === 'leaf' || tree.kind === 'empty' || tree.kind === 'pruned') return tree;
  const shown = new Map<string, Shown>();
  for (const path of paths) {
    const label = path[depth]!;
    if (atLabel(tree as LabelMap, label) !== undefined) {
      const entry = shown.get(bytesKey(label));
      if (entry === undefined) shown.set(bytesKey(label), { below: [path] });
      else entry.below.push(path);
    } else {
      for (const neighbour of neighbours(tree as LabelMap, label)) {
        const key = bytesKey(neighbour.label);
        if (!shown.has(key)) shown.set(key, { below: [] });
      }
    }
  }
  return showEntries(tree, shown, depth);
}

function showEntries(tree: HashTree, shown: ReadonlyMap<string, Shown>, depth: number): HashTree {
  switch (tree.kind) {
    case 'fork': {
      const left = showEntries(tree.left, shown, depth);
      const right = showEntries(tree.right, shown, depth);
      return left.kind === 'pruned' && right.kind === 'pruned' ? pruned(digestOf(tree)) : fork(left, right);
    }
    case 'labeled': {
      const entry = shown.get(bytesKey(tree.label));
      if (entry === undefined) return pruned(digestOf(tree));
      const below =
        entry.below.length === 0 ? pruned(digestOf(tree.tree)) : show(tree.tree, entry.below, depth + 1);
      return labeled(tree.label, below);
    }
    default:
      return pruned(digestOf(tree));
  }
}
