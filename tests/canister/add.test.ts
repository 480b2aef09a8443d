import { describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import {
  type HandIn,
  itShouldHoldDevicesToTheRules,
  itShouldHoldIdentitiesToTheRules,
} from '../support/device_rules.ts';
import { device } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

describe('add', () => {
  const stage = useStage();
  const add: HandIn = ({ me, anchor }, data) => me.add(anchor, data);

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.add(anchor, device(stage.newcomer())),
    refusal: 'trap',
    isUse: true,
  });
  itShouldHoldDevicesToTheRules(stage, add, 'failed to add device: ');
  itShouldHoldIdentitiesToTheRules(stage, add);

  it('should add a device behind the others, never used, that can then sign in', async () => {
    const { me, anchor } = await stage.owner();
    const phone = stage.newcomer();
    const data = device(phone, {
      alias: 'Phone',
      key_type: { cross_platform: null },
      purpose: { recovery: null },
      origin: ['https://a.example'],
      metadata: [[['map', { map: [['bytes', { bytes: Uint8Array.of(1) }]] }]]],
    });
    await me.add(anchor, data);
    const { devices } = await me.get_anchor_info(anchor);
    expect(devices).toHaveLength(2);
    expect(devices[1]).toEqual({ ...data, last_usage: [] });
    expect((await stage.ii.as(phone).get_anchor_info(anchor)).devices[1]!.last_usage).toHaveLength(1);
  });

  it('should refuse every reserved name, and take it within a map', async () => {
    const { me, anchor } = await stage.owner();
    const reserved = [
      ...['pubkey', 'alias', 'credential_id', 'purpose', 'key_type', 'protection', 'origin'],
      ...['last_usage_timestamp', 'metadata', 'usage', 'authenticator_attachment'],
    ];
    for (const name of reserved) {
      const noted = device(stage.newcomer(), { metadata: [[[name, { string: 'x' }]]] });
      await expect(me.add(anchor, noted)).rejects.toThrow(
        `failed to add device: Metadata key '${name}' is reserved and cannot be used.`,
      );
    }
    const within = reserved.map((name): [string, { string: string }] => [name, { string: '' }]);
    await me.add(anchor, device(stage.newcomer(), { metadata: [[['map', { map: within }]]] }));
  });

  it('should keep the last of metadata entries with the same name', async () => {
    const { me, anchor } = await stage.owner();
    const entry = (value: string): [string, { string: string }] => ['name', { string: value }];
    await me.add(anchor, device(stage.newcomer(), { metadata: [[entry('first'), entry('last')]] }));
    expect((await me.get_anchor_info(anchor)).devices[1]!.metadata).toEqual([[entry('last')]]);
  });
});
