import { utf8, utf8Text } from './bytes.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Pairs of characters for every 12 bits: one array read instead of two per pair. */
let pairs: string[] | null = null;

function pairTable(): string[] {
  if (pairs === null) {
    pairs = [];
    for (const first of ALPHABET) for (const second of ALPHABET) pairs.push(first + second);
  }
  return pairs;
}

let implementation: (bytes: Uint8Array) => Uint8Array = inJavaScript;

/** Standard base64 with padding (RFC 4648, 4), as ASCII. */
export function base64Ascii(bytes: Uint8Array): Uint8Array {
  return implementation(bytes);
}

/** Standard base64 with padding (RFC 4648, 4). */
export function base64(bytes: Uint8Array): string {
  return utf8Text(implementation(bytes));
}

/** Makes `native` encode from now on. */
export function installNativeBase64(native: (bytes: Uint8Array) => Uint8Array): void {
  implementation = native;
}

function inJavaScript(bytes: Uint8Array): Uint8Array {
  const table = pairTable();
  const whole = bytes.length - (bytes.length % 3);
  let text = '';
  for (let i = 0; i < whole; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number);
    text += (table[group >> 12] as string) + (table[group & 0xfff] as string);
  }
  if (bytes.length - whole === 1) {
    text += (table[(bytes[whole] as number) << 4] as string) + '==';
  } else if (bytes.length - whole === 2) {
    const group = ((bytes[whole] as number) << 10) | ((bytes[whole + 1] as number) << 2);
    text += (table[group >> 6] as string) + ALPHABET.charAt(group & 63) + '=';
  }
  return utf8(text);
}
