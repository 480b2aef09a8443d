import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from './crc32.ts';

test('the CRC is the one that gzip files end with', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(9), (bytes, start) => {
      const part = bytes.subarray(Math.min(start, bytes.length));
      const file = gzipSync(part);
      expect(crc32(bytes, bytes.length - part.length, bytes.length)).toBe(file.readInt32LE(file.length - 8));
    }),
  );
});
