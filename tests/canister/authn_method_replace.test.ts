import { describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { authnMethodOf, itShouldReadMetadata } from '../support/authn_method.ts';
import { hex, itShouldHoldDevicesToTheRules, itShouldRespectTheLock } from '../support/device_rules.ts';
import { device, publicKeyOf } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

const PREFIX = 'failed to replace device: ';

describe('authn_method_replace', () => {
  const stage = useStage();
  const fresh = () => authnMethodOf(device(stage.newcomer()));

  itShouldAskWhoCalls(stage, {
    call: async (me, owner) => {
      const spare = device(stage.newcomer());
      await owner.me.add(owner.anchor, spare).catch(() => undefined);
      return me.authn_method_replace(owner.anchor, spare.pubkey, fresh());
    },
    refusal: 'trap',
    isUse: true,
  });
  itShouldHoldDevicesToTheRules(
    stage,
    ({ me, anchor, pubkey }, data) => me.authn_method_replace(anchor, pubkey, authnMethodOf(data)),
    PREFIX,
  );
  itShouldRespectTheLock(
    stage,
    ({ me, anchor }, data) => me.authn_method_replace(anchor, data.pubkey, fresh()),
    PREFIX,
  );
  itShouldReadMetadata(stage, ({ me, anchor, pubkey }, metadata) =>
    me.authn_method_replace(anchor, pubkey, { ...fresh(), metadata }),
  );

  it("should put a new method, never used, in the place of the caller's own", async () => {
    const { me, anchor, pubkey } = await stage.owner();
    const next = stage.newcomer();
    const method = authnMethodOf(device(next, { alias: 'Next' }));
    expect(await me.authn_method_replace(anchor, pubkey, method)).toEqual({ Ok: null });
    await expect(me.get_anchor_info(anchor)).rejects.toThrow(/could not be authenticated/);
    const { devices } = await stage.ii.as(next).get_anchor_info(anchor);
    expect(devices.map(({ alias }) => alias)).toEqual(['Next']);
  });

  it('should trap for a method that is not there, although there is an arm for it', async () => {
    const { me, anchor } = await stage.owner();
    const absent = publicKeyOf(stage.newcomer());
    await expect(me.authn_method_replace(anchor, absent, fresh())).rejects.toThrow(
      `'${PREFIX}Device with key ${hex(absent)} not found.'`,
    );
  });
});
