import { describe, expect, it } from 'vitest';
import { useStage } from '../support/stage.ts';
import { proposed, SECOND } from '../support/tentative_rules.ts';

describe('lookup_by_registration_mode_id', () => {
  const stage = useStage();

  /** Somebody who waits for a device under an id. */
  const waiting = async (id: string) => {
    const owner = await stage.owner();
    const entered = await owner.me.authn_method_registration_mode_enter(owner.anchor, [id]);
    if ('Err' in entered) throw new Error('refused');
    return { ...owner, expiration: entered.Ok.expiration };
  };
  const find = (id: string) => stage.anyone.lookup_by_registration_mode_id(id);

  it('should find the identity by the very id until it exits', async () => {
    const { me, anchor } = await waiting('0fZr4');
    expect(await find('0fZr4')).toEqual([anchor]);
    for (const other of ['0fzr4', '0fZr', '0fZr45', '', 'x'.repeat(100_000)])
      expect(await find(other)).toEqual([]);
    await me.authn_method_registration_mode_exit(anchor);
    expect(await find('0fZr4')).toEqual([]);
  });

  it('should find nothing any more at the expiration', async () => {
    const { expiration, anchor } = await waiting('aaaaa');
    await stage.ii.advance(expiration - (await stage.ii.now()) - 1_000_000_000n);
    expect(await find('aaaaa')).toEqual([anchor]);
    await stage.ii.advance(1_000_000_000n);
    expect(await find('aaaaa')).toEqual([]);
  });

  it('should find nothing any more once the device is confirmed, or the last code was wrong', async () => {
    const happy = await waiting('happy');
    const { code } = await proposed(stage, SECOND, happy);
    await happy.me.authn_method_confirm(happy.anchor, code);
    expect(await find('happy')).toEqual([]);
    const wrong = await waiting('wrong');
    await proposed(stage, SECOND, wrong);
    for (let tries = 0; tries < 3; tries++) await wrong.me.authn_method_confirm(wrong.anchor, 'no');
    expect(await find('wrong')).toEqual([]);
  });

  it('should forget with an upgrade', async () => {
    await waiting('upgrd');
    await stage.ii.upgrade();
    expect(await find('upgrd')).toEqual([]);
  });
});
