/** base64url without padding (RFC 4648, 5), as JSON Web Tokens are written. */
import { base64 } from './base64.ts';
import { concatBytes, utf8, utf8Text } from './bytes.ts';
import { nativeForms } from './text_forms.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const NO_DIGIT = 64;

/** What each byte of a text is worth as a digit: 0 to 63, or 64 for those that are none. */
const VALUES = new Uint8Array(256).fill(NO_DIGIT);
for (let value = 0; value < 64; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

/** Length of the base64url of so many bytes. */
export function base64urlLength(bytes: number): number {
  return Math.ceil((bytes * 4) / 3);
}

/** base64url of bytes. */
export function base64url(bytes: Uint8Array): string {
  return nativeForms !== null ? utf8Text(nativeForms.base64url(bytes)) : plain(bytes);
}

/** base64url of bytes, as ASCII. */
export function base64urlAscii(bytes: Uint8Array): Uint8Array {
  return nativeForms !== null ? nativeForms.base64url(bytes) : utf8(plain(bytes));
}

function plain(bytes: Uint8Array): string {
  return base64(bytes).slice(0, base64urlLength(bytes.length)).replaceAll('+', '-').replaceAll('/', '_');
}

/**
 * The bytes that a text stands for, or null when it is not what base64url would have written for any.
 * @param text - or its UTF-8
 */
export function decodeBase64url(text: string | Uint8Array): Uint8Array | null {
  if (nativeForms !== null) return nativeForms.fromBase64url(text);
  const incomplete = text.length & 3;
  if (incomplete === 1) return null;
  // Digits of value 0 complete the last four, which stand for three bytes.
  const known = typeof text === 'string' ? utf8(text) : text;
  const digits = incomplete === 0 ? known : concatBytes(known, utf8('A'.repeat(4 - incomplete)));
  const bytes = new Uint8Array((digits.length >> 2) * 3);
  for (let i = 0, at = 0; i < digits.length; i += 4, at += 3) {
    const a = VALUES[digits[i] as number] as number;
    const b = VALUES[digits[i + 1] as number] as number;
    const c = VALUES[digits[i + 2] as number] as number;
    const d = VALUES[digits[i + 3] as number] as number;
    if (((a | b | c | d) & NO_DIGIT) !== 0) return null;
    bytes[at] = (a << 2) | (b >> 4);
    bytes[at + 1] = (b << 4) | (c >> 2);
    bytes[at + 2] = (c << 6) | d;
  }
  const length = (text.length * 3) >> 2;
  // Bits after the last whole byte are zeros.
  return bytes[length] === undefined || bytes[length] === 0 ? bytes.subarray(0, length) : null;
}
