import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex } from './hex.ts';

test('hexadecimal form is what Node writes, of parts of a buffer too', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(9), (bytes, start) => {
      const part = bytes.subarray(start);
      expect(hex(part)).toBe(Buffer.from(part).toString('hex'));
    }),
  );
});
