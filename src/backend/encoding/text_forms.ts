/**
 * Texts and bytes that stand for each other, and byte strings compared, where native code does it; the modules of each have the plain
 * code.
 */
export interface TextForms {
  /** The UTF-8 of a text, or null when it has none because of a lone surrogate. */
  readonly utf8: (text: string) => Uint8Array | null;
  /** The text of bytes that are all ASCII, or null when they are not. */
  readonly text: (bytes: Uint8Array) => string | null;
  /** Whether two byte strings of the same length are the same. */
  readonly equal: (a: Uint8Array, b: Uint8Array) => boolean;
  /** base64url without padding, as ASCII. */
  readonly base64url: (bytes: Uint8Array) => Uint8Array;
  /** The bytes of a text, given as its UTF-8 or not, that base64url would have written, or null for any other. */
  readonly fromBase64url: (text: string | Uint8Array) => Uint8Array | null;
  /** Lower-case hexadecimal digits. */
  readonly hex: (bytes: Uint8Array) => string;
  /** Textual form of a principal. */
  readonly principalText: (principal: Uint8Array) => string;
}

export let nativeForms: TextForms | null = null;

/** Makes native code write and read texts that stand for bytes from now on; null makes the plain code. */
export function installNativeTextForms(native: TextForms | null): void {
  nativeForms = native;
}
