import { describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { itShouldReadMetadata, texts } from '../support/authn_method.ts';
import { itShouldRespectTheLock, lockedPhrase } from '../support/device_rules.ts';
import { device, publicKeyOf } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

const PREFIX = 'failed to modify device: ';

describe('authn_method_metadata_replace', () => {
  const stage = useStage();
  const usage = texts({ usage: 'recovery_phrase' });

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor, pubkey }) =>
      me.authn_method_metadata_replace(anchor, pubkey, texts({ alias: 'Passkey' })),
    refusal: 'trap',
    isUse: true,
  });
  itShouldRespectTheLock(
    stage,
    ({ me, anchor }, { pubkey }) => me.authn_method_metadata_replace(anchor, pubkey, usage),
    PREFIX,
  );
  itShouldReadMetadata(stage, ({ me, anchor, pubkey }, metadata) =>
    me.authn_method_metadata_replace(anchor, pubkey, metadata),
  );

  it('should overwrite everything, and leave the rest of the device', async () => {
    const owner = await stage.owner();
    const key = stage.newcomer();
    const before = device(key, {
      alias: 'Old',
      origin: ['https://old.example'],
      key_type: { platform: null },
      purpose: { recovery: null },
      metadata: [[['old', { string: '' }]]],
    });
    await owner.me.add(owner.anchor, before);
    await stage.ii.as(key).get_anchor_info(owner.anchor);
    const used = (await owner.me.get_anchor_info(owner.anchor)).devices[1]!.last_usage;
    const replaced = await owner.me.authn_method_metadata_replace(
      owner.anchor,
      before.pubkey,
      texts({ new: 'n' }),
    );
    expect(replaced).toEqual({ Ok: null });
    expect((await owner.me.get_anchor_info(owner.anchor)).devices[1]).toEqual({
      ...before,
      alias: '',
      origin: [],
      key_type: { unknown: null },
      metadata: [[['new', { string: 'n' }]]],
      last_usage: used,
    });
  });

  it('should note the use even when there is no such method', async () => {
    const { me, anchor, key } = await stage.owner();
    const absent = publicKeyOf(stage.newcomer());
    await stage.ii.advance(1_000_000_000n);
    const now = await stage.ii.now();
    expect(await me.authn_method_metadata_replace(anchor, absent, [])).toEqual({
      Err: { AuthnMethodNotFound: null },
    });
    const watcher = stage.newcomer();
    await stage.ii.as(key).add(anchor, device(watcher));
    const [first] = (await stage.ii.as(watcher).get_anchor_info(anchor)).devices;
    expect(first!.last_usage[0]).toBeGreaterThanOrEqual(now);
  });

  it('should trap for what breaks a rule, and make a phrase that loses its usage an unknown key', async () => {
    const { me, anchor, pubkey } = await stage.owner();
    const replace = (metadata: Parameters<typeof me.authn_method_metadata_replace>[2]) =>
      me.authn_method_metadata_replace(anchor, pubkey, metadata);
    await expect(replace(texts({ alias: 'a'.repeat(65) }))).rejects.toThrow(
      `'${PREFIX}alias limit exceeded: length 65, limit 64'`,
    );
    await expect(replace(texts({ origin: 'o'.repeat(51) }))).rejects.toThrow(
      `'${PREFIX}origin limit exceeded: length 51, limit 50'`,
    );
    await expect(replace(texts({ usage: 'recovery_phrase' }))).rejects.toThrow(
      `'${PREFIX}Devices with key type seed_phrase must not have a credential id.'`,
    );
    const phrase = stage.newcomer();
    await me.add(anchor, { ...lockedPhrase(phrase), protection: { unprotected: null } });
    const second = stage.newcomer();
    await me.add(anchor, device(second, { credential_id: [] }));
    await expect(me.authn_method_metadata_replace(anchor, publicKeyOf(second), usage)).rejects.toThrow(
      `'${PREFIX}There is already a recovery phrase and only one is allowed.'`,
    );
    expect(await me.authn_method_metadata_replace(anchor, publicKeyOf(phrase), [])).toEqual({ Ok: null });
    expect((await me.get_anchor_info(anchor)).devices[1]!.key_type).toEqual({ unknown: null });
  });

  it('should not unlock a phrase by taking its usage away', async () => {
    const { me, anchor } = await stage.owner();
    const phrase = stage.newcomer();
    await me.add(anchor, lockedPhrase(phrase));
    await expect(
      stage.ii.as(phrase).authn_method_metadata_replace(anchor, publicKeyOf(phrase), []),
    ).rejects.toThrow(`'${PREFIX}Only recovery phrases can be locked but key type is Unknown'`);
  });
});
