import { describe, expect, it } from 'vitest';
import type { MetadataMapV2 } from '../../src/declarations/internet_identity.did.ts';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { authnMethodOf, itShouldReadMetadata, texts } from '../support/authn_method.ts';
import {
  type HandIn,
  itShouldHoldDevicesToTheRules,
  itShouldHoldIdentitiesToTheRules,
} from '../support/device_rules.ts';
import { device, publicKeyOf } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

describe('authn_method_add', () => {
  const stage = useStage();
  const add: HandIn = ({ me, anchor }, data) => me.authn_method_add(anchor, authnMethodOf(data));

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.authn_method_add(anchor, authnMethodOf(device(stage.newcomer()))),
    refusal: 'trap',
    isUse: true,
  });
  itShouldHoldDevicesToTheRules(stage, add, 'failed to add device: ');
  itShouldHoldIdentitiesToTheRules(stage, add);
  itShouldReadMetadata(stage, async ({ me, anchor }, metadata) => {
    const method = { ...authnMethodOf(device(stage.newcomer(), { alias: '' })), metadata };
    return me.authn_method_add(anchor, method);
  });

  it.each<[string, MetadataMapV2, object]>([
    [
      'everything that a device has a field for',
      texts({ alias: 'Phone', origin: 'https://a.example', authenticator_attachment: 'platform', more: 'm' }),
      {
        alias: 'Phone',
        origin: ['https://a.example'],
        key_type: { platform: null },
        metadata: [[['more', { string: 'm' }]]],
      },
    ],
    ['nothing', [], { alias: '', origin: [], key_type: { unknown: null }, metadata: [[]] }],
    [
      'a roaming key',
      texts({ authenticator_attachment: 'cross_platform' }),
      { key_type: { cross_platform: null } },
    ],
    ['a browser key', texts({ usage: 'browser_storage_key' }), { key_type: { browser_storage_key: null } }],
    ['an unknown usage', texts({ usage: 'tea' }), { key_type: { unknown: null }, metadata: [[]] }],
    [
      'an unknown attachment',
      texts({ authenticator_attachment: 'glue' }),
      { key_type: { unknown: null }, metadata: [[]] },
    ],
    [
      'a usage behind an unknown attachment',
      texts({ authenticator_attachment: 'glue', usage: 'browser_storage_key' }),
      { key_type: { browser_storage_key: null }, metadata: [[]] },
    ],
    [
      'entries twice, of which the last counts',
      [...texts({ alias: 'First' }), ...texts({ alias: 'Last' })],
      { alias: 'Last' },
    ],
    [
      'nested maps and bytes',
      [['map', { Map: [['bytes', { Bytes: Uint8Array.of(1, 2) }]] }]],
      { metadata: [[['map', { map: [['bytes', { bytes: Uint8Array.of(1, 2) }]] }]]] },
    ],
  ])('should make a device of metadata with %s', async (_name, metadata, fields) => {
    const { me, anchor } = await stage.owner();
    const method = { ...authnMethodOf(device(stage.newcomer())), metadata };
    expect(await me.authn_method_add(anchor, method)).toEqual({ Ok: null });
    expect((await me.get_anchor_info(anchor)).devices[1]).toMatchObject(fields);
  });

  it('should make a device with or without a credential, of either purpose, and never used', async () => {
    const { me, anchor } = await stage.owner();
    const [passkey, phrase] = [stage.newcomer(), stage.newcomer()];
    await me.authn_method_add(anchor, {
      ...authnMethodOf(device(passkey, { purpose: { recovery: null } })),
      last_authentication: [1n],
    });
    await me.authn_method_add(anchor, {
      authn_method: { PubKey: { pubkey: publicKeyOf(phrase) } },
      security_settings: { protection: { Protected: null }, purpose: { Recovery: null } },
      metadata: texts({ usage: 'recovery_phrase' }),
      last_authentication: [],
    });
    const [, second, third] = (await me.get_anchor_info(anchor)).devices;
    expect(second).toMatchObject({ purpose: { recovery: null }, last_usage: [] });
    expect(Buffer.from(second!.credential_id[0]!)).toEqual(Buffer.of(1, 2, 3));
    expect(third).toMatchObject({
      credential_id: [],
      key_type: { seed_phrase: null },
      protection: { protected: null },
    });
  });
});
