import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { sha224, sha256 } from '@noble/hashes/sha2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
import { expectPrincipalsToAgree, expectTokensToAgree } from './testing/alias_tokens.ts';
import { expectLabelsToAgree } from './testing/delegation_labels.ts';
import { Seam } from './testing/seam.ts';

const nat64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

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
      { room: 100, kind: STEP_KIND.PRINCIPAL },
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
          expect(digests[1]!.subarray(0, 29)).toEqual(Uint8Array.of(...sha224(second), 2));
          expect(digests[2]).toEqual(sha256(Buffer.concat([before, sha256(first), after])));
          expect(digests[3]).toEqual(sha256(unsignedLeb128(number)));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('write texts, and nothing behind them', () => {
    const { HEX, BASE64URL, PRINCIPAL_TEXT } = STEP_KIND;
    const steps = new DigestSteps([
      { room: 60, kind: HEX },
      { room: 60, of: 0, kind: BASE64URL },
      { room: 33, kind: PRINCIPAL_TEXT, into: [3, 2] },
      { room: 100 },
    ]);
    const { bytes, starts, results } = steps;
    const before = 200;
    const resultOf = (step: number, length: number): string =>
      Buffer.from(bytes.subarray(results[step], results[step]! + length)).toString();
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.uint8Array({ maxLength: 29 }),
        fc.nat(9),
        (message, principal, place) => {
          const start = starts[0]! + Math.min(place, 60 - message.length);
          bytes.set(message, start);
          steps.setMessage(0, start, message.length);
          steps.setMessage(1, start, message.length);
          bytes.set(principal, starts[2]! + 4);
          steps.setLength(2, 4 + principal.length);
          const hex = Buffer.from(message).toString('hex');
          const base64url = Buffer.from(message).toString('base64url');
          const text = Principal.fromUint8Array(principal).toText();
          const ends = [hex, base64url, text].map(({ length }, step) => results[step]! + length);
          for (const end of ends) bytes[end] = before;
          steps.run();
          expect([resultOf(0, hex.length), resultOf(1, base64url.length)]).toEqual([hex, base64url]);
          expect(resultOf(2, text.length)).toBe(text);
          for (const end of ends) expect(bytes[end]).toBe(before);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('take the first of them alone', () => {
    const steps = new DigestSteps([{ room: 3, into: [1, 0] }, { room: 32 }]);
    steps.run(1);
    expect(steps.digests[0]).toEqual(sha256(new Uint8Array(3)));
    expect(steps.digests[1]).toEqual(new Uint8Array(32));
  });

  it('give the seeds and principals of the contract, for texts of any kind', () => {
    expectPrincipalsToAgree(1000);
  });

  it('give the tokens that are put together as text', () => {
    expectTokensToAgree(500);
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
    const { STEPS, STEP_BYTES, PADDING, TEXT_ROOM } = DIGEST_STEPS_FRAME;
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
    for (const kind of [DIGEST_STEP.HEX, DIGEST_STEP.BASE64URL, DIGEST_STEP.PRINCIPAL_TEXT]) {
      expect(() => run(1, start, room, size - 2 * room - TEXT_ROOM, kind)).not.toThrow();
    }
    for (const [count, message, length, digest, kind] of [
      [2 ** 28, start, room, start, DIGEST_STEP.SHA256],
      [0xffff_ffff, start, room, start, DIGEST_STEP.SHA256],
      [1, start, room + 1, start, DIGEST_STEP.SHA256],
      [1, start, 0xffff_ffff, start, DIGEST_STEP.SHA256],
      [1, start + 1, room, start, DIGEST_STEP.PRINCIPAL],
      [1, 0xffff_fff0, 0x20, start, DIGEST_STEP.SHA256],
      [1, start, room, size - 31, DIGEST_STEP.SHA256],
      [1, start, room, 0xffff_fff0, DIGEST_STEP.SHA256],
      [1, start + room + 1, 0, start, DIGEST_STEP.SHA256_OF_LEB128],
      [1, start, room + 1, start, DIGEST_STEP.HEX],
      [1, start, room, size - 2 * room - TEXT_ROOM + 1, DIGEST_STEP.HEX],
      [1, start, room, size - 2 * room - TEXT_ROOM + 1, DIGEST_STEP.BASE64URL],
      [1, start, room, size - 2 * room - TEXT_ROOM + 1, DIGEST_STEP.PRINCIPAL_TEXT],
      [1, start, 0, size - TEXT_ROOM + 1, DIGEST_STEP.BASE64URL],
      [1, start, 3, start, DIGEST_STEP.PRINCIPAL_TEXT],
      [1, start, room, 0xffff_fff0, DIGEST_STEP.HEX],
    ] as const) {
      expect(() => run(count, message, length, digest, kind)).toThrow(WebAssembly.RuntimeError);
    }
  });
});
