import { describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import {
  itShouldHoldDevicesToTheRules,
  itShouldRespectTheLock,
  lockedPhrase,
} from '../support/device_rules.ts';
import { device, publicKeyOf } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

const PREFIX = 'failed to modify device: ';

describe('update', () => {
  const stage = useStage();

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor, pubkey, key }) => me.update(anchor, pubkey, device(key)),
    refusal: 'trap',
    isUse: true,
  });
  itShouldRespectTheLock(stage, ({ me, anchor }, data) => me.update(anchor, data.pubkey, data), PREFIX);

  itShouldHoldDevicesToTheRules(
    stage,
    ({ me, anchor, pubkey }, data) => me.update(anchor, pubkey, { ...data, pubkey }),
    PREFIX,
    'the same key',
  );

  it('should replace every field but the last usage', async () => {
    const { me, anchor, key } = await stage.owner();
    const phone = stage.newcomer();
    await me.add(anchor, device(phone));
    await stage.ii.as(phone).get_anchor_info(anchor);
    const before = (await me.get_anchor_info(anchor)).devices[1]!;
    const changed = device(phone, {
      alias: 'Renamed',
      credential_id: [new Uint8Array([9])],
      key_type: { cross_platform: null },
      purpose: { recovery: null },
      origin: ['https://identity.example'],
      metadata: [[['note', { string: 'mine' }]]],
    });
    await me.update(anchor, publicKeyOf(phone), changed);
    const { devices } = await me.get_anchor_info(anchor);
    expect(devices[1]).toEqual({ ...changed, last_usage: before.last_usage });
    expect(Buffer.from(devices[0]!.pubkey)).toEqual(Buffer.from(publicKeyOf(key)));
  });

  it('should look for the device before all, then at the key, the device, the lock and the identity', async () => {
    const { me, anchor, pubkey, key } = await stage.owner();
    const other = stage.newcomer();
    const tooLong = { alias: 'a'.repeat(65) };
    await expect(me.update(anchor, publicKeyOf(other), device(other, tooLong))).rejects.toThrow(
      "'Could not find device to update, check device key'",
    );
    await expect(me.update(anchor, pubkey, device(other, tooLong))).rejects.toThrow(
      `'${PREFIX}Device key cannot be updated.'`,
    );
    const phrase = lockedPhrase(other);
    await me.add(anchor, phrase);
    await expect(me.update(anchor, phrase.pubkey, { ...phrase, ...tooLong })).rejects.toThrow(
      `${PREFIX}alias limit exceeded`,
    );
    const oversized = [[['n', { bytes: new Uint8Array(2500) }]]] as never;
    await expect(me.update(anchor, phrase.pubkey, { ...phrase, metadata: oversized })).rejects.toThrow(
      `${PREFIX}Device is locked.`,
    );
    await expect(me.update(anchor, pubkey, device(key, { metadata: oversized }))).rejects.toThrow(
      `${PREFIX}Cumulative size of variable sized fields exceeds limit: length`,
    );
    await expect(
      me.update(anchor, pubkey, device(key, { key_type: { seed_phrase: null }, credential_id: [] })),
    ).rejects.toThrow(`${PREFIX}There is already a recovery phrase and only one is allowed.`);
  });

  it('should lock and unlock a phrase by its own key', async () => {
    const { me, anchor } = await stage.owner();
    const phrase = stage.newcomer();
    const locked = lockedPhrase(phrase);
    await me.add(anchor, { ...locked, protection: { unprotected: null } });
    // Anybody of the identity may lock it, but not undo that.
    await me.update(anchor, locked.pubkey, locked);
    await expect(
      me.update(anchor, locked.pubkey, { ...locked, protection: { unprotected: null } }),
    ).rejects.toThrow(/Device is locked/);
    await stage.ii.as(phrase).update(anchor, locked.pubkey, { ...locked, protection: { unprotected: null } });
    await me.remove(anchor, locked.pubkey);
  });
});
