import { hashOfMap } from '@dfinity/agent';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../encoding/bytes.ts';
import { hex } from '../encoding/hex.ts';
import { delegationExpiration, delegationHash, parseFrontendHostname } from './delegation.ts';

describe('the hash of a delegation', () => {
  const key = utf8('test session public key');
  const expiration = 1_700_000_000_000_000_000n;

  test('is that of the contract, with and without permissions', () => {
    expect(hex(delegationHash(key, expiration))).toBe(
      '78411620d67633b61bc461e91dc65dec38475e5c36275fca69a5fb147a18be3a',
    );
    expect(hex(delegationHash(key, expiration, 'queries'))).toBe(
      '061d792a31da1cedbbb4ed1a4234c12645d021e6a81ef1598bbe27124f33a4c6',
    );
  });

  test('is the one that the agent computes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (pubkey, until) => {
        expect(delegationHash(pubkey, until)).toEqual(hashOfMap({ pubkey, expiration: until }));
      }),
    );
  });
});

describe('a front end’s name', () => {
  test('has at most 255 bytes', () => {
    expect(parseFrontendHostname('x'.repeat(255)).ok).toBe(true);
    expect(parseFrontendHostname('')).toEqual({ ok: true, value: '' });
    expect(parseFrontendHostname('é'.repeat(128))).toEqual({ ok: false, error: { length: 256 } });
  });
});

describe('the end of a delegation', () => {
  test('is never after the last moment that there is', () => {
    const last = 2n ** 64n - 1n;
    expect(delegationExpiration(last - 5n, null)).toBe(last);
    expect(delegationExpiration(last - 5n, 5n)).toBe(last);
    expect(delegationExpiration(last - 5n, 4n)).toBe(last - 1n);
  });
});
