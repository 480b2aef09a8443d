/** Whatever was signed, has expired or was pruned before: every witness digests to the root that is certified. */
import { afterEach, beforeEach, describe, it } from 'vitest';
import { InternetIdentity } from '../support/internet_identity.ts';
import { WitnessCalls } from '../support/witness_calls.ts';

describe('witnesses', () => {
  let ii: InternetIdentity;
  beforeEach(async () => {
    ii = await InternetIdentity.create();
  });
  afterEach(() => ii.tearDown());

  it.each([1, 2, 3])(
    'should verify, and only while they should, from seed %i',
    async (seed) => {
      const calls = new WitnessCalls(ii, await ii.rootKey(), seed);
      await calls.register();
      for (let n = 0; n < 40; n++) await calls.step();
    },
    120_000,
  );
});
