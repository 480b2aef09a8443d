import fc from 'fast-check';
import { sha224, sha256 } from '@noble/hashes/sha2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anchorSeed, type FrontendHostname } from '../../../src/backend/domain/delegation.ts';
import {
  DigestSteps,
  type FrameRunner,
  STEP_KIND,
  installNativeDigestSteps,
  javascriptDigestSteps,
} from '../../../src/backend/encoding/digest_steps.ts';
import { unsignedLeb128 } from '../../../src/backend/encoding/leb128.ts';
import { nativeDigestSteps } from '../../../src/backend/ic/native_digest_steps.ts';
import { DIGEST_STEP, DIGEST_STEPS_FRAME, OPERATION } from '../../../src/backend/ic/native_layout.ts';
import { expectLabelsToAgree } from './testing/delegation_labels.ts';
import { Seam } from './testing/seam.ts';

const SALT = Uint8Array.from({ length: 32 }, (_, i) => i * 3);
const nat64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

/** The bytes of a seed's message as the contract has them. */
function expectedSeed(anchor: bigint, origin: string): Buffer {
  const decimal = Buffer.from(anchor.toString());
  const bytes = Buffer.from(origin);
  return Buffer.concat([[32], SALT, [decimal.length], decimal, [bytes.length], bytes].map(Buffer.from));
}

describe.each(['native code', 'JavaScript'])('digest steps in %s', (where) => {
  let runner: FrameRunner;
  beforeEach(() => {
    runner = where === 'JavaScript' ? javascriptDigestSteps : nativeDigestSteps(new Seam(new Uint8Array()));
    installNativeDigestSteps(runner);
  });
  afterEach(() => installNativeDigestSteps(javascriptDigestSteps));

  it('hash each message, and put digests into later ones', () => {
    const steps = new DigestSteps([
      { room: 100, into: [2, 5] },
      { room: 100, kind: STEP_KIND.SHA224 },
      { room: 40 },
      { room: 8, kind: STEP_KIND.SHA256_OF_LEB128 },
    ]);
    const { bytes, starts, digests, view } = steps;
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 100 }),
        fc.uint8Array({ maxLength: 100 }),
        fc.uint8Array({ minLength: 5, maxLength: 5 }),
        fc.uint8Array({ minLength: 3, maxLength: 3 }),
        nat64,
        (first, second, before, after, number) => {
          bytes.set(first, starts[0]);
          steps.setLength(0, first.length);
          bytes.set(second, starts[1]);
          steps.setLength(1, second.length);
          bytes.set(before, starts[2]);
          bytes.set(after, starts[2]! + 37);
          view.setBigUint64(starts[3]!, number, true);
          steps.run();
          expect(digests[1]!.subarray(0, 28)).toEqual(sha224(second));
          expect(digests[2]).toEqual(sha256(Buffer.concat([before, sha256(first), after])));
          expect(digests[3]).toEqual(sha256(unsignedLeb128(number)));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('give the seeds of the contract, for texts of any kind', () => {
    const origin = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 255 }),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('', 'a'.repeat(127), 'a'.repeat(128), 'a'.repeat(255), 'é'.repeat(127)),
    );
    fc.assert(
      fc.property(nat64, origin, (anchor, text) => {
        expect(anchorSeed(SALT, anchor, text as FrontendHostname)).toEqual(
          sha256(expectedSeed(anchor, text)),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('give the labels of the plain hashes', () => {
    expectLabelsToAgree(2000);
  });

  it('place no text that has no room or no UTF-8', () => {
    const frame = new Uint8Array(100);
    const words = new Uint32Array(frame.buffer);
    expect(runner.placeText(frame, words, 40, 'é'.repeat(30))).toBe(60);
    expect(Buffer.from(frame.subarray(40)).toString()).toBe('é'.repeat(30));
    expect(runner.placeText(frame, words, 40, 'a'.repeat(61))).toBe(-1);
    if (where === 'native code') expect(runner.placeText(frame, words, 40, 'a\ud800')).toBe(-1);
  });
});

describe('native digest steps', () => {
  it('have the numbers of the kinds', () => {
    expect(DIGEST_STEP).toEqual(STEP_KIND);
  });

  it('stop the message when anything lies outside of the frame', () => {
    const seam = new Seam(new Uint8Array());
    const { STEPS, STEP_BYTES, PADDING } = DIGEST_STEPS_FRAME;
    const start = STEPS + STEP_BYTES;
    const room = 50;
    const size = start + room + PADDING;
    const run = (count: number, message: number, length: number, digest: number, kind: number): void => {
      const frame = new Uint8Array(size);
      const words = new Uint32Array(frame.buffer, 0, 7);
      words.set([OPERATION.DIGEST_STEPS, count, 0, message, length, digest, kind]);
      seam.certifiedDataSet(frame);
    };
    expect(() => run(1, start, room, start, DIGEST_STEP.SHA256)).not.toThrow();
    expect(() => run(0, 0, 0, 0, 0)).not.toThrow();
    for (const [count, message, length, digest, kind] of [
      [2 ** 28, start, room, start, DIGEST_STEP.SHA256],
      [0xffff_ffff, start, room, start, DIGEST_STEP.SHA256],
      [1, start, room + 1, start, DIGEST_STEP.SHA256],
      [1, start, 0xffff_ffff, start, DIGEST_STEP.SHA256],
      [1, start + 1, room, start, DIGEST_STEP.SHA224],
      [1, 0xffff_fff0, 0x20, start, DIGEST_STEP.SHA256],
      [1, start, room, size - 31, DIGEST_STEP.SHA256],
      [1, start, room, 0xffff_fff0, DIGEST_STEP.SHA256],
      [1, start + room + 1, 0, start, DIGEST_STEP.SHA256_OF_LEB128],
    ] as const) {
      expect(() => run(count, message, length, digest, kind)).toThrow(WebAssembly.RuntimeError);
    }
  });
});
