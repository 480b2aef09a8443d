import { nativeForms } from './text_forms.ts';

const DIGITS = '0123456789abcdef';

/** Lower-case hexadecimal form. */
export function hex(bytes: Uint8Array): string {
  if (nativeForms !== null) return nativeForms.hex(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  let at = 0;
  // Eight bytes in one step: what is written like this are mostly hashes and keys.
  for (; at + 8 <= bytes.length; at += 8) text += view.getBigUint64(at).toString(16).padStart(16, '0');
  for (; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    text += DIGITS.charAt(byte >> 4) + DIGITS.charAt(byte & 15);
  }
  return text;
}
