import { describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { device } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

describe('get_anchor_info', () => {
  const stage = useStage();

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.get_anchor_info(anchor),
    refusal: 'trap',
    isUse: true,
  });

  it('should show everything, with the time of this very call as the last usage', async () => {
    const { me, anchor, key } = await stage.owner();
    const before = await stage.ii.now();
    expect(await me.get_anchor_info(anchor)).toEqual({
      devices: [{ ...device(key), metadata: [[]], last_usage: [expect.any(BigInt)] }],
      device_registration: [],
      openid_credentials: [[]],
      name: [],
    });
    const [info] = (await me.get_anchor_info(anchor)).devices;
    expect(info!.last_usage[0]).toBeGreaterThanOrEqual(before);
  });

  it('should show the registration mode and its device until it ends', async () => {
    const { me, anchor } = await stage.owner();
    const expiration = await me.enter_device_registration_mode(anchor);
    const registration = async () => (await me.get_anchor_info(anchor)).device_registration;
    expect(await registration()).toEqual([{ expiration, tentative_device: [] }]);
    const tentative = device(stage.newcomer(), { alias: 'Tentative', metadata: [[]] });
    await stage.anyone.add_tentative_device(anchor, tentative);
    expect(await registration()).toEqual([{ expiration, tentative_device: [tentative] }]);
    await stage.ii.advance(expiration - (await stage.ii.now()));
    expect(await registration()).toEqual([]);
  });
});
