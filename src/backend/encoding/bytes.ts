import { nativeForms } from './text_forms.ts';
import { byteString, characters } from './utf8.ts';

/** Joins byte strings. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return joinBytes(parts);
}

/** As {@link concatBytes}, of a list. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  // Counted loops: with iterators the canister pays twice as much.
  const count = parts.length;
  let length = 0;
  for (let i = 0; i < count; i++) length += (parts[i] as Uint8Array).length;
  const joined = new Uint8Array(length);
  let offset = 0;
  for (let i = 0; i < count; i++) {
    const part = parts[i] as Uint8Array;
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Bytes that become a string in one step. */
const SHORT_STRING = 4096;

/** Whether two byte strings are the same. Not constant time: nothing compared in the canister is a secret. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  const { length } = a;
  // Keys and digests that differ seldom end alike.
  if (length !== b.length || a[length - 1] !== b[length - 1]) return false;
  if (nativeForms !== null) return nativeForms.equal(a, b);
  // Strings are made and compared by native code; a loop costs the canister 2,000 instructions per byte.
  return length <= SHORT_STRING
    ? characters(a) === characters(b)
    : byteString(a, 0, length) === byteString(b, 0, length);
}

/** Order of hash tree labels: bytewise, a prefix before what it begins. Negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const encoder = new TextEncoder();
// A text that begins with a byte order mark keeps it: it was not ours to take.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return nativeForms?.utf8(text) ?? encoder.encode(text);
}

/** The text of bytes that are known to be UTF-8, such as those this canister stored. */
export function utf8Text(bytes: Uint8Array): string {
  return nativeForms?.text(bytes) ?? decoder.decode(bytes);
}

/** Most UTF-8 bytes that a text of this length can take: a UTF-16 unit takes at most three. */
export function longestUtf8(text: string): number {
  return text.length * 3;
}

/** Characters from which on encoding a text is cheaper than counting, in a build with native code. */
const LONG_TEXT = 12;

/** Length of a text in UTF-8 bytes. */
export function utf8Length(text: string): number {
  if (text.length >= LONG_TEXT) return utf8(text).length;
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) length += 1;
    else if (unit < 0x800) length += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text.charCodeAt(i + 1))) {
      length += 4;
      i += 1;
    } else length += 3;
  }
  return length;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
