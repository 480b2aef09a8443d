import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hex } from '../encoding/hex.ts';
import { accountSeed, isAccountName } from './account.ts';
import { anchorSeed } from './anchor_seed.ts';
import type { FrontendHostname } from './delegation.ts';

const SALT = Uint8Array.from({ length: 32 }, (_, i) => i);
const ORIGIN = 'https://dapp.example' as FrontendHostname;
const added = (number: bigint) => ({ number, isDefault: false, lastUsed: null });

describe('the seed of an account', () => {
  test('hashes salt, mark, account number and origin, each behind its length', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }),
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        (number, anchor, origin) => {
          const bytes = Buffer.from(origin);
          const preimage = Buffer.concat([
            Buffer.of(32),
            SALT,
            Buffer.from('\x09<account>'),
            Buffer.of(`${number}`.length),
            Buffer.from(`${number}`),
            Buffer.of(bytes.length),
            bytes,
          ]);
          const expected = createHash('sha256').update(preimage).digest('hex');
          expect(hex(accountSeed(SALT, anchor, added(number), origin as FrontendHostname))).toBe(expected);
        },
      ),
    );
  });

  test('stays what it was: principals hang on it', () => {
    expect(hex(accountSeed(SALT, 10_000n, added(1n), ORIGIN))).toBe(
      '67961847496a3622b664764903f7b68451b8f0f657fbf4e0ce023fcc184fca68',
    );
  });

  test('is that of the identity for the default account, with a number and without', () => {
    const expected = anchorSeed(SALT, 10_000n, ORIGIN);
    for (const number of [null, 7n]) {
      const reference = { number, isDefault: true, lastUsed: 5n };
      expect(accountSeed(SALT, 10_000n, reference, ORIGIN)).toEqual(expected);
    }
  });

  test('needs a salt of 32 bytes', () => {
    expect(() => accountSeed(SALT.subarray(1), 1n, added(1n), ORIGIN)).toThrow(RangeError);
  });
});

test('an account’s name has at most 255 bytes', () => {
  expect(isAccountName('')).toBe(true);
  expect(isAccountName('é'.repeat(127) + 'x')).toBe(true);
  expect(isAccountName('é'.repeat(128))).toBe(false);
});
