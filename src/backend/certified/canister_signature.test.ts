import { describe, expect, test } from 'vitest';
import { hex } from '../encoding/hex.ts';
import { canisterSignatureKey } from './canister_signature.ts';

describe('the public key of canister signatures', () => {
  test('is the one of the contract for rwlgt-iiaaa-aaaaa-aaaaa-cai', () => {
    const canisterId = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1);
    expect(hex(canisterSignatureKey(canisterId, Uint8Array.of(0x2a, 0x48, 0x2c)))).toBe(
      '301f300c060a2b0601040183b8430102030f000a000000000000000001012a482c',
    );
  });

  test('has 62 bytes for a seed of 32', () => {
    const key = canisterSignatureKey(new Uint8Array(10), new Uint8Array(32).fill(7));
    expect(key).toHaveLength(62);
    expect(hex(key.subarray(0, 20))).toBe('303c300c060a2b0601040183b8430102032c000a');
  });

  test('is refused for a seed that does not fit the short form', () => {
    expect(() => canisterSignatureKey(new Uint8Array(10), new Uint8Array(100))).toThrow(RangeError);
  });
});
