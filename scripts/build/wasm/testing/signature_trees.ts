/** Edits of the native signature tree beside the plain one. */
import { sha256 } from '@noble/hashes/sha2';
import { expect } from 'vitest';
import {
  PlainSignatureTree,
  type SignatureLabels,
} from '../../../../src/backend/certified/signature_tree.ts';
import { hex } from '../../../../src/backend/encoding/hex.ts';
import type { NativeCall } from '../../../../src/backend/ic/native_frames.ts';
import { NativeSignatureTree } from '../../../../src/backend/ic/native_signature_tree.ts';

/** Few seeds with few messages, so that most additions meet something that is there. */
export const SEEDS = 40;
const MESSAGES = 5;

/** A small generator of our own: properties with a hundred thousand edits are too many objects for fast-check. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const digests = Array.from({ length: SEEDS + MESSAGES }, (_, n) => sha256(Uint8Array.of(n)));
export const labels = (seed: number, message: number): SignatureLabels => ({
  seedHash: digests[seed]!,
  messageHash: digests[SEEDS + message]!,
});

/** Makes the same random edits in both trees and compares them every now and then. */
export function expectTreesToAgree(run: NativeCall, cases: number): void {
  const below = numbers(1);
  const plain = new PlainSignatureTree();
  const native = new NativeSignatureTree(run, 24_000);
  /** What is there, with its numbers in both trees. */
  const there = new Map<string, { plain: number; native: number }>();
  for (let i = 0; i < cases; i++) {
    const [seed, message] = [below(SEEDS), below(MESSAGES)];
    const name = `${seed}/${message}`;
    const known = there.get(name);
    if (below(2) === 0) {
      const added = { plain: plain.add(labels(seed, message)), native: native.add(labels(seed, message)) };
      if (known !== undefined) expect(added).toEqual(known);
      there.set(name, added);
    } else if (known !== undefined) {
      plain.remove(known.plain);
      native.remove(known.native);
      there.delete(name);
    }
    if (i % 10 !== 0) continue;
    expect(hex(native.hash())).toBe(hex(plain.hash()));
    const asked = labels(below(SEEDS), below(MESSAGES));
    expect(native.witness(asked)).toEqual(plain.witness(asked));
  }
}
