import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesKey, utf8 } from '../encoding/bytes.ts';
import { digestOf, type HashTree, leaf } from './hash_tree.ts';
import { labelMap } from './label_map.ts';
import { lookupPath } from './lookup.ts';
import { witness } from './witness.ts';

const name = fc
  .array(fc.constantFrom(97, 98, 99, 100), { maxLength: 3 })
  .map((bytes) => new Uint8Array(bytes));
const { tree: anyTree } = fc.letrec<{ tree: HashTree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.uint8Array({ maxLength: 4 }).map((value): HashTree => leaf(value)),
    fc
      .uniqueArray(fc.tuple(name, tie('tree')), { maxLength: 6, selector: ([key]) => bytesKey(key) })
      .map((entries): HashTree => labelMap(entries)),
  ),
}));
const path = fc.array(name, { maxLength: 4 });

describe('witness', () => {
  it('should keep the root hash and show just what was asked for', () => {
    fc.assert(
      fc.property(anyTree, fc.array(path, { maxLength: 4 }), (tree, paths) => {
        const shown = witness(tree, paths);
        expect(digestOf(shown)).toEqual(digestOf(tree));
        for (const asked of paths) {
          const there = lookupPath(tree, asked);
          const proved = lookupPath(shown, asked);
          // What is there is shown whole, what is not is proved absent: never unknown.
          expect(proved.kind).toBe(there.kind);
          if (there.kind === 'found' && proved.kind === 'found') expect(proved.tree).toEqual(there.tree);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('should not show values that were not asked for', () => {
    const tree = labelMap([
      [utf8('a'), leaf(utf8('asked'))],
      [utf8('b'), leaf(utf8('secret'))],
      [utf8('c'), leaf(utf8('hidden'))],
    ]);
    const shown = JSON.stringify(witness(tree, [[utf8('a')], [utf8('bb')]]));
    expect(lookupPath(witness(tree, [[utf8('bb')]]), [utf8('bb')]).kind).toBe('absent');
    for (const value of ['secret', 'hidden']) expect(shown).not.toContain(JSON.stringify(utf8(value)));
  });

  it('should be a single digest when nothing is asked for', () => {
    const tree = labelMap([[utf8('a'), leaf(utf8('x'))]]);
    expect(witness(tree, [])).toEqual({ kind: 'pruned', digest: digestOf(tree) });
  });
});
