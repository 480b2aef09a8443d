import { describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { useStage } from '../support/stage.ts';
import { itShouldEnterTheMode, SECOND } from '../support/tentative_rules.ts';

describe('authn_method_registration_mode_enter', () => {
  const stage = useStage();
  let drawn = 0;
  /** A registration id that nobody has used. */
  const unused = () => `Id${(100 + drawn++).toString().slice(-3)}`;

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.authn_method_registration_mode_enter(anchor, []),
    refusal: 'value',
    isUse: true,
  });
  itShouldEnterTheMode(stage, SECOND);

  it.each(['', 'abcd', 'abcdef', 'abcd!', 'abc d', 'äbcde', 'abcdé'])(
    'should refuse %j as a registration id',
    async (id) => {
      const { me, anchor } = await stage.owner();
      expect(await me.authn_method_registration_mode_enter(anchor, [id])).toEqual({
        Err: { InvalidRegistrationId: expect.any(String) },
      });
      expect((await me.get_anchor_info(anchor)).device_registration).toEqual([]);
    },
  );

  it('should answer the same id, and none, with the same expiration, and another by a refusal', async () => {
    const { me, anchor } = await stage.owner();
    const id = unused();
    const entered = await me.authn_method_registration_mode_enter(anchor, [id]);
    expect(entered).toHaveProperty('Ok.expiration');
    expect(await me.authn_method_registration_mode_enter(anchor, [id])).toEqual(entered);
    expect(await me.authn_method_registration_mode_enter(anchor, [])).toEqual(entered);
    expect(await me.authn_method_registration_mode_enter(anchor, [unused()])).toEqual({
      Err: { AlreadyInProgress: null },
    });
  });

  it('should refuse an id to two identities at once, letters of either case being different', async () => {
    const [early, late] = [await stage.owner(), await stage.owner()];
    const id = unused();
    const enter = ({ me, anchor }: typeof early, text: string) =>
      me.authn_method_registration_mode_enter(anchor, [text]);
    await enter(early, id);
    expect(await enter(late, id)).toEqual({ Err: { AlreadyInProgress: null } });
    await early.me.authn_method_registration_mode_exit(early.anchor);
    expect(await enter(late, id)).toHaveProperty('Ok');
    expect(await enter(early, id.toLowerCase())).toHaveProperty('Ok');
  });

  it('should refuse an id to an identity that waits without one', async () => {
    const { me, anchor } = await stage.owner();
    await me.enter_device_registration_mode(anchor);
    expect(await me.authn_method_registration_mode_enter(anchor, [unused()])).toEqual({
      Err: { AlreadyInProgress: null },
    });
  });
});
