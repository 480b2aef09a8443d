import { type HashTree as AgentTree, reconstruct } from '@dfinity/agent';
import { decode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareBytes, utf8 } from '../encoding/bytes.ts';
import { hex } from '../encoding/hex.ts';
import { type HashTree, treeCbor, treeHash } from './hash_tree.ts';
import { LabelTree } from './label_tree.ts';

type Found = Uint8Array | 'absent' | 'unknown';

/** Lookup of a path as the interface specification defines it ("Lookup"). */
function lookup(path: readonly Uint8Array[], tree: HashTree): Found {
  const [label, ...rest] = path;
  if (label === undefined) {
    if (tree.kind === 'leaf') return tree.value;
    return tree.kind === 'pruned' ? 'unknown' : 'absent';
  }
  const below = findLabel(label, tree);
  return typeof below === 'string' ? (below === 'unknown' ? 'unknown' : 'absent') : lookup(rest, below);
}

function findLabel(label: Uint8Array, tree: HashTree): HashTree | 'absent' | 'unknown' | 'less' | 'greater' {
  switch (tree.kind) {
    case 'labeled': {
      const order = compareBytes(label, tree.label);
      return order === 0 ? tree.tree : order < 0 ? 'less' : 'greater';
    }
    case 'pruned':
      return 'unknown';
    case 'fork': {
      const left = findLabel(label, tree.left);
      if (left === 'greater') {
        const right = findLabel(label, tree.right);
        return right === 'less' ? 'absent' : right;
      }
      if (left !== 'unknown') return left;
      const right = findLabel(label, tree.right);
      return right === 'less' ? 'unknown' : right;
    }
    default:
      return 'absent';
  }
}

const segment = fc.constantFrom('a', 'ab', 'b', '', 'zz', '<$>');
const path = fc.array(segment, { minLength: 1, maxLength: 4 });

describe('a tree of labels', () => {
  test('shows what is there and proves what is not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(path, { maxLength: 12 }),
        fc.array(path, { minLength: 1, maxLength: 4 }),
        async (stored, asked) => {
          const tree = new LabelTree();
          const ends = new Set<string>();
          for (const segments of stored) {
            // Every path ends in a label of its own, so that none goes on below another's leaf.
            const whole = [...segments, '!'];
            if (ends.has(whole.join('/'))) continue;
            ends.add(whole.join('/'));
            tree.insert(whole.map(utf8), utf8(whole.join('/')));
          }
          const paths = asked.map((segments) => segments.map(utf8));
          const witness = tree.witness(paths);
          expect(hex(treeHash(witness))).toBe(hex(tree.hash()));
          expect(hex(await reconstruct(decode(treeCbor(witness)) as AgentTree))).toBe(hex(tree.hash()));
          for (const end of ends) {
            const labels = end.split('/').map(utf8);
            const parts = tree.pathCbor(labels);
            expect(hex(Buffer.concat(parts))).toBe(hex(treeCbor(tree.witness([labels]))));
          }
          for (const [i, segments] of asked.entries()) {
            const whole = [...segments, '!'].join('/');
            const found = lookup([...segments, '!'].map(utf8), witness);
            expect(found).toEqual(ends.has(whole) ? utf8(whole) : 'absent');
            const labels = paths[i] as Uint8Array[];
            expect(tree.has(labels)).toBe([...ends].some((end) => end.startsWith(`${segments.join('/')}/`)));
          }
        },
      ),
    );
  });

  test('goes on growing after it was hashed', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          path.map((segments) => segments.join('/')),
          { maxLength: 8 },
        ),
        (ends) => {
          const grown = new LabelTree();
          const whole = new LabelTree();
          for (const end of ends) {
            const labels = [...end.split('/'), '!'].map(utf8);
            grown.insert(labels, utf8(end));
            whole.insert(labels, utf8(end));
            grown.hash();
          }
          expect(hex(grown.hash())).toBe(hex(whole.hash()));
        },
      ),
    );
  });

  test('shows nothing that was not asked for', () => {
    const tree = new LabelTree();
    for (let i = 0; i < 64; i++) tree.insert([utf8(`file-${i + 100}`)], utf8(`content-${i}`));
    const text = Buffer.from(treeCbor(tree.witness([[utf8('file-120')]]))).toString('latin1');
    expect(text).toContain('content-20');
    expect(text.match(/content-/g)).toHaveLength(1);
  });

  test('takes no path twice and none below a leaf', () => {
    const tree = new LabelTree();
    tree.insert([utf8('a')], utf8('1'));
    expect(() => tree.insert([utf8('a')], utf8('2'))).toThrow('a path is there already');
    expect(() => tree.insert([utf8('a'), utf8('b')], utf8('2'))).toThrow('a path goes on below a leaf');
    expect(() => tree.insert([], utf8('2'))).toThrow(RangeError);
  });
});
