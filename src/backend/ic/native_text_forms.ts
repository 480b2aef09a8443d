import type { TextForms } from '../encoding/text_forms.ts';
import { OPERATION, TEXT_FORM_FRAME } from './native_layout.ts';
import type { NativeStrings } from './native_text.ts';

const { BYTES } = TEXT_FORM_FRAME;
/** Bytes behind the header of the frame that is kept: a canister signature and its base64url fit. */
const KEPT = 8192;

interface Frame {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
}

function newFrame(room: number): Frame {
  // Never so short that it would be certified data.
  const bytes = new Uint8Array((BYTES + Math.max(room, 32) + 3) & ~3);
  return { bytes, words: new Uint32Array(bytes.buffer) };
}

/** Texts that stand for bytes, by native code. */
export function nativeTextForms({ certifiedDataSet, debugPrint, msgMethodName }: NativeStrings): TextForms {
  const kept = newFrame(KEPT);
  const frameOf = (room: number): Frame => (room <= KEPT ? kept : newFrame(room));
  const run = ({ bytes, words }: Frame, operation: number, length: number): void => {
    words[0] = operation;
    words[1] = length;
    certifiedDataSet(bytes);
  };
  const place = (frame: Frame, text: string): boolean => {
    const { bytes, words } = frame;
    words[0] = OPERATION.CATCH_TEXT;
    words[2] = BYTES;
    certifiedDataSet(bytes);
    try {
      debugPrint(text);
    } catch {
      // Still waiting for a text: the empty one ends that.
      debugPrint('');
      return false;
    }
    return true;
  };
  const ascii = ({ bytes, words }: Frame, start: number, length: number): string | null => {
    words[0] = OPERATION.ASCII_TEXT;
    words[1] = length;
    words[2] = start;
    certifiedDataSet(bytes);
    return words[2] === 1 ? msgMethodName() : null;
  };
  return {
    utf8(text) {
      // A UTF-16 unit takes three bytes at most; a pair of them four.
      const frame = frameOf(text.length * 3);
      if (!place(frame, text)) return null;
      return frame.bytes.slice(BYTES, BYTES + frame.words[1]!);
    },
    text(bytes) {
      const { length } = bytes;
      if (length === 0) return '';
      const frame = frameOf(length);
      frame.bytes.set(bytes, BYTES);
      return ascii(frame, BYTES, length);
    },
    equal(a, b) {
      const { length } = a;
      const frame = frameOf(2 * length + 32);
      frame.bytes.set(a, BYTES);
      frame.bytes.set(b, BYTES + length);
      run(frame, OPERATION.EQUAL, length);
      return frame.words[2] === 1;
    },
    base64url(data) {
      const { length } = data;
      const digits = Math.ceil((length * 4) / 3);
      const frame = frameOf(length + digits + 2);
      frame.bytes.set(data, BYTES);
      run(frame, OPERATION.BASE64URL, length);
      return frame.bytes.slice(BYTES + length, BYTES + length + digits);
    },
    fromBase64url(text) {
      const { length } = text;
      const frame = frameOf(length * 5);
      // A text whose UTF-8 is longer than itself has characters that are no digits.
      if (typeof text !== 'string') frame.bytes.set(text, BYTES);
      else if (!place(frame, text) || frame.words[1] !== length) return null;
      run(frame, OPERATION.FROM_BASE64URL, length);
      if (frame.words[2] !== 1) return null;
      return frame.bytes.slice(BYTES + length, BYTES + length + ((length * 3) >> 2));
    },
    hex(data) {
      const { length } = data;
      if (length === 0) return '';
      const frame = frameOf(length * 3);
      frame.bytes.set(data, BYTES);
      run(frame, OPERATION.HEX, length);
      return ascii(frame, BYTES + length, 2 * length)!;
    },
    principalText(principal) {
      const length = principal.length + 4;
      const frame = frameOf(3 * length);
      frame.bytes.set(principal, BYTES + 4);
      run(frame, OPERATION.PRINCIPAL_TEXT, length);
      return ascii(frame, BYTES + length, frame.words[2]!)!;
    },
  };
}
