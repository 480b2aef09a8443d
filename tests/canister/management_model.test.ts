/** Any sequence of management calls leaves what the model says: identities, refusals, and the index of credentials. */
import { afterEach, beforeEach, describe, it } from 'vitest';
import { InternetIdentity } from '../support/internet_identity.ts';
import { ManagementCalls } from '../support/management_calls.ts';

describe('management calls', () => {
  let ii: InternetIdentity;
  beforeEach(async () => {
    ii = await InternetIdentity.create();
  });
  afterEach(() => ii.tearDown());

  it.each([1, 2, 3])('should do to identities what the model says, from seed %i', async (seed) => {
    const calls = new ManagementCalls(ii, seed);
    await calls.register(3);
    for (let n = 0; n < 100; n++) {
      await calls.step();
      if (n % 20 === 19) await calls.compareAll();
    }
  });
});
