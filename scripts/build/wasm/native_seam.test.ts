import binaryen from 'binaryen';
import fc from 'fast-check';
import { sha224 as javascriptSha224, sha256 as javascriptSha256 } from '@noble/hashes/sha2';
import { beforeEach, describe, expect, it } from 'vitest';
import { installNativeSha256, sha224, sha256, sha256Concat } from '../../../src/backend/encoding/sha256.ts';
import { nativeEmbeddedBytes, nativeSha256 } from '../../../src/backend/ic/native_frames.ts';
import { OPERATION, SHA256_FRAME } from '../../../src/backend/ic/native_layout.ts';
import { addNativeSeam } from './native_seam.ts';
import { addPassiveSegments } from './passive_data.ts';

const PAGE = 65536;
const PAGES = 4;

/** A module that does nothing but the system call, as Azle's template does it. */
const CALLER = `(module
  (import "ic0" "certified_data_set" (func $imported (param i32 i32)))
  (memory $0 ${PAGES})
  (export "memory" (memory $0))
  (export "call" (func $call))
  (func $call (param i32 i32) (call $imported (local.get 0) (local.get 1))))`;

const EMBEDDED = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7) & 0xff);

/** The seam on that module, called with arrays that stand at odd addresses in its memory. */
class Seam {
  readonly #memory: Uint8Array;
  readonly #call: (address: number, length: number) => void;
  /** What reached the system. */
  readonly certified: Uint8Array[] = [];

  constructor() {
    const module = binaryen.parseText(CALLER);
    module.setFeatures(binaryen.Features.BulkMemory | binaryen.Features.MutableGlobals);
    addNativeSeam(module, addPassiveSegments(module, [EMBEDDED]));
    const wasm = module.emitBinary();
    module.dispose();
    const certified_data_set = (address: number, length: number): void => {
      this.certified.push(this.#memory.slice(address, address + length));
    };
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm as BufferSource), {
      ic0: { certified_data_set },
    });
    this.#memory = new Uint8Array((exports['memory'] as WebAssembly.Memory).buffer);
    this.#call = exports['call'] as (address: number, length: number) => void;
  }

  readonly call = (frame: Uint8Array): void => {
    const address = 4099;
    this.#memory.fill(0xa5);
    this.#memory.set(frame, address);
    this.#call(address, frame.length);
    frame.set(this.#memory.subarray(address, address + frame.length));
    // Native code owns the frame and nothing else.
    expect(isFiller(this.#memory.subarray(0, address))).toBe(true);
    expect(isFiller(this.#memory.subarray(address + frame.length))).toBe(true);
  };
}

const FILLER = Buffer.alloc(PAGES * PAGE, 0xa5);
const isFiller = (bytes: Uint8Array): boolean =>
  Buffer.compare(bytes, FILLER.subarray(0, bytes.length)) === 0;

describe('native seam', () => {
  let seam: Seam;
  beforeEach(() => {
    seam = new Seam();
  });

  describe('SHA-256', () => {
    it('agrees with the JavaScript one at every length around the block borders', () => {
      const native = nativeSha256(seam.call);
      for (let length = 0; length <= 300; length++) {
        const message = Uint8Array.from({ length }, (_, index) => (index * 31 + length) & 0xff);
        expect(native.digest(message)).toEqual(javascriptSha256(message));
        expect(native.digest224(message)).toEqual(javascriptSha224(message));
      }
    });

    it('agrees on any message, whole and in parts, beyond the kept frame too', () => {
      const native = nativeSha256(seam.call);
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
          seam.call(frame);
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
      seam.call(frame);
      for (const length of [room + 1, 0x7fffffff, 0xffffffff]) {
        words[0] = OPERATION.SHA256;
        words[1] = length;
        expect(() => seam.call(frame)).toThrow(WebAssembly.RuntimeError);
      }
      const short = new Uint8Array(SHA256_FRAME.MESSAGE);
      short[0] = OPERATION.SHA256;
      expect(() => seam.call(short)).toThrow(WebAssembly.RuntimeError);
    });
  });

  describe('embedded bytes', () => {
    it('answers any part of the data', () => {
      fc.assert(
        fc.property(fc.nat(EMBEDDED.length), fc.nat(EMBEDDED.length), (a, b) => {
          const [start, end] = a < b ? [a, b] : [b, a];
          expect(nativeEmbeddedBytes(seam.call, start, end - start)).toEqual(EMBEDDED.slice(start, end));
        }),
      );
    });

    it('stops the message when the part lies outside the data', () => {
      for (const [offset, length] of [
        [EMBEDDED.length, 1],
        [0, EMBEDDED.length + 1],
        [0xffffffff, 2],
      ] as const) {
        expect(() => nativeEmbeddedBytes(seam.call, offset, length)).toThrow(WebAssembly.RuntimeError);
      }
    });

    it('stops the message when the answer would not fit into the frame', () => {
      const frame = new Uint8Array(100);
      frame.set(Uint8Array.of(OPERATION.EMBEDDED_BYTES, 0, 0, 0, 0, 0, 0, 0, 101));
      expect(() => seam.call(frame)).toThrow(WebAssembly.RuntimeError);
    });
  });

  it('lets everything of up to 32 bytes through to the system', () => {
    for (const length of [0, 1, 31, 32]) {
      const data = new Uint8Array(length).fill(OPERATION.SHA256);
      seam.call(data);
      expect(seam.certified.at(-1)).toEqual(data);
    }
    expect(seam.certified.length).toBe(4);
  });

  it('stops the message at an operation that it does not know', () => {
    expect(() => seam.call(new Uint8Array(33))).toThrow(WebAssembly.RuntimeError);
    expect(() => seam.call(new Uint8Array(PAGE).fill(9))).toThrow(WebAssembly.RuntimeError);
    expect(seam.certified).toEqual([]);
  });
});
