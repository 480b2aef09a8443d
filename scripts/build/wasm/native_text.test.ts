import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { OPERATION, TEXT_FRAME } from '../../../src/backend/ic/native_layout.ts';
import { nativeText, type NativeText } from '../../../src/backend/ic/native_text.ts';
import { Seam } from './testing/seam.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 300 });
const ascii = fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 300 });
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 100 }),
  fc.uint8Array({ minLength: 7000, maxLength: 9000 }),
);

describe('native text', () => {
  let seam: Seam;
  let text: NativeText;
  beforeEach(() => {
    seam = new Seam(new Uint8Array(), 'real_method');
    text = nativeText(seam);
  });

  it('encodes any text as UTF-8', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        expect(text.utf8(value)).toEqual(new Uint8Array(Buffer.from(value)));
      }),
    );
    const long = 'añ€😀'.repeat(5000);
    expect(Buffer.from(text.utf8(long)!).toString()).toBe(long);
  });

  it('has no UTF-8 for a lone surrogate, and waits for no text after it', () => {
    expect(text.utf8('a\ud800b')).toBeNull();
    seam.debugPrint('printed');
    expect(seam.printed).toEqual(['printed']);
  });

  it('reads ASCII', () => {
    fc.assert(
      fc.property(ascii, (value) => {
        expect(text.ascii(Buffer.from(value))).toBe(value);
      }),
    );
    expect(text.ascii(new Uint8Array())).toBe('');
    expect(text.ascii(new Uint8Array(20_000).fill(65))).toBe('A'.repeat(20_000));
  });

  it('finds a byte that is not ASCII at every place', () => {
    for (let length = 1; length < 40; length++) {
      for (let place = 0; place < length; place++) {
        const value = new Uint8Array(length).fill(65);
        value[place] = 0x80;
        expect(text.ascii(value)).toBeNull();
      }
    }
    expect(seam.msgMethodName()).toBe('real_method');
  });

  it('gives standard base64', () => {
    const base64 = (value: Uint8Array) => Buffer.from(text.base64(value)).toString();
    expect(
      ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((value) => base64(Buffer.from(value))),
    ).toEqual(['', 'Zg==', 'Zm8=', 'Zm9v', 'Zm9vYg==', 'Zm9vYmE=', 'Zm9vYmFy']);
    fc.assert(
      fc.property(bytes, (value) => {
        expect(base64(value)).toBe(Buffer.from(value).toString('base64'));
      }),
    );
  });

  it('leaves the system calls alone otherwise', () => {
    text.utf8('caught');
    text.base64(Uint8Array.of(1));
    seam.debugPrint('printed');
    expect(seam.printed).toEqual(['printed']);
    expect(seam.msgMethodName()).toBe('real_method');
  });

  it('says when a text has no room, and does not write it', () => {
    const frame = new Uint8Array(TEXT_FRAME.BYTES + 30);
    frame[0] = OPERATION.CATCH_TEXT;
    frame[8] = TEXT_FRAME.BYTES;
    seam.certifiedDataSet(frame);
    seam.debugPrint('x'.repeat(31));
    expect(new DataView(frame.buffer).getUint32(4, true)).toBe(TEXT_FRAME.TOO_LONG);
    seam.certifiedDataSet(frame);
    seam.debugPrint('x'.repeat(30));
    expect(new DataView(frame.buffer).getUint32(4, true)).toBe(30);
  });

  it('stops the message when a frame is too short for what it announces', () => {
    const run = (operation: number, length: number, size: number): void => {
      const frame = new Uint8Array(size);
      const view = new DataView(frame.buffer);
      view.setUint32(0, operation, true);
      view.setUint32(4, length, true);
      if (operation === OPERATION.ASCII_TEXT) view.setUint32(8, TEXT_FRAME.BYTES, true);
      seam.certifiedDataSet(frame);
    };
    const room = 60;
    const size = TEXT_FRAME.BYTES + room;
    expect(() => run(OPERATION.ASCII_TEXT, room, size)).not.toThrow();
    for (const length of [room + 1, 0x7fffffff, 0xffffffff]) {
      expect(() => run(OPERATION.ASCII_TEXT, length, size)).toThrow(WebAssembly.RuntimeError);
      expect(() => run(OPERATION.BASE64, length, size)).toThrow(WebAssembly.RuntimeError);
    }
    // 24 bytes and their 32 characters fit into 60, 27 and 36 do not.
    expect(() => run(OPERATION.BASE64, 24, size)).not.toThrow();
    expect(() => run(OPERATION.BASE64, 27, size)).toThrow(WebAssembly.RuntimeError);
  });
});
