import { decode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from './bytes.ts';
import { cborArray, cborBytesHead, cborMapHead, cborText } from './cbor.ts';

const cborBytes = (bytes: Uint8Array) => concatBytes(cborBytesHead(bytes.length), bytes);

describe('CBOR items', () => {
  test('are read by another implementation, in strict mode', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000, size: 'max' }), fc.string(), (bytes, text) => {
        const item = concatBytes(
          cborMapHead(2),
          cborText('b'),
          cborBytes(bytes),
          cborText('a'),
          cborArray(cborText(text), cborBytes(new Uint8Array(0))),
        );
        expect(decode(item, { strict: true })).toEqual({ b: bytes, a: [text, new Uint8Array(0)] });
      }),
      { numRuns: 20 },
    );
  });

  test.each([0, 23, 24, 255, 256, 65_535, 65_536, 100_000])('have lengths such as %i', (length) => {
    expect(decode(cborBytes(new Uint8Array(length)), { strict: true })).toHaveLength(length);
  });
});
