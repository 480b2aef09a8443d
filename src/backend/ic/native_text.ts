import type { NativeCall } from './native_frames.ts';
import { OPERATION, TEXT_FRAME } from './native_layout.ts';

/** The functions of Azle's Rust half through which bytes and strings reach native code. */
export interface NativeStrings {
  readonly certifiedDataSet: NativeCall;
  readonly debugPrint: (text: string) => void;
  readonly msgMethodName: () => string;
}

/** Conversions between text and bytes that would take a loop over characters in the interpreter. */
export interface NativeText {
  /** The UTF-8 of a text, or null for one that has none because of a lone surrogate. */
  readonly utf8: (text: string) => Uint8Array | null;
  /** The text of bytes that are all ASCII, or null when they are not. */
  readonly ascii: (bytes: Uint8Array) => string | null;
  /** Standard base64 with padding (RFC 4648, 4), as ASCII. */
  readonly base64: (bytes: Uint8Array) => Uint8Array;
}

/** Bytes after the header of the frame that is kept; a certificate with its witness in base64 fits. */
const KEPT = 16 * 1024;

export function nativeText(native: NativeStrings): NativeText {
  const { certifiedDataSet, debugPrint, msgMethodName } = native;
  const kept = newFrame(KEPT);
  const frameOf = (room: number): Frame => (room <= KEPT ? kept : newFrame(room));
  return {
    utf8(text) {
      // A UTF-16 unit takes three bytes at most; a pair of them four.
      const frame = frameOf(text.length * 3);
      frame.words[0] = OPERATION.CATCH_TEXT;
      frame.words[2] = TEXT_FRAME.BYTES;
      certifiedDataSet(frame.bytes);
      try {
        debugPrint(text);
      } catch {
        // Still waiting for a text: the empty one ends that.
        debugPrint('');
        return null;
      }
      return frame.bytes.slice(TEXT_FRAME.BYTES, TEXT_FRAME.BYTES + frame.words[1]!);
    },
    ascii(bytes) {
      if (bytes.length === 0) return '';
      const frame = frameOf(bytes.length);
      frame.words[0] = OPERATION.ASCII_TEXT;
      frame.words[1] = bytes.length;
      frame.words[2] = TEXT_FRAME.BYTES;
      frame.bytes.set(bytes, TEXT_FRAME.BYTES);
      certifiedDataSet(frame.bytes);
      return frame.words[2] === 1 ? msgMethodName() : null;
    },
    base64(bytes) {
      const { length } = bytes;
      const textLength = Math.ceil(length / 3) * 4;
      const frame = frameOf(length + textLength);
      frame.words[0] = OPERATION.BASE64;
      frame.words[1] = length;
      frame.bytes.set(bytes, TEXT_FRAME.BYTES);
      certifiedDataSet(frame.bytes);
      return frame.bytes.slice(TEXT_FRAME.BYTES + length, TEXT_FRAME.BYTES + length + textLength);
    },
  };
}

interface Frame {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
}

/** A frame with room behind its header, never so short that it would be certified data. */
function newFrame(room: number): Frame {
  const bytes = new Uint8Array((TEXT_FRAME.BYTES + Math.max(room, 32) + 3) & ~3);
  return { bytes, words: new Uint32Array(bytes.buffer) };
}
