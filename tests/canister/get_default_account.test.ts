import { describe, expect, it } from 'vitest';
import { addAccount, info, itShouldKnowAnchors, ORIGIN } from '../support/account_rules.ts';
import { useStage } from '../support/stage.ts';

describe('get_default_account', () => {
  const stage = useStage();

  itShouldKnowAnchors(stage, (me, anchor, origin) => me.get_default_account(anchor, origin));

  it("should be the account with prepare_delegation's principal where nothing else was said", async () => {
    const owner = await stage.owner();
    const { me, anchor } = owner;
    expect(await me.get_default_account(anchor, ORIGIN)).toEqual({ Ok: info(null, null) });
    await addAccount(owner);
    expect(await me.get_default_account(anchor, ORIGIN)).toEqual({ Ok: info(null, null) });
  });

  it('should be that account also under the number that it gets with its name', async () => {
    const owner = await stage.owner();
    const { me, anchor } = owner;
    await addAccount(owner);
    const named = await me.update_account(anchor, ORIGIN, [], { name: ['Home'] });
    expect(named).toHaveProperty('Ok.name', ['Home']);
    expect(await me.get_default_account(anchor, ORIGIN)).toEqual(named);
  });

  it('should be the account that was set, under the name that it has now, also after an upgrade', async () => {
    const owner = await stage.owner();
    const { me, anchor } = owner;
    const work = await addAccount(owner, 'Work');
    await me.set_default_account(anchor, ORIGIN, [work]);
    await me.update_account(anchor, ORIGIN, [work], { name: ['Office'] });
    await stage.ii.upgrade();
    expect(await me.get_default_account(anchor, ORIGIN)).toEqual({ Ok: info(work, 'Office') });
  });

  it('should tell when the account was used', async () => {
    const owner = await stage.owner();
    const { me, anchor } = owner;
    const work = await addAccount(owner);
    await me.set_default_account(anchor, ORIGIN, [work]);
    await me.prepare_account_delegation(anchor, ORIGIN, [work], new Uint8Array(44), [], []);
    const reply = await me.get_default_account(anchor, ORIGIN);
    expect('Ok' in reply && reply.Ok.last_used[0]).toBeGreaterThan(0n);
  });
});
