import { beforeEach, describe, expect, it } from 'vitest';
import { OPERATION, TEXT_FORM_FRAME } from '../../../src/backend/ic/native_layout.ts';
import { nativeTextForms } from '../../../src/backend/ic/native_text_forms.ts';
import { Seam } from './testing/seam.ts';
import { expectTextFormsToAgree } from './testing/text_forms.ts';

describe('native forms of bytes', () => {
  let seam: Seam;
  beforeEach(() => {
    seam = new Seam(new Uint8Array());
  });

  it('agree with the plain ones', () => {
    expectTextFormsToAgree(nativeTextForms(seam), 2000);
  });

  it('take texts longer than the kept frame, and none with a lone surrogate', () => {
    const native = nativeTextForms(seam);
    const long = 'añ€😀'.repeat(3000);
    expect(native.utf8(long)).toEqual(new Uint8Array(Buffer.from(long)));
    expect(native.utf8('a\ud800')).toBeNull();
    expect(native.fromBase64url('a\ud800')).toBeNull();
    seam.debugPrint('printed');
    expect(seam.printed).toEqual(['printed']);
  });

  it('have numbers of their own among the operations', () => {
    expect(new Set(Object.values(OPERATION)).size).toBe(Object.keys(OPERATION).length);
  });

  it('stop the message when the form would not fit into the frame', () => {
    const { BYTES } = TEXT_FORM_FRAME;
    const run = (operation: number, length: number, room: number): void => {
      const frame = new Uint8Array(BYTES + room);
      new DataView(frame.buffer).setUint32(0, operation, true);
      new DataView(frame.buffer).setUint32(4, length, true);
      seam.certifiedDataSet(frame);
    };
    const { BASE64URL, FROM_BASE64URL, HEX, PRINCIPAL_TEXT, EQUAL } = OPERATION;
    for (const [operation, length, room] of [
      [BASE64URL, 30, 70],
      [FROM_BASE64URL, 40, 70],
      [HEX, 30, 90],
      [EQUAL, 30, 60],
      [PRINCIPAL_TEXT, 33, 99],
    ] as const) {
      expect(() => run(operation, length, room)).not.toThrow();
      expect(() => run(operation, length, room - 1)).toThrow(WebAssembly.RuntimeError);
      expect(() => run(operation, 0x7fff_ffff, room)).toThrow(WebAssembly.RuntimeError);
      expect(() => run(operation, 0xffff_ffff, room)).toThrow(WebAssembly.RuntimeError);
    }
    expect(() => run(PRINCIPAL_TEXT, 3, 100)).toThrow(WebAssembly.RuntimeError);
  });
});
