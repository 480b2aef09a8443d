import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TokenBucket } from './rate_limit.ts';

test('a bucket lets through what one that counts in exact fractions would', () => {
  const run = fc.record({
    timePerTokenNs: fc.bigInt({ min: 1n, max: 20n }),
    maxTokens: fc.bigInt({ min: 0n, max: 5n }),
    waits: fc.array(fc.nat(30), { maxLength: 60 }),
  });
  fc.assert(
    fc.property(run, ({ timePerTokenNs, maxTokens, waits }) => {
      const bucket = new TokenBucket();
      let now = 1000n;
      // Nanoseconds of waiting that are saved up; each token costs `timePerTokenNs` of them.
      let whole = maxTokens;
      let rest = 0n;
      for (const [i, wait] of waits.entries()) {
        now += BigInt(wait);
        // The bucket is full when it is first asked, however long it was not.
        rest += i === 0 ? 0n : BigInt(wait);
        whole += rest / timePerTokenNs;
        rest %= timePerTokenNs;
        if (whole > maxTokens) whole = maxTokens;
        const expected = whole > 0n;
        if (expected) whole -= 1n;
        expect(bucket.take({ timePerTokenNs, maxTokens }, now)).toBe(expected);
        expect(bucket.tokens).toBe(whole);
      }
    }),
  );
});
