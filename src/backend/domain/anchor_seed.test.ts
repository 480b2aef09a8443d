import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hex } from '../encoding/hex.ts';
import { anchorPrincipal, anchorSeed } from './anchor_seed.ts';
import type { FrontendHostname } from './delegation.ts';

const SALT = Uint8Array.from({ length: 32 }, (_, i) => i);

describe('the seed of an identity at a front end', () => {
  test('hashes salt, number and origin, each behind its length', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        (anchor, origin) => {
          const bytes = Buffer.from(origin);
          const preimage = Buffer.concat([
            Buffer.of(32),
            SALT,
            Buffer.of(`${anchor}`.length),
            Buffer.from(`${anchor}`),
            Buffer.of(bytes.length),
            bytes,
          ]);
          const expected = createHash('sha256').update(preimage).digest('hex');
          expect(hex(anchorSeed(SALT, anchor, origin as FrontendHostname))).toBe(expected);
        },
      ),
    );
  });

  test('stays what it was: everyone’s principals hang on it', () => {
    const seed = anchorSeed(SALT, 10_000n, 'https://dapp.example' as FrontendHostname);
    expect(hex(seed)).toBe('a2340a372c12cf67c5fbaa5773fce0ba6455f15f9170ef20439c0aa990593918');
  });

  test('needs a salt of 32 bytes', () => {
    expect(() => anchorSeed(SALT.subarray(1), 1n, '' as FrontendHostname)).toThrow(RangeError);
  });

  test('gives the principal of the key that it ends', () => {
    const origin = 'https://dapp.example' as FrontendHostname;
    for (const keyStart of [Uint8Array.of(1, 2, 3), new Uint8Array(49).fill(7)]) {
      const key = Buffer.concat([keyStart, anchorSeed(SALT, 10_000n, origin)]);
      const digest = createHash('sha224').update(key).digest();
      expect(Buffer.from(anchorPrincipal(SALT, 10_000n, origin, keyStart))).toEqual(
        Buffer.concat([digest, Buffer.of(2)]),
      );
    }
  });
});
