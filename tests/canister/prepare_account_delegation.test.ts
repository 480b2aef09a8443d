import { describe, expect, it } from 'vitest';
import { addAccount, itShouldKnowItsPlace, ORIGIN } from '../support/account_rules.ts';
import { DAY_NS, identity, MINUTE_NS, publicKeyOf } from '../support/internet_identity.ts';
import { type Owner, useStage } from '../support/stage.ts';

const SESSION = publicKeyOf(identity('session'));

describe('prepare_account_delegation', () => {
  const stage = useStage();

  itShouldKnowItsPlace(stage, true, (me, anchor, origin) =>
    me.prepare_account_delegation(anchor, origin, [], SESSION, [], []),
  );

  async function prepare({ me, anchor }: Owner, number: [] | [bigint], ttl: [] | [bigint] = []) {
    const reply = await me.prepare_account_delegation(anchor, ORIGIN, number, SESSION, ttl, []);
    if (!('Ok' in reply)) throw new Error(Object.keys(reply.Err).join());
    return { userKey: Buffer.from(reply.Ok.user_key).toString('hex'), expiration: reply.Ok.expiration };
  }

  it("should make the default account prepare_delegation's user, with a number and without", async () => {
    const owner = await stage.owner();
    const { me, anchor } = owner;
    const [userKey] = await me.prepare_delegation(anchor, ORIGIN, SESSION, []);
    const expected = Buffer.from(userKey).toString('hex');
    expect((await prepare(owner, [])).userKey).toBe(expected);
    await addAccount(owner);
    expect((await prepare(owner, [])).userKey).toBe(expected);
    const reply = await me.update_account(anchor, ORIGIN, [], { name: ['Home'] });
    const home = 'Ok' in reply ? reply.Ok.account_number[0]! : 0n;
    expect((await prepare(owner, [home])).userKey).toBe(expected);
    expect(await me.prepare_account_delegation(anchor, ORIGIN, [], SESSION, [], [])).toEqual({
      Err: { Unauthorized: owner.key.getPrincipal() },
    });
  });

  it('should make every added account a user of its own, for ever', async () => {
    const owner = await stage.owner();
    const [work, play] = [await addAccount(owner), await addAccount(owner)];
    const users = [await prepare(owner, []), await prepare(owner, [work]), await prepare(owner, [play])];
    expect(new Set(users.map(({ userKey }) => userKey)).size).toBe(3);
    await stage.ii.upgrade();
    expect((await prepare(owner, [work])).userKey).toBe(users[1]!.userKey);
  });

  it('should give a delegation 30 minutes unless asked otherwise, and 30 days at most', async () => {
    const owner = await stage.owner();
    const work = await addAccount(owner);
    const lifetime = async (ttl: [] | [bigint]) => {
      const before = await stage.ii.now();
      // Rounds move the clock by nanoseconds.
      return ((await prepare(owner, [work], ttl)).expiration - before) / 1_000_000_000n;
    };
    expect(await lifetime([])).toBe(1800n);
    expect(await lifetime([60n * MINUTE_NS])).toBe(3600n);
    expect(await lifetime([30n * DAY_NS + MINUTE_NS])).toBe(2_592_000n);
    expect(await lifetime([2n ** 64n - 1n])).toBe(2_592_000n);
    expect(await lifetime([0n])).toBe(0n);
  });

  it('should refuse accounts of others, of other origins and of nobody', async () => {
    const [owner, other] = [await stage.owner(), await stage.owner()];
    const elsewhere = await addAccount(owner, 'Elsewhere', 'https://other.example');
    const foreign = await addAccount(other, 'Foreign');
    for (const number of [elsewhere, foreign, 0n, 2n ** 64n - 1n]) {
      expect(
        await owner.me.prepare_account_delegation(owner.anchor, ORIGIN, [number], SESSION, [], []),
      ).toEqual({
        Err: { Unauthorized: owner.key.getPrincipal() },
      });
    }
  });
});
