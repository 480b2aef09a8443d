import fc from 'fast-check';
import { sha224 as javascriptSha224, sha256 as javascriptSha256 } from '@noble/hashes/sha2';
import { beforeEach, describe, expect, it } from 'vitest';
import { installNativeSha256, sha224, sha256, sha256Concat } from '../../../src/backend/encoding/sha256.ts';
import {
  nativeEmbeddedBytes,
  nativeMemoryPages,
  nativeSetTimer,
  nativeSha256,
  nativeSignatureCost,
} from '../../../src/backend/ic/native_frames.ts';
import {
  OPERATION,
  SHA256_FRAME,
  SIGNATURE_COST_FRAME,
  TIMER_CALLBACK,
} from '../../../src/backend/ic/native_layout.ts';
import { PAGES, Seam, SIGNATURE_COSTS, STABLE_PAGES } from './testing/seam.ts';

const EMBEDDED = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7) & 0xff);

describe('native seam', () => {
  let seam: Seam;
  beforeEach(() => {
    seam = new Seam(EMBEDDED);
  });

  it('tells how large both memories are, and those inside stable memory', () => {
    const sizes = new DataView(seam.stable.buffer, 40);
    const memories = Array.from({ length: 10 }, (_, id) => id * 1_000_003);
    memories.forEach((pages, id) => sizes.setBigUint64(id * 8, BigInt(pages), true));
    expect(nativeMemoryPages(seam.certifiedDataSet)).toEqual({
      heap: PAGES,
      stable: Number(STABLE_PAGES),
      memories: Uint32Array.from(memories),
    });
  });

  it('sets the timer to any time, for JavaScript alone', () => {
    for (const at of [0n, 1_700_000_000_123_456_789n, 2n ** 64n - 1n]) {
      nativeSetTimer(seam.certifiedDataSet, at);
      expect(BigInt.asUintN(64, seam.timers.at(-1)!)).toBe(at);
    }
    expect(seam.setAzleTimer(5n)).toBe(0n);
    expect(seam.timers).toHaveLength(3);
    expect(seam.runTimer()).toBe(TIMER_CALLBACK);
  });

  it('tells what signatures cost, for keys that there are', () => {
    for (const [name, cost] of Object.entries(SIGNATURE_COSTS)) {
      expect(nativeSignatureCost(seam.certifiedDataSet, name)).toBe(cost);
    }
    for (const name of ['', 'key_2', 'k'.repeat(65)]) {
      expect(nativeSignatureCost(seam.certifiedDataSet, name)).toBeNull();
    }
  });

  it('stops at a frame that is too short for the cost, or whose name is too long', () => {
    const { END, NAME_ROOM } = SIGNATURE_COST_FRAME;
    for (const [size, length] of [
      [END - 1, 5],
      [END, NAME_ROOM + 1],
    ] as const) {
      const frame = new Uint8Array(size);
      new DataView(frame.buffer).setUint32(0, OPERATION.SIGNATURE_COST, true);
      new DataView(frame.buffer).setUint32(4, length, true);
      expect(() => seam.certifiedDataSet(frame)).toThrow(/unreachable/);
    }
  });

  describe('SHA-256', () => {
    it('agrees with the JavaScript one at every length around the block borders', () => {
      const native = nativeSha256(seam.certifiedDataSet);
      for (let length = 0; length <= 300; length++) {
        const message = Uint8Array.from({ length }, (_, index) => (index * 31 + length) & 0xff);
        expect(native.digest(message)).toEqual(javascriptSha256(message));
        expect(native.digest224(message)).toEqual(javascriptSha224(message));
      }
    });

    it('agrees on any message, whole and in parts, beyond the kept frame too', () => {
      const native = nativeSha256(seam.certifiedDataSet);
      const message = fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ minLength: 4000, maxLength: 9000 }),
      );
      fc.assert(
        fc.property(fc.array(message, { maxLength: 4 }), (parts) => {
          const whole = Uint8Array.from(parts.flatMap((part) => [...part]));
          const digest = javascriptSha256(whole);
          expect(native.digestConcat(parts)).toEqual(digest);
          expect(native.digest(whole)).toEqual(digest);
          expect(native.digest224(whole)).toEqual(javascriptSha224(whole));
        }),
      );
    });

    it('passes the self-test and takes over', () => {
      let calls = 0;
      installNativeSha256(
        nativeSha256((frame) => {
          calls++;
          seam.certifiedDataSet(frame);
        }),
      );
      const before = calls;
      expect(sha256(Uint8Array.of(1, 2, 3))).toEqual(javascriptSha256(Uint8Array.of(1, 2, 3)));
      expect(sha256Concat(Uint8Array.of(1), Uint8Array.of(2, 3))).toEqual(
        javascriptSha256(Uint8Array.of(1, 2, 3)),
      );
      expect(sha224(Uint8Array.of(1, 2, 3))).toEqual(javascriptSha224(Uint8Array.of(1, 2, 3)));
      expect(calls).toBe(before + 3);
    });

    it('is not installed when it answers wrongly', () => {
      expect(() => installNativeSha256(nativeSha256(() => {}))).toThrow('native SHA-256 fails its self-test');
    });

    it('stops the message when the frame has no room for message and padding', () => {
      const room = 100;
      const frame = new Uint8Array(SHA256_FRAME.MESSAGE + room + SHA256_FRAME.PADDING);
      const words = new Uint32Array(frame.buffer);
      words[0] = OPERATION.SHA256;
      words[1] = room;
      seam.certifiedDataSet(frame);
      for (const length of [room + 1, 0x7fffffff, 0xffffffff]) {
        words[0] = OPERATION.SHA256;
        words[1] = length;
        expect(() => seam.certifiedDataSet(frame)).toThrow(WebAssembly.RuntimeError);
      }
      const short = new Uint8Array(SHA256_FRAME.MESSAGE);
      short[0] = OPERATION.SHA256;
      expect(() => seam.certifiedDataSet(short)).toThrow(WebAssembly.RuntimeError);
    });
  });

  describe('embedded bytes', () => {
    it('answers any part of the data', () => {
      fc.assert(
        fc.property(fc.nat(EMBEDDED.length), fc.nat(EMBEDDED.length), (a, b) => {
          const [start, end] = a < b ? [a, b] : [b, a];
          expect(nativeEmbeddedBytes(seam.certifiedDataSet, start, end - start)).toEqual(
            EMBEDDED.slice(start, end),
          );
        }),
      );
    });

    it('stops the message when the part lies outside the data', () => {
      for (const [offset, length] of [
        [EMBEDDED.length, 1],
        [0, EMBEDDED.length + 1],
        [0xffffffff, 2],
      ] as const) {
        expect(() => nativeEmbeddedBytes(seam.certifiedDataSet, offset, length)).toThrow(
          WebAssembly.RuntimeError,
        );
      }
    });

    it('stops the message when the answer would not fit into the frame', () => {
      const frame = new Uint8Array(100);
      frame.set(Uint8Array.of(OPERATION.EMBEDDED_BYTES, 0, 0, 0, 0, 0, 0, 0, 101));
      expect(() => seam.certifiedDataSet(frame)).toThrow(WebAssembly.RuntimeError);
    });
  });

  it('lets everything of up to 32 bytes through to the system', () => {
    for (const length of [0, 1, 31, 32]) {
      const data = new Uint8Array(length).fill(OPERATION.SHA256);
      seam.certifiedDataSet(data);
      expect(seam.certified.at(-1)).toEqual(data);
    }
    expect(seam.certified.length).toBe(4);
  });

  it('stops the message at an operation that it does not know', () => {
    expect(() => seam.certifiedDataSet(new Uint8Array(33))).toThrow(WebAssembly.RuntimeError);
    expect(() => seam.certifiedDataSet(new Uint8Array(65_536).fill(9))).toThrow(WebAssembly.RuntimeError);
    expect(seam.certified).toEqual([]);
  });
});
