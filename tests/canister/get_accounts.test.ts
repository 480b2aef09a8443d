import { describe, expect, it } from 'vitest';
import { addAccount, info, itShouldKnowItsPlace, ORIGIN } from '../support/account_rules.ts';
import { useStage } from '../support/stage.ts';

describe('get_accounts', () => {
  const stage = useStage();

  itShouldKnowItsPlace(stage, false, (me, anchor, origin) => me.get_accounts(anchor, origin));

  it('should list the default account where no other was added', async () => {
    const { me, anchor } = await stage.owner();
    expect(await me.get_accounts(anchor, ORIGIN)).toEqual({ Ok: [info(null, null)] });
  });

  it('should list accounts in the order in which they were added, each at its origin', async () => {
    const owner = await stage.owner();
    const work = await addAccount(owner, 'Work');
    const elsewhere = await addAccount(owner, 'Elsewhere', 'https://other.example');
    const play = await addAccount(owner, 'Play');
    expect(await owner.me.get_accounts(owner.anchor, ORIGIN)).toEqual({
      Ok: [info(null, null), info(work, 'Work'), info(play, 'Play')],
    });
    expect(await owner.me.get_accounts(owner.anchor, 'https://other.example')).toEqual({
      Ok: [info(null, null, 'https://other.example'), info(elsewhere, 'Elsewhere', 'https://other.example')],
    });
  });

  it('should list the same for every device of the identity, and after an upgrade', async () => {
    const owner = await stage.owner();
    const second = await stage.second(owner);
    const work = await addAccount(owner, 'Work');
    await stage.ii.upgrade();
    const expected = { Ok: [info(null, null), info(work, 'Work')] };
    expect(await second.me.get_accounts(owner.anchor, ORIGIN)).toEqual(expected);
    expect(await owner.me.get_accounts(owner.anchor, ORIGIN)).toEqual(expected);
  });

  it('should tell when an account was last used', async () => {
    const owner = await stage.owner();
    const work = await addAccount(owner, 'Work');
    const before = await stage.ii.now();
    await owner.me.prepare_account_delegation(owner.anchor, ORIGIN, [work], new Uint8Array(44), [], []);
    const reply = await owner.me.get_accounts(owner.anchor, ORIGIN);
    if (!('Ok' in reply)) throw new Error('refused');
    expect(reply.Ok[0]!.last_used).toEqual([]);
    expect(reply.Ok[1]!.last_used[0]).toBeGreaterThanOrEqual(before);
  });
});
