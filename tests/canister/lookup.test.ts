import { describe, expect, it } from 'vitest';
import { UNKNOWN_NUMBERS } from '../support/access_rules.ts';
import { device } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

describe('lookup', () => {
  const stage = useStage();

  it('should list devices by last use, the never used last, without aliases and metadata', async () => {
    const { me, anchor, key } = await stage.owner();
    const [phone, phrase, plain] = [stage.newcomer(), stage.newcomer(), stage.newcomer()];
    const devices = {
      phone: device(phone, {
        alias: 'Phone',
        purpose: { recovery: null },
        origin: ['https://a.example'],
        metadata: [[['k', { string: 'v' }]]],
      }),
      phrase: device(phrase, { key_type: { seed_phrase: null }, credential_id: [] }),
      plain: device(plain, { credential_id: [] }),
    };
    for (const data of Object.values(devices)) await me.add(anchor, data);
    for (const user of [plain, phone]) {
      await stage.ii.advance(1_000_000_000n);
      await stage.ii.as(user).get_anchor_info(anchor);
    }
    const shown = [devices.phone, devices.plain, device(key), devices.phrase];
    expect(await stage.anyone.lookup(anchor)).toEqual(
      shown.map((data) => ({ ...data, alias: '', metadata: [] })),
    );
  });

  it.each(UNKNOWN_NUMBERS)('should be empty for the number %s', async (unknown) => {
    expect(await stage.anyone.lookup(unknown)).toEqual([]);
  });
});
