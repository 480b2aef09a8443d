import { describe, expect, it } from 'vitest';
import { decodeCbor, encodeCbor } from '../encoding/cbor.ts';
import { toHex, utf8 } from '../encoding/bytes.ts';
import { digestOf, EMPTY, fork, type HashTree, labeled, leaf, pruned } from './hash_tree.ts';
import { hashTreeToCbor, parseHashTree } from './hash_tree_cbor.ts';
import { lookupPath, lookupValue } from './lookup.ts';

/** Example tree of the IC interface specification, section "Certification". */
const EXAMPLE = fork(
  fork(
    labeled(
      utf8('a'),
      fork(fork(labeled(utf8('x'), leaf(utf8('hello'))), EMPTY), labeled(utf8('y'), leaf(utf8('world')))),
    ),
    labeled(utf8('b'), leaf(utf8('good'))),
  ),
  fork(labeled(utf8('c'), EMPTY), labeled(utf8('d'), leaf(utf8('morning')))),
);
const EXAMPLE_ROOT = 'eb5c5b2195e62d996b84c9bcc8259d19a83786a2f59e0878cec84c811f669aa0';
/** The same tree, with all pruned but /a/y, /b (its label only) and /d. */
const PRUNED_CBOR =
  '83018301830241618301820458201b4feff9bef8131788b0c9dc6dbad6e81e524249c879e9f10f71ce3749f5a63883024179820345776f726c6483024162820458207b32ac0c6ba8ce35ac82c255fc7906f7fc130dab2a090f80fe12f9c2cae83ba6830182045820ec8324b8a1f1ac16bd2e806edba78006479c9877fed4eb464a25485465af601d830241648203476d6f726e696e67';

function parse(hex: string): HashTree {
  const decoded = decodeCbor(Buffer.from(hex, 'hex'));
  const tree = decoded.ok ? parseHashTree(decoded.value) : undefined;
  if (tree === undefined) throw new Error('not a tree');
  return tree;
}

describe('hash tree', () => {
  it('should have the root hash of the specification example', () => {
    expect(toHex(digestOf(EXAMPLE))).toBe(EXAMPLE_ROOT);
  });

  it('should read the pruned example of the specification, with the same root hash', () => {
    const tree = parse(PRUNED_CBOR);
    expect(toHex(digestOf(tree))).toBe(EXAMPLE_ROOT);
    expect(toHex(encodeCbor(hashTreeToCbor(tree)))).toBe(`d9d9f7${PRUNED_CBOR}`);
  });

  it('should look up paths as the specification says', () => {
    const tree = parse(PRUNED_CBOR);
    expect(lookupValue(tree, [utf8('a'), utf8('y')])).toEqual(new Uint8Array(utf8('world')));
    expect(lookupPath(tree, [utf8('a'), utf8('a')]).kind).toBe('unknown');
    expect(lookupPath(tree, [utf8('aa')]).kind).toBe('absent');
    expect(lookupPath(tree, [utf8('ax')]).kind).toBe('absent');
    expect(lookupPath(tree, [utf8('b')])).toMatchObject({ kind: 'found', tree: { kind: 'pruned' } });
    expect(lookupPath(tree, [utf8('bb')]).kind).toBe('unknown');
    expect(lookupValue(tree, [utf8('d')])).toEqual(new Uint8Array(utf8('morning')));
    expect(lookupPath(tree, [utf8('e')]).kind).toBe('absent');
    expect(lookupPath(EXAMPLE, [utf8('a'), utf8('z')]).kind).toBe('absent');
    expect(lookupPath(EXAMPLE, [utf8('c'), utf8('z')]).kind).toBe('absent');
  });

  it.each([
    ['a digest of 31 bytes', [4, new Uint8Array(31)]],
    ['an unknown node', [5]],
    ['a fork with one side', [1, [0]]],
    ['a label that is a text', [2, 'a', [0]]],
    ['something behind a leaf', [3, new Uint8Array(1), 0]],
    ['a node that is a number', 0],
  ])('should refuse %s', (_, value) => {
    const decoded = decodeCbor(encodeCbor(value));
    expect(decoded.ok && parseHashTree(decoded.value)).toBe(undefined);
  });

  it('should not prune to a digest of the wrong size', () => {
    expect(() => pruned(new Uint8Array(33))).toThrow(RangeError);
  });
});
