import { describe, expect, it } from 'vitest';
import { UNKNOWN_NUMBERS } from '../support/access_rules.ts';
import { device, publicKeyOf } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

describe('get_anchor_credentials', () => {
  const stage = useStage();

  it('should part credentials by purpose in stored order, and name phrases of any purpose', async () => {
    const { me, anchor, pubkey } = await stage.owner();
    const [recovery, plain, phrase, last] = Array.from({ length: 4 }, () => stage.newcomer());
    const credential = (byte: number) => ({ credential_id: [Uint8Array.of(byte)] as [Uint8Array] });
    await me.add(anchor, device(recovery!, { purpose: { recovery: null }, ...credential(2) }));
    await me.add(anchor, device(plain!, { credential_id: [] }));
    await me.add(anchor, device(phrase!, { key_type: { seed_phrase: null }, credential_id: [] }));
    await me.add(anchor, device(last!, { key_type: { platform: null }, ...credential(3) }));
    await stage.ii.as(last!).get_anchor_info(anchor);
    expect(await stage.anyone.get_anchor_credentials(anchor)).toEqual({
      credentials: [
        { pubkey, credential_id: Uint8Array.of(1, 2, 3) },
        { pubkey: publicKeyOf(last!), credential_id: Uint8Array.of(3) },
      ],
      recovery_credentials: [{ pubkey: publicKeyOf(recovery!), credential_id: Uint8Array.of(2) }],
      recovery_phrases: [publicKeyOf(phrase!)],
    });
  });

  it.each(UNKNOWN_NUMBERS)('should be empty for the number %s', async (unknown) => {
    expect(await stage.anyone.get_anchor_credentials(unknown)).toEqual({
      credentials: [],
      recovery_credentials: [],
      recovery_phrases: [],
    });
  });
});
