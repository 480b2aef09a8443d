import { hashOfMap as agentHash } from '@dfinity/agent';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hex } from './hex.ts';
import { hashOfMap, hashedPair, hashOfPairs } from './request_hash.ts';

describe('representation-independent hash', () => {
  test('is the one of the interface specification', () => {
    expect(
      hex(
        hashOfMap([
          ['request_type', 'call'],
          ['canister_id', Uint8Array.of(0, 0, 0, 0, 0, 0, 4, 0xd2)],
          ['method_name', 'hello'],
          ['arg', Uint8Array.from(Buffer.from('DIDL\x00\xFD*', 'latin1'))],
        ]),
      ),
    ).toBe('8781291c347db32a9d8c10eb62b710fce5a93be676474c42babc74c51858f94b');
  });

  test('is the one that the agent computes', () => {
    const value = fc.oneof(fc.string(), fc.uint8Array(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), value), (fields) => {
        expect(hashOfMap(Object.entries(fields))).toEqual(agentHash(fields));
      }),
    );
  });

  test('does not depend on the order of pairs', () => {
    const pairs = [hashedPair('a', 1n), hashedPair('b', ['x', 'y']), hashedPair('a', '2')];
    expect(hashOfPairs(pairs)).toEqual(hashOfPairs([...pairs].reverse()));
  });
});
