import { describe, expect, it } from 'vitest';
import { UNKNOWN_NUMBERS } from '../support/access_rules.ts';
import { device, publicKeyOf } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

describe('identity_authn_info', () => {
  const stage = useStage();

  it('should part methods by purpose, plain keys and phrases included', async () => {
    const { me, anchor, pubkey } = await stage.owner();
    const [recovery, plain, phrase] = [stage.newcomer(), stage.newcomer(), stage.newcomer()];
    const purpose = { recovery: null };
    await me.add(anchor, device(recovery, { purpose, credential_id: [Uint8Array.of(2)] }));
    await me.add(anchor, device(plain, { credential_id: [] }));
    await me.add(anchor, device(phrase, { purpose, key_type: { seed_phrase: null }, credential_id: [] }));
    expect(await stage.anyone.identity_authn_info(anchor)).toEqual({
      Ok: {
        authn_methods: [
          { WebAuthn: { pubkey, credential_id: Uint8Array.of(1, 2, 3) } },
          { PubKey: { pubkey: publicKeyOf(plain) } },
        ],
        recovery_authn_methods: [
          { WebAuthn: { pubkey: publicKeyOf(recovery), credential_id: Uint8Array.of(2) } },
          { PubKey: { pubkey: publicKeyOf(phrase) } },
        ],
      },
    });
  });

  it.each(UNKNOWN_NUMBERS)('should be empty for the number %s', async (unknown) => {
    expect(await stage.anyone.identity_authn_info(unknown)).toEqual({
      Ok: { authn_methods: [], recovery_authn_methods: [] },
    });
  });
});
