import { beforeEach, describe, expect, it } from 'vitest';
import { PlainSignatureTree } from '../../../src/backend/certified/signature_tree.ts';
import { OPERATION, SIGNATURE_TREE_FRAME } from '../../../src/backend/ic/native_layout.ts';
import { NativeSignatureTree } from '../../../src/backend/ic/native_signature_tree.ts';
import { Seam } from './testing/seam.ts';
import { expectTreesToAgree, labels, SEEDS } from './testing/signature_trees.ts';

describe('the native signature tree', () => {
  let seam: Seam;
  const run = (frame: Uint8Array): void => seam.certifiedDataSet(frame);
  beforeEach(() => {
    seam = new Seam(new Uint8Array());
  });

  it('agrees with the plain one after any edits', () => {
    expectTreesToAgree(run, 5000);
  });

  it('agrees with labels that have long common beginnings', () => {
    const plain = new PlainSignatureTree();
    const native = new NativeSignatureTree(run, 24_000);
    // Each bit splits once: the deepest tree that there can be.
    const deep = Array.from({ length: 256 }, (_, bit) => {
      const label = new Uint8Array(32);
      label[bit >> 3] = 128 >> (bit & 7);
      return label;
    });
    for (const label of deep) {
      for (const tree of [plain, native]) {
        tree.add({ seedHash: label, messageHash: deep[0]! });
        tree.add({ seedHash: deep[255]!, messageHash: label });
      }
    }
    const deepest = { seedHash: deep[255]!, messageHash: deep[255]! };
    expect(native.witness(deepest)).toEqual(plain.witness(deepest));
    expect(native.witness(deepest)!.length).toBeLessThanOrEqual(SIGNATURE_TREE_FRAME.WITNESS_ROOM);
    expect(native.hash()).toEqual(plain.hash());
  });

  it('is the empty tree before the first message and after the last', () => {
    const native = new NativeSignatureTree(run);
    const empty = new PlainSignatureTree().hash();
    expect(native.hash()).toEqual(empty);
    expect(native.witness(labels(0, 0))).toBeNull();
    const number = native.add(labels(0, 0));
    expect(native.hash()).not.toEqual(empty);
    native.remove(number);
    expect(native.hash()).toEqual(empty);
    expect(native.witness(labels(0, 0))).toBeNull();
  });

  it('gives numbers back', () => {
    const native = new NativeSignatureTree(run);
    const numbersSeen = new Set<number>();
    for (let i = 0; i < 1000; i++) {
      const number = native.add(labels(i % SEEDS, 0));
      numbersSeen.add(number);
      native.remove(number);
    }
    expect(numbersSeen.size).toBeLessThanOrEqual(2);
  });

  it('stops the message when the frame has no room or a number means nothing', () => {
    const { NODES, USED, ANSWER, WITNESS_ROOM } = SIGNATURE_TREE_FRAME;
    const frame = (size: number, operation: number, used: number = NODES, number = 0): Uint8Array => {
      const bytes = new Uint8Array(size);
      const words = new Uint32Array(bytes.buffer);
      words[0] = operation;
      words[USED / 4] = used;
      words[ANSWER / 4] = number;
      return bytes;
    };
    const { TREE_ADD, TREE_REMOVE, TREE_HASH, TREE_WITNESS } = OPERATION;
    const refused = [
      frame(NODES - 4, TREE_ADD),
      frame(NODES + 4, TREE_ADD),
      frame(NODES + 4000, TREE_ADD, NODES + 4000),
      frame(NODES - 4, TREE_HASH),
      frame(NODES + 4000, TREE_REMOVE, NODES, NODES),
      frame(NODES + 4000, TREE_REMOVE, NODES + 80, 4),
      frame(NODES + 4000, TREE_REMOVE, 0xffff_fff0, NODES + 8000),
      frame(NODES + WITNESS_ROOM - 4, TREE_WITNESS),
      frame(NODES + WITNESS_ROOM, TREE_WITNESS, NODES + 4),
    ];
    for (const bytes of refused) expect(() => run(bytes)).toThrow(WebAssembly.RuntimeError);
    // A message that was removed is not there to be removed again.
    const native = new NativeSignatureTree(run);
    const number = native.add(labels(0, 0));
    native.remove(number);
    expect(() => native.remove(number)).toThrow(WebAssembly.RuntimeError);
  });
});
