import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryManager, PAGE_BYTES } from './memory_manager.ts';
import { loadNode, type Node } from './node.ts';
import { StableImage } from './stable_image.ts';

const MEMORY = 7;

/** Stable memory that a manager has divided and nobody has used. */
function unusedMemory(): Uint8Array {
  const stable = new Uint8Array(PAGE_BYTES);
  stable.set([0x4d, 0x47, 0x52, 1, 0, 0, 128, 0]);
  stable.fill(255, 2080, 2080 + 32_768);
  return stable;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Bytes of up to 2,000: some take more than one page of a node. */
const value = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.oneof(fc.nat(40), fc.nat(2000)))
  .map(([byte, length]) => new Uint8Array(length).fill(byte));
const insertions = fc.array(fc.tuple(fc.uint8Array({ maxLength: 3 }), value), {
  maxLength: 400,
  size: 'max',
});

/** Depth of a subtree, after looking at what must hold of each of its nodes. */
function checkedDepth(load: (address: number) => Node, address: number, isRoot: boolean): number {
  const { isLeaf, keys, values, children } = load(address);
  expect(keys.length).toBeGreaterThanOrEqual(isRoot ? 1 : 5);
  expect(keys.length).toBeLessThanOrEqual(11);
  expect(values).toHaveLength(keys.length);
  if (isLeaf) return 1;
  expect(children).toHaveLength(keys.length + 1);
  const depths = new Set(children.map((child) => checkedDepth(load, child, false)));
  expect(depths.size).toBe(1);
  return 1 + [...depths][0]!;
}

describe('a map in an image of stable memory', () => {
  it('should hold what a map holds after any insertions, in the order of the keys', () => {
    fc.assert(
      fc.property(insertions, (entries) => {
        const image = new StableImage(unusedMemory());
        const tree = image.tree(MEMORY);
        const model = new Map<string, string>();
        for (const [key, bytes] of entries) {
          tree.insert(key, bytes);
          model.set(hex(key), hex(bytes));
        }
        const expected = [...model].sort(([left], [right]) => (left < right ? -1 : 1));
        const reopened = new StableImage(image.bytes()).tree(MEMORY);
        for (const opened of [tree, reopened]) {
          expect(opened.size).toBe(model.size);
          expect([...opened.entries()].map(([key, bytes]) => [hex(key), hex(bytes)])).toEqual(expected);
          for (const [key, bytes] of model) expect(hex(opened.get(Buffer.from(key, 'hex'))!)).toBe(bytes);
          expect(opened.get(Uint8Array.of(1, 2, 3, 4))).toBeNull();
        }
      }),
      { numRuns: 60 },
    );
  });

  it('should keep all leaves at one depth and nodes half full at least', () => {
    const image = new StableImage(unusedMemory());
    const tree = image.tree(MEMORY);
    for (let n = 0; n < 3000; n++) {
      const key = new Uint8Array(8);
      new DataView(key.buffer).setUint32(0, Math.imul(n, 2_654_435_761));
      tree.insert(key, new Uint8Array(n % 300));
    }
    const memory = new MemoryManager(image.bytes()).memory(MEMORY);
    const header = new DataView(memory.read(0, 28).buffer);
    const load = (address: number): Node => loadNode({ memory, pageBytes: 1024 }, address);
    const depth = checkedDepth(load, Number(header.getBigUint64(12, true)), true);
    expect(depth).toBeGreaterThanOrEqual(4);
    expect(depth).toBeLessThanOrEqual(5);
  });

  it('should give the same bytes whether it stays open or is opened again and again', () => {
    const open = new StableImage(unusedMemory());
    let stable = unusedMemory();
    for (let n = 0; n < 60; n++) {
      const [key, bytes] = [Uint8Array.of((n * 37) % 64), new Uint8Array((n * 131) % 900)];
      open.tree(MEMORY).insert(key, bytes);
      const reopened = new StableImage(stable);
      reopened.tree(MEMORY).insert(key, bytes);
      stable = reopened.bytes();
    }
    expect(Buffer.compare(stable, open.bytes())).toBe(0);
  });

  it('should refuse memory that no such manager has divided', () => {
    expect(() => new StableImage(new Uint8Array(PAGE_BYTES))).toThrow('not divided into buckets');
  });
});
