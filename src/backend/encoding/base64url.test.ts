import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base64url, decodeBase64url } from './base64url.ts';

describe('base64url', () => {
  test('is what Node writes, and reads back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = base64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(decodeBase64url(text)).toEqual(bytes);
      }),
    );
  });

  test('reads only what it would write', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const bytes = decodeBase64url(text);
        if (bytes !== null) expect(base64url(bytes)).toBe(text);
      }),
    );
  });

  test.each(['A', 'AAAAA', 'AA=', 'AA==', 'A+', 'A/', 'A A', 'AB', 'AAB', 'é', '€A', '\u{1F600}', 'AA\n'])(
    'refuses %j',
    (text) => {
      expect(decodeBase64url(text)).toBeNull();
    },
  );
});
