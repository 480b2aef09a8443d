/** base64url without padding (RFC 4648, 5), as JSON Web Tokens are written. */
import { base64 } from './base64.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const NO_DIGIT = 64;

/** Value of every character below 128: 0 to 63, or 64 for those that are no digits. */
const DIGITS = new Uint8Array(128).fill(NO_DIGIT);
for (let value = 0; value < 64; value++) DIGITS[ALPHABET.charCodeAt(value)] = value;

export function base64url(bytes: Uint8Array): string {
  const digits = Math.ceil((bytes.length * 4) / 3);
  return base64(bytes).slice(0, digits).replaceAll('+', '-').replaceAll('/', '_');
}

/** The bytes that a text stands for, or null when it is not what {@link base64url} would have written for any. */
export function decodeBase64url(text: string): Uint8Array | null {
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let bits = 0;
  let held = 0;
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    // Characters from 128 have no entry.
    const digit = DIGITS[text.charCodeAt(i)] ?? NO_DIGIT;
    if (digit === NO_DIGIT) return null;
    bits = (bits << 6) | digit;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[length++] = bits >> held;
      bits &= (1 << held) - 1;
    }
  }
  // A last digit that completes no byte, and bits that no byte has, belong to no encoding.
  return held === 6 || bits !== 0 ? null : bytes;
}
