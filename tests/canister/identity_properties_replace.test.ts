import { describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { asRead } from '../support/client_interface.ts';
import { useStage } from '../support/stage.ts';

describe('identity_properties_replace', () => {
  const stage = useStage();

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.identity_properties_replace(anchor, { name: ['Ada'] }),
    refusal: 'value',
    isUse: true,
  });

  it('should give, change and take away the name', async () => {
    const { me, anchor } = await stage.owner();
    for (const name of [['Ada'], ['Bo'], [''], []] as ([] | [string])[]) {
      expect(await me.identity_properties_replace(anchor, { name })).toEqual({ Ok: null });
      expect((await me.get_anchor_info(anchor)).name).toEqual(name);
      expect(await me.identity_info(anchor)).toMatchObject({ Ok: asRead({ name }, 'name') });
    }
  });

  it('should hold a name of 128 bytes and refuse one more', async () => {
    const { me, anchor } = await stage.owner();
    const longest = 'é'.repeat(64);
    expect(await me.identity_properties_replace(anchor, { name: [longest] })).toEqual({ Ok: null });
    expect(await me.identity_properties_replace(anchor, { name: [`${longest}x`] })).toEqual({
      Err: { NameTooLong: { limit: 128n } },
    });
    expect((await me.get_anchor_info(anchor)).name).toEqual([longest]);
  });
});
