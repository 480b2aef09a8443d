import { describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { hex, itShouldRespectTheLock } from '../support/device_rules.ts';
import { device, publicKeyOf } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

const PREFIX = 'failed to remove device: ';

describe('remove', () => {
  const stage = useStage();

  itShouldAskWhoCalls(stage, {
    call: async (me, owner) => {
      const spare = device(stage.newcomer());
      await owner.me.add(owner.anchor, spare).catch(() => undefined);
      return me.remove(owner.anchor, spare.pubkey);
    },
    refusal: 'trap',
    isUse: true,
  });
  itShouldRespectTheLock(stage, ({ me, anchor }, data) => me.remove(anchor, data.pubkey), PREFIX);

  it('should take away a device and its right to sign in', async () => {
    const owner = await stage.owner();
    const second = await stage.second(owner);
    await owner.me.remove(owner.anchor, second.pubkey);
    await expect(second.me.get_anchor_info(owner.anchor)).rejects.toThrow(/could not be authenticated/);
    expect((await owner.me.get_anchor_info(owner.anchor)).devices).toHaveLength(1);
  });

  it("should take away the last device, even the caller's own", async () => {
    const { me, anchor, pubkey } = await stage.owner();
    await me.remove(anchor, pubkey);
    expect(await stage.anyone.lookup(anchor)).toEqual([]);
    await expect(me.get_anchor_info(anchor)).rejects.toThrow(/could not be authenticated/);
  });

  it('should refuse a device that is not there', async () => {
    const { me, anchor } = await stage.owner();
    const absent = publicKeyOf(stage.newcomer());
    await expect(me.remove(anchor, absent)).rejects.toThrow(
      `'${PREFIX}Device with key ${hex(absent)} not found.'`,
    );
  });

  it('should take away the temporary key of the device, on this identity alone', async () => {
    const temporary = stage.newcomer();
    const owner = await stage.ownerThrough(temporary);
    const elsewhere = await stage.ii.register(temporary, { pubkey: owner.pubkey });
    await owner.me.remove(owner.anchor, owner.pubkey);
    const through = stage.ii.as(temporary);
    await expect(through.get_anchor_info(owner.anchor)).rejects.toThrow(/could not be authenticated/);
    expect((await through.get_anchor_info(elsewhere)).devices).toHaveLength(1);
  });
});
