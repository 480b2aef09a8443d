import { describe, expect, it } from 'vitest';
import { addAccount, info, itShouldKnowAnchors, ORIGIN } from '../support/account_rules.ts';
import { identity, publicKeyOf } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

const OTHER = 'https://other.example';
const SESSION = publicKeyOf(identity('session'));

describe('set_default_account', () => {
  const stage = useStage();

  itShouldKnowAnchors(stage, (me, anchor, origin) => me.set_default_account(anchor, origin, []));

  it('should set another account, and the first one again', async () => {
    const owner = await stage.owner();
    const { me, anchor } = owner;
    const [work, play] = [await addAccount(owner, 'Work'), await addAccount(owner, 'Play')];
    for (const [number, expected] of [
      [[work], info(work, 'Work')],
      [[play], info(play, 'Play')],
      [[], info(null, null)],
    ] as [[] | [bigint], unknown][]) {
      expect(await me.set_default_account(anchor, ORIGIN, number)).toEqual({ Ok: expected });
      expect(await me.get_default_account(anchor, ORIGIN)).toEqual({ Ok: expected });
    }
  });

  it('should hold for one identity at one origin', async () => {
    const [owner, other] = [await stage.owner(), await stage.owner()];
    const { me, anchor } = owner;
    const work = await addAccount(owner);
    await addAccount(owner, 'Work', OTHER);
    await addAccount(other);
    await me.set_default_account(anchor, ORIGIN, [work]);
    expect(await me.get_default_account(anchor, OTHER)).toEqual({ Ok: info(null, null, OTHER) });
    expect(await other.me.get_default_account(other.anchor, ORIGIN)).toEqual({ Ok: info(null, null) });
  });

  it('should keep the principals of every account, that of no number too', async () => {
    const owner = await stage.owner();
    const { me, anchor } = owner;
    await stage.anyone.init_salt();
    const work = await addAccount(owner);
    const keys = async () => {
      const [key] = await me.prepare_delegation(anchor, ORIGIN, SESSION, []);
      const replies = await Promise.all(
        ([[], [work]] as ([] | [bigint])[]).map((number) =>
          me.prepare_account_delegation(anchor, ORIGIN, number, SESSION, [], []),
        ),
      );
      return [key, ...replies.map((reply) => ('Ok' in reply ? reply.Ok.user_key : null))];
    };
    const before = await keys();
    expect(before[1]).toEqual(before[0]);
    await me.set_default_account(anchor, ORIGIN, [work]);
    expect(await keys()).toEqual(before);
  });

  it('should keep to the first account while that gets a number', async () => {
    const owner = await stage.owner();
    const { me, anchor } = owner;
    const work = await addAccount(owner);
    await me.set_default_account(anchor, ORIGIN, [work]);
    await me.set_default_account(anchor, ORIGIN, []);
    const home = await me.update_account(anchor, ORIGIN, [], { name: ['Home'] });
    expect(await me.get_default_account(anchor, ORIGIN)).toEqual(home);
    expect(await me.set_default_account(anchor, ORIGIN, [])).toEqual({
      Err: { NoSuchAccount: { anchor_number: anchor, origin: ORIGIN } },
    });
  });

  it('should refuse where the identity has no accounts, and accounts that it does not have there', async () => {
    const [owner, other] = [await stage.owner(), await stage.owner()];
    const { me, anchor } = owner;
    const foreign = await addAccount(other);
    for (const number of [[], [foreign]] as ([] | [bigint])[]) {
      expect(await me.set_default_account(anchor, ORIGIN, number)).toEqual({
        Err: { NoSuchOrigin: { anchor_number: anchor } },
      });
    }
    await addAccount(owner);
    const elsewhere = await addAccount(owner, 'Elsewhere', OTHER);
    for (const number of [foreign, elsewhere, 0n, 2n ** 64n - 1n]) {
      expect(await me.set_default_account(anchor, ORIGIN, [number])).toEqual({
        Err: { NoSuchAccount: { anchor_number: anchor, origin: ORIGIN } },
      });
    }
    expect(await me.get_default_account(anchor, ORIGIN)).toEqual({ Ok: info(null, null) });
  });
});
