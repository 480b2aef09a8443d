import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { RandomStream } from './random_stream.ts';

const SEED = Uint8Array.from({ length: 32 }, (_, i) => i);

describe('RandomStream', () => {
  test('gives SHA-256 of the seed and a counter, block after block', () => {
    const stream = new RandomStream(SEED);
    const given = Array.from({ length: 257 * 32 }, () => stream.byte());
    const expected = Array.from({ length: 257 }, (_, block) => [
      ...createHash('sha256')
        .update(SEED)
        .update(Uint8Array.of(block >> 8, block & 255))
        .digest(),
    ]).flat();
    expect(given).toEqual(expected);
  });

  test('leaves its seed as it is', () => {
    const seed = SEED.slice();
    new RandomStream(seed).byte();
    expect(seed).toEqual(SEED);
  });

  test('spreads numbers evenly, whatever their count', () => {
    const stream = new RandomStream(SEED);
    const drawn = new Array<number>(26).fill(0);
    for (let i = 0; i < 26_000; i++) drawn[stream.below(26)]! += 1;
    // Five standard deviations of a binomial distribution with 1,000 expected.
    for (const times of drawn) expect(Math.abs(times - 1000)).toBeLessThan(155);
    expect(Array.from({ length: 100 }, () => stream.below(1))).toEqual(new Array(100).fill(0));
  });
});
