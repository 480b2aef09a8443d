import { sha256 } from '@noble/hashes/sha2';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareBytes } from '../encoding/bytes.ts';
import { hex } from '../encoding/hex.ts';
import { DigestTree } from './digest_tree.ts';
import { EMPTY_LEAF_CBOR, type HashTree, leaf, leafHash, treeCbor, treeHash } from './hash_tree.ts';
import { treeOfCbor } from '../../../tests/support/tree_of_cbor.ts';

const label = (n: number) => sha256(Uint8Array.of(n >> 8, n & 0xff));
const value = (text: string) => ({ text, hash: () => leafHash(Buffer.from(text)) });
type Value = ReturnType<typeof value>;

/** Labels that a tree shows, in its order. */
function shownLabels(tree: HashTree): Uint8Array[] {
  if (tree.kind === 'fork') return [...shownLabels(tree.left), ...shownLabels(tree.right)];
  return tree.kind === 'labeled' ? [tree.label] : [];
}

describe('a tree of digests', () => {
  test('holds what a map would hold, after any edits, and its hash depends on the content alone', () => {
    const edit = fc.record({ n: fc.nat(40), text: fc.option(fc.string({ maxLength: 3 })) });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 120 }), (edits) => {
        const model = new Map<number, string>();
        const tree = new DigestTree<Value>();
        for (const { n, text } of edits) {
          if (text === null) {
            expect(tree.delete(label(n))).toBe(model.delete(n));
          } else {
            model.set(n, text);
            tree.set(label(n), value(text));
          }
          // Asked for in between, so that kept hashes have to be renewed.
          tree.hash();
        }
        const rebuilt = new DigestTree<Value>();
        for (const [n, text] of [...model].reverse()) rebuilt.set(label(n), value(text));
        expect(hex(tree.hash())).toBe(hex(rebuilt.hash()));
        expect(tree.isEmpty()).toBe(model.size === 0);
        for (let n = 0; n <= 40; n++) expect(tree.get(label(n))?.text).toBe(model.get(n));
      }),
    );
  });

  test('gives witnesses with its own hash that show one label and no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 60 }), (numbers) => {
        const tree = new DigestTree<Value>();
        for (const n of numbers) tree.set(label(n), value(`${n}`));
        for (const n of numbers) {
          const parts = tree.witness(label(n), () => [treeCbor(leaf(Buffer.from(`${n}`)))]);
          const witness = treeOfCbor(parts as Uint8Array[]);
          expect(hex(treeHash(witness))).toBe(hex(tree.hash()));
          expect(shownLabels(witness)).toEqual([label(n)]);
          // The plain encoder writes the same bytes.
          expect(hex(treeCbor(witness))).toBe(hex(Buffer.concat(parts as Uint8Array[])));
        }
        expect(tree.witness(label(501), () => [])).toBeNull();
        expect(tree.witness(label(numbers[0] as number), () => null)).toBeNull();
      }),
    );
  });

  test('keeps labels in bytewise order', () => {
    const tree = new DigestTree<Value>();
    const numbers = Array.from({ length: 50 }, (_, n) => n);
    for (const n of numbers) tree.set(label(n), value(''));
    const sorted = numbers.map(label).sort(compareBytes);
    // The bits at which the way turns right count the labels that lie left of it.
    const position = (tree: HashTree): number => {
      if (tree.kind !== 'fork') return 0;
      return tree.left.kind === 'pruned' ? 2 * position(tree.right) + 1 : 2 * position(tree.left);
    };
    const depth = (tree: HashTree): number => (tree.kind === 'fork' ? 1 + depth(side(tree)) : 0);
    const side = (tree: HashTree & { kind: 'fork' }) =>
      tree.left.kind === 'pruned' ? tree.right : tree.left;
    const places = sorted.map((digest) => {
      const witness = treeOfCbor(tree.witness(digest, () => [EMPTY_LEAF_CBOR]) as Uint8Array[]);
      return position(reversed(witness)) / 2 ** depth(witness);
    });
    expect(places).toEqual([...places].sort((a, b) => a - b));

    /** Positions are read from the root's turn, the highest bit. */
    function reversed(tree: HashTree): HashTree {
      const turns: boolean[] = [];
      for (let node = tree; node.kind === 'fork'; node = side(node)) turns.push(node.left.kind === 'pruned');
      let result: HashTree = { kind: 'empty' };
      const gone: HashTree = { kind: 'pruned', hash: new Uint8Array(32) };
      for (const right of turns) {
        result = right
          ? { kind: 'fork', left: gone, right: result }
          : { kind: 'fork', left: result, right: gone };
      }
      return result;
    }
  });
});
