import { afterEach, describe, expect, it } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import { ANONYMOUS, identity, InternetIdentity, MINUTE_NS } from '../support/internet_identity.ts';

const ALICE = identity('alice');

describe('identity_registration_start', () => {
  let ii: InternetIdentity;
  afterEach(() => ii.tearDown());

  it('should go straight to the finish without captchas', async () => {
    ii = await InternetIdentity.create();
    expect(await ii.as(ALICE).identity_registration_start()).toEqual({
      Ok: { next_step: { Finish: null } },
    });
  });

  it('should refuse the anonymous caller', async () => {
    ii = await InternetIdentity.create();
    expect(await ii.as(ANONYMOUS).identity_registration_start()).toEqual({ Err: { InvalidCaller: null } });
  });

  it('should refuse a second start until the flow is five minutes old', async () => {
    ii = await InternetIdentity.create();
    await ii.as(ALICE).identity_registration_start();
    await ii.advance(4n * MINUTE_NS);
    expect(await ii.as(ALICE).identity_registration_start()).toEqual({ Err: { AlreadyInProgress: null } });
    await ii.advance(MINUTE_NS);
    expect(await ii.as(ALICE).identity_registration_start()).toHaveProperty('Ok');
  });

  it('should spend a token of the rate limit at each start, and get one back in time', async () => {
    ii = await InternetIdentity.create({
      ...LOCAL_INIT,
      register_rate_limit: [{ time_per_token_ns: MINUTE_NS, max_tokens: 2n }],
    });
    const start = (name: string) => ii.as(identity(name)).identity_registration_start();
    expect(await start('a')).toHaveProperty('Ok');
    // Refused by another rule, and paid for all the same.
    expect(await ii.as(ANONYMOUS).identity_registration_start()).toEqual({ Err: { InvalidCaller: null } });
    expect(await start('c')).toEqual({ Err: { RateLimitExceeded: null } });
    await ii.advance(MINUTE_NS);
    expect(await start('d')).toHaveProperty('Ok');
    expect(await start('e')).toEqual({ Err: { RateLimitExceeded: null } });
  });

  it('should know no limit when a token takes no time', async () => {
    ii = await InternetIdentity.create({
      ...LOCAL_INIT,
      register_rate_limit: [{ time_per_token_ns: 0n, max_tokens: 1n }],
    });
    for (const name of ['a', 'b', 'c']) {
      expect(await ii.as(identity(name)).identity_registration_start()).toHaveProperty('Ok');
    }
  });
});
