import { describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { hex, itShouldRespectTheLock } from '../support/device_rules.ts';
import { device, publicKeyOf } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

const PREFIX = 'failed to remove device: ';

describe('authn_method_remove', () => {
  const stage = useStage();

  itShouldAskWhoCalls(stage, {
    call: async (me, owner) => {
      const spare = device(stage.newcomer());
      await owner.me.add(owner.anchor, spare).catch(() => undefined);
      return me.authn_method_remove(owner.anchor, spare.pubkey);
    },
    refusal: 'trap',
    isUse: true,
  });
  itShouldRespectTheLock(
    stage,
    ({ me, anchor }, data) => me.authn_method_remove(anchor, data.pubkey),
    PREFIX,
  );

  it('should take away a method, and the last one', async () => {
    const owner = await stage.owner();
    const second = await stage.second(owner);
    expect(await owner.me.authn_method_remove(owner.anchor, second.pubkey)).toEqual({ Ok: null });
    await expect(second.me.get_anchor_info(owner.anchor)).rejects.toThrow(/could not be authenticated/);
    expect(await owner.me.authn_method_remove(owner.anchor, owner.pubkey)).toEqual({ Ok: null });
    expect(await stage.anyone.lookup(owner.anchor)).toEqual([]);
  });

  it('should trap for a method that is not there, although there is an arm for errors', async () => {
    const { me, anchor } = await stage.owner();
    const absent = publicKeyOf(stage.newcomer());
    await expect(me.authn_method_remove(anchor, absent)).rejects.toThrow(
      `'${PREFIX}Device with key ${hex(absent)} not found.'`,
    );
  });
});
