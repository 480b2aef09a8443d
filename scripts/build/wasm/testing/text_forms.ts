import fc from 'fast-check';
import { expect } from 'vitest';
import { base64urlAscii, decodeBase64url } from '../../../../src/backend/encoding/base64url.ts';
import { equalBytes, utf8, utf8Text } from '../../../../src/backend/encoding/bytes.ts';
import { hex } from '../../../../src/backend/encoding/hex.ts';
import { principalText } from '../../../../src/backend/encoding/principal.ts';
import { installNativeTextForms, type TextForms } from '../../../../src/backend/encoding/text_forms.ts';

const bytes = fc.oneof(
  { weight: 20, arbitrary: fc.uint8Array({ maxLength: 70 }) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 3000, maxLength: 9000 }) },
);
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const nearlyBase64url = fc.oneof(
  fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...ALPHABET, '+', '/', '=', '\0', '@', '[', '`', '{', 'é', '€'),
    maxLength: 9,
  }),
);

/** The bytes with one of them changed, or none. */
function changed(value: Uint8Array, number: number): Uint8Array {
  return value.map((byte, i) => (i === number ? byte ^ 1 : byte));
}

/** Everything that can be asked of one value, by whatever code is installed. */
function forms(value: Uint8Array, text: string, coded: string): unknown {
  return [
    Buffer.from(base64urlAscii(value)).toString(),
    decodeBase64url(coded),
    decodeBase64url(Buffer.from(coded)),
    decodeBase64url(Buffer.from(base64urlAscii(value)).toString()),
    utf8Text(value),
    utf8Text(Buffer.from(text)),
    utf8(text),
    hex(value),
    equalBytes(value, value.slice()),
    equalBytes(value, changed(value, text.length)),
    principalText(value.subarray(0, 29)),
  ];
}

/** Compares texts that native code makes and reads with those of the plain code. */
export function expectTextFormsToAgree(native: TextForms, cases: number): void {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  try {
    fc.assert(
      fc.property(bytes, text, nearlyBase64url, (value, words, coded) => {
        installNativeTextForms(native);
        const actual = forms(value, words, coded);
        installNativeTextForms(null);
        expect(actual).toEqual(forms(value, words, coded));
      }),
      { numRuns: cases },
    );
  } finally {
    installNativeTextForms(null);
  }
}
