import { describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { hex, itShouldHoldDevicesToTheRules, itShouldRespectTheLock } from '../support/device_rules.ts';
import { device, publicKeyOf } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

const PREFIX = 'failed to replace device: ';

describe('replace', () => {
  const stage = useStage();

  itShouldAskWhoCalls(stage, {
    // Replaces another device than the caller's, so that the use can be seen.
    call: async (me, owner) => {
      const spare = device(stage.newcomer());
      await owner.me.add(owner.anchor, spare).catch(() => undefined);
      return me.replace(owner.anchor, spare.pubkey, device(stage.newcomer()));
    },
    refusal: 'trap',
    isUse: true,
  });
  itShouldHoldDevicesToTheRules(
    stage,
    ({ me, anchor, pubkey }, data) => me.replace(anchor, pubkey, data),
    PREFIX,
  );
  itShouldRespectTheLock(
    stage,
    ({ me, anchor }, data) => me.replace(anchor, data.pubkey, device(stage.newcomer())),
    PREFIX,
  );

  it("should put a new device, never used, behind the others in the place of the caller's own", async () => {
    const owner = await stage.owner();
    const second = await stage.second(owner);
    const next = stage.newcomer();
    await owner.me.replace(owner.anchor, owner.pubkey, device(next, { alias: 'Next' }));
    await expect(owner.me.get_anchor_info(owner.anchor)).rejects.toThrow(/could not be authenticated/);
    const { devices } = await second.me.get_anchor_info(owner.anchor);
    expect(devices.map(({ alias, last_usage }) => [alias, last_usage.length])).toEqual([
      ['Second', 1],
      ['Next', 0],
    ]);
  });

  it('should replace a device by itself, which then was never used', async () => {
    const owner = await stage.owner();
    const second = await stage.second(owner);
    await second.me.replace(owner.anchor, owner.pubkey, device(owner.key, { alias: 'Again' }));
    const { devices } = await second.me.get_anchor_info(owner.anchor);
    expect(devices[1]).toMatchObject({ alias: 'Again', last_usage: [] });
  });

  it('should refuse a device that is not there, and one whose key is taken', async () => {
    const owner = await stage.owner();
    const second = await stage.second(owner);
    const absent = publicKeyOf(stage.newcomer());
    await expect(owner.me.replace(owner.anchor, absent, device(stage.newcomer()))).rejects.toThrow(
      `'${PREFIX}Device with key ${hex(absent)} not found.'`,
    );
    await expect(owner.me.replace(owner.anchor, owner.pubkey, device(second.key))).rejects.toThrow(
      `'${PREFIX}Device with key ${hex(second.pubkey)} already exists on this anchor.'`,
    );
    expect((await owner.me.get_anchor_info(owner.anchor)).devices).toHaveLength(2);
  });

  it('should take away the temporary key of the device that it replaces', async () => {
    const temporary = stage.newcomer();
    const owner = await stage.ownerThrough(temporary);
    await owner.me.replace(owner.anchor, owner.pubkey, device(owner.key));
    await expect(stage.ii.as(temporary).get_anchor_info(owner.anchor)).rejects.toThrow(
      /could not be authenticated/,
    );
  });
});
