import { describe, expect, it } from 'vitest';
import { addAccount, info, itShouldKnowItsPlace, ORIGIN } from '../support/account_rules.ts';
import { useStage } from '../support/stage.ts';

describe('create_account', () => {
  const stage = useStage();

  it('should give numbers from 1 that nobody else gets', async () => {
    const [first, second] = [await stage.owner(), await stage.owner()];
    expect(await first.me.create_account(first.anchor, ORIGIN, 'Work')).toEqual({ Ok: info(1n, 'Work') });
    expect(await second.me.create_account(second.anchor, ORIGIN, 'Work')).toEqual({ Ok: info(2n, 'Work') });
    await stage.ii.upgrade();
    expect(await first.me.create_account(first.anchor, ORIGIN, 'Play')).toEqual({ Ok: info(3n, 'Play') });
  });

  itShouldKnowItsPlace(stage, false, (me, anchor, origin) => me.create_account(anchor, origin, 'Work'));

  it('should take names of 255 bytes, also ones that are taken, and refuse longer ones', async () => {
    const { me, anchor } = await stage.owner();
    for (const name of ['', 'é'.repeat(127) + 'x', 'é'.repeat(127) + 'x']) {
      expect(await me.create_account(anchor, ORIGIN, name)).toHaveProperty('Ok.name', [name]);
    }
    const refused = { Err: { InternalCanisterError: 'Name is too long. Maximum length of name is 255.' } };
    expect(await me.create_account(anchor, ORIGIN, 'é'.repeat(128))).toEqual(refused);
    expect(await me.create_account(anchor, ORIGIN, 'x'.repeat(10_000))).toEqual(refused);
    expect(await me.get_accounts(anchor, ORIGIN)).toHaveProperty('Ok.length', 4);
  });

  it('should leave the default account where it is, with the principal that it has', async () => {
    const owner = await stage.owner();
    await stage.anyone.init_salt();
    const before = await owner.me.get_principal(owner.anchor, ORIGIN);
    await addAccount(owner);
    expect((await owner.me.get_principal(owner.anchor, ORIGIN)).toText()).toBe(before.toText());
    expect(await owner.me.get_accounts(owner.anchor, ORIGIN)).toHaveProperty('Ok.0', info(null, null));
  });

  it('should end at 500 accounts of an identity, whatever the origin', async () => {
    const owner = await stage.owner();
    const { me, anchor } = owner;
    let last = 0n;
    for (let i = 0; i < 500; i++) last = await addAccount(owner, 'x', `https://${i % 3}.example`);
    const limit = { Err: { AccountLimitReached: null } };
    expect(await me.create_account(anchor, ORIGIN, 'One more')).toEqual(limit);
    // The default account's first name would be another one's number; other names are not.
    expect(await me.update_account(anchor, ORIGIN, [], { name: ['Home'] })).toEqual(limit);
    expect(await me.update_account(anchor, 'https://1.example', [last], { name: ['Last'] })).toHaveProperty(
      'Ok',
    );
    await stage.ii.upgrade();
    expect(await me.create_account(anchor, 'https://0.example', 'One more')).toEqual(limit);
    expect(await me.get_accounts(anchor, 'https://0.example')).toHaveProperty('Ok.length', 168);
    await addAccount(await stage.owner());
  });

  it('should be counted in the metrics', async () => {
    const metrics = async () => {
      const { body } = await stage.anyone.http_request({
        method: 'GET',
        url: '/metrics',
        headers: [],
        body: new Uint8Array(),
        certificate_version: [],
      });
      const text = Buffer.from(body).toString();
      return ['total_accounts_count', 'total_account_references_count', 'total_application_count'].map(
        (name) => Number(new RegExp(`^internet_identity_${name} (\\d+)`, 'm').exec(text)?.[1]),
      );
    };
    const owner = await stage.owner();
    const [accounts, references, origins] = (await metrics()) as [number, number, number];
    await addAccount(owner, 'Work', 'https://never-seen.example');
    await addAccount(owner, 'Play', 'https://never-seen.example');
    expect(await metrics()).toEqual([accounts + 2, references + 3, origins + 1]);
  });
});
