import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteString, decodeUtf8 } from './utf8.ts';

describe('decodeUtf8', () => {
  it('agrees with TextDecoder on any bytes', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const sequences = fc.array(
      fc.constantFrom(0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xe2, 0x98, 0x83, 0xed, 0xa0, 0xf0, 0x9f, 0xf4),
    );
    const bytes = fc.oneof(
      fc.uint8Array(),
      sequences.map((list) => Uint8Array.from(list)),
    );
    fc.assert(
      fc.property(bytes, (input) => {
        let text;
        try {
          text = decoder.decode(input);
        } catch {
          text = undefined;
        }
        expect(decodeUtf8(input)).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });

  it('reads back any text, also one longer than a chunk', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeUtf8(new TextEncoder().encode(text))).toBe(text);
      }),
    );
    const long = 'ab€'.repeat(5000);
    expect(decodeUtf8(new TextEncoder().encode(long))).toBe(long);
  });

  it.each([
    ['an overlong form', [0xc0, 0x80]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a code point past the last', [0xf4, 0x90, 0x80, 0x80]],
    ['a sequence that ends early', [0xe2, 0x98]],
  ])('refuses %s', (_, bytes) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toBeUndefined();
  });

  it('reads only the bytes between start and end', () => {
    const bytes = Uint8Array.from([0xff, 0x61, 0x62, 0xff]);
    expect(decodeUtf8(bytes, 1, 3)).toBe('ab');
    expect(byteString(bytes, 0, 4)).toBe('\xffab\xff');
  });
});
