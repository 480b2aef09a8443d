import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  MESSAGE_START,
  frameOf,
  type MessageNative,
} from '../../../src/backend/encoding/candid/message_frame.ts';
import { nativeMessages } from '../../../src/backend/ic/native_messages.ts';
import { OPERATION } from '../../../src/backend/ic/native_layout.ts';
import { expectRequestsToAgree } from './testing/get_requests.ts';
import { Seam } from './testing/seam.ts';

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 100 }),
  fc.uint8Array({ minLength: 16_300, maxLength: 17_000 }),
);

/** A text as Candid has it: its length in LEB128, then its bytes. */
function prefixed(value: string): Uint8Array {
  const encoded = Buffer.from(value);
  const { length } = encoded;
  return Buffer.concat([Buffer.from(length < 128 ? [length] : [(length & 127) | 128, length >> 7]), encoded]);
}

describe('native reading of messages', () => {
  let seam: Seam;
  let native: MessageNative;
  beforeEach(() => {
    seam = new Seam(new Uint8Array());
    native = nativeMessages(seam);
  });
  /** In a frame that ends where the message does. */
  const skipTexts = (message: Uint8Array, count: number): number | null => {
    const start = 64;
    const bytes = new Uint8Array(start + message.length);
    bytes.set(message, start);
    const words = new Uint32Array(bytes.buffer, 0, 3);
    return native.skipTexts({ bytes, words, view: new DataView(bytes.buffer) }, start, count);
  };

  it('tells whether bytes begin with others', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (message, length, place, change) => {
          const frame = frameOf(message);
          const start = message.subarray(0, length % (message.length + 1));
          const characters = Buffer.from(start).toString('latin1');
          expect(native.startsWith(frame, MESSAGE_START, characters)).toBe(true);
          if (start.length === 0) return;
          const changed = Buffer.from(start);
          changed[place % start.length]! ^= change;
          expect(native.startsWith(frame, MESSAGE_START, changed.toString('latin1'))).toBe(false);
        },
      ),
    );
    const frame = frameOf(Uint8Array.of(1, 2, 3));
    expect(native.startsWith(frame, frame.bytes.length - 1, 'ab')).toBe(false);
    expect(native.startsWith(frame, MESSAGE_START, '\u0001\u0102')).toBe(false);
    expect(native.startsWith(frame, MESSAGE_START, '\u20ac')).toBe(false);
  });

  it('reads ASCII at any place, and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.nat(50), (text, place) => {
        const encoded = Buffer.from(text);
        const message = Buffer.concat([Buffer.alloc(place, 0xff), encoded]);
        const read = native.asciiText(frameOf(message), MESSAGE_START + place, encoded.length);
        expect(read).toBe(encoded.every((byte) => byte < 128) ? text : null);
      }),
    );
  });

  it('passes over texts and finds where they end', () => {
    const texts = fc.array(fc.string({ unit: 'binary-ascii', maxLength: 400 }), { maxLength: 12 });
    fc.assert(
      fc.property(texts, fc.uint8Array({ maxLength: 9 }), (values, rest) => {
        const encoded = Buffer.concat(values.map(prefixed));
        const message = Buffer.concat([encoded, rest]);
        expect(skipTexts(message, values.length)).toBe(encoded.length);
      }),
    );
  });

  it('passes over no text that is not whole or not ASCII', () => {
    const whole = Buffer.concat([prefixed('x'.repeat(200)), prefixed('y')]);
    for (let length = 0; length < whole.length; length++) {
      expect(skipTexts(whole.subarray(0, length), 2)).toBeNull();
    }
    expect(skipTexts(prefixed('é'), 1)).toBeNull();
    expect(skipTexts(Buffer.alloc(40, 0xff), 1)).toBeNull();
    expect(skipTexts(Buffer.from([0xff, 0xff, 0xff, 0x7f, 1]), 1)).toBeNull();
    expect(skipTexts(whole, 0xffffffff)).toBeNull();
  });

  it('stops the message when a place or a length lies outside of the frame', () => {
    const frame = frameOf(new Uint8Array(20_000));
    const size = frame.bytes.length;
    expect(() => native.asciiText(frame, size + 1, 0)).toThrow(WebAssembly.RuntimeError);
    expect(() => native.asciiText(frame, MESSAGE_START, size)).toThrow(WebAssembly.RuntimeError);
    expect(() => native.asciiText(frame, size - 1, 0xffff_ffff)).toThrow(WebAssembly.RuntimeError);
    expect(() => native.skipTexts(frame, size + 1, 1)).toThrow(WebAssembly.RuntimeError);
    const words = new Uint32Array(16);
    words.set([OPERATION.MATCH_BYTES, 0, 65]);
    expect(() => seam.certifiedDataSet(new Uint8Array(words.buffer))).toThrow(WebAssembly.RuntimeError);
  });

  it('agrees with the plain reading of requests for pages', () => {
    expectRequestsToAgree(native, 1000);
  });

  it('stops the message when the values of a request are said to lie outside of the frame', () => {
    for (const [start, end] of [
      [0, 101],
      [51, 50],
      [0xffff_ffff, 50],
      [0, 0xffff_ffff],
    ] as const) {
      const frame = new Uint8Array(100);
      const words = new Uint32Array(frame.buffer);
      words.set([OPERATION.READ_GET, start, end]);
      expect(() => seam.certifiedDataSet(frame)).toThrow(WebAssembly.RuntimeError);
    }
  });
});
