import { describe, expect, it } from 'vitest';
import { addAccount, info, itShouldKnowItsPlace, ORIGIN } from '../support/account_rules.ts';
import { useStage } from '../support/stage.ts';

describe('update_account', () => {
  const stage = useStage();
  const name = (text: string) => ({ name: [text] as [string] });

  itShouldKnowItsPlace(stage, false, (me, anchor, origin) =>
    me.update_account(anchor, origin, [], name('Home')),
  );

  it('should rename an account and nothing else', async () => {
    const owner = await stage.owner();
    const { me, anchor } = owner;
    const [work, play] = [await addAccount(owner, 'Work'), await addAccount(owner, 'Play')];
    expect(await me.update_account(anchor, ORIGIN, [work], name('Office'))).toEqual({
      Ok: info(work, 'Office'),
    });
    await stage.ii.upgrade();
    expect(await me.get_accounts(anchor, ORIGIN)).toEqual({
      Ok: [info(null, null), info(work, 'Office'), info(play, 'Play')],
    });
  });

  it('should give the default account a number with its name, in its place and with its principal', async () => {
    const owner = await stage.owner();
    const { me, anchor } = owner;
    const work = await addAccount(owner, 'Work');
    await stage.anyone.init_salt();
    const before = await me.get_principal(anchor, ORIGIN);
    const reply = await me.update_account(anchor, ORIGIN, [], name('Home'));
    const home = 'Ok' in reply ? reply.Ok.account_number[0]! : 0n;
    expect(home).toBeGreaterThan(work);
    expect(await me.get_accounts(anchor, ORIGIN)).toEqual({ Ok: [info(home, 'Home'), info(work, 'Work')] });
    expect((await me.get_principal(anchor, ORIGIN)).toText()).toBe(before.toText());
    expect(await me.update_account(anchor, ORIGIN, [home], name('House'))).toEqual({
      Ok: info(home, 'House'),
    });
  });

  it('should trap for the default account once it has a number, and change nothing', async () => {
    const { me, anchor } = await stage.owner();
    await me.update_account(anchor, ORIGIN, [], name('Home'));
    const before = await me.get_accounts(anchor, ORIGIN);
    await expect(me.update_account(anchor, ORIGIN, [], name('Again'))).rejects.toThrow(
      'Updating an unreadable account should be impossible!',
    );
    expect(await me.get_accounts(anchor, ORIGIN)).toEqual(before);
  });

  it('should refuse to take a name away, and names of more than 255 bytes', async () => {
    const owner = await stage.owner();
    const { me, anchor } = owner;
    const work = await addAccount(owner, 'Work');
    for (const number of [[], [work]] as ([] | [bigint])[]) {
      expect(await me.update_account(anchor, ORIGIN, number, { name: [] })).toEqual({
        Err: { InternalCanisterError: 'No name was provided.' },
      });
      expect(await me.update_account(anchor, ORIGIN, number, name('é'.repeat(128)))).toEqual({
        Err: { InternalCanisterError: 'Name is too long. Maximum length of name is 255.' },
      });
    }
    expect(await me.get_accounts(anchor, ORIGIN)).toEqual({ Ok: [info(null, null), info(work, 'Work')] });
  });

  it('should refuse accounts of others, of other origins and of nobody', async () => {
    const [owner, other] = [await stage.owner(), await stage.owner()];
    const elsewhere = await addAccount(owner, 'Elsewhere', 'https://other.example');
    const foreign = await addAccount(other, 'Foreign');
    const refused = { Err: { Unauthorized: owner.key.getPrincipal() } };
    for (const number of [elsewhere, foreign, 0n, 2n ** 64n - 1n]) {
      expect(await owner.me.update_account(owner.anchor, ORIGIN, [number], name('Mine'))).toEqual(refused);
    }
    expect(await other.me.get_accounts(other.anchor, ORIGIN)).toHaveProperty(
      'Ok.1',
      info(foreign, 'Foreign'),
    );
  });
});
