import { describe, expect, it } from 'vitest';
import type { AuthnMethodSecuritySettings } from '../../src/declarations/internet_identity.did.ts';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { itShouldRespectTheLock, lockedPhrase } from '../support/device_rules.ts';
import { device, publicKeyOf } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

const PREFIX = 'failed to modify device: ';
const settings = (
  protection: 'Protected' | 'Unprotected',
  purpose: 'Recovery' | 'Authentication',
): AuthnMethodSecuritySettings =>
  ({ protection: { [protection]: null }, purpose: { [purpose]: null } }) as never;

describe('authn_method_security_settings_replace', () => {
  const stage = useStage();

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor, pubkey }) =>
      me.authn_method_security_settings_replace(anchor, pubkey, settings('Unprotected', 'Authentication')),
    refusal: 'trap',
    isUse: true,
  });
  itShouldRespectTheLock(
    stage,
    ({ me, anchor }, { pubkey }) =>
      me.authn_method_security_settings_replace(anchor, pubkey, settings('Unprotected', 'Recovery')),
    PREFIX,
  );

  it('should change purpose and protection and nothing else', async () => {
    const { me, anchor } = await stage.owner();
    const phrase = lockedPhrase(stage.newcomer());
    await me.add(anchor, { ...phrase, protection: { unprotected: null }, origin: ['https://a.example'] });
    const before = (await me.get_anchor_info(anchor)).devices[1]!;
    expect(
      await me.authn_method_security_settings_replace(
        anchor,
        phrase.pubkey,
        settings('Protected', 'Authentication'),
      ),
    ).toEqual({ Ok: null });
    expect((await me.get_anchor_info(anchor)).devices[1]).toEqual({
      ...before,
      protection: { protected: null },
      purpose: { authentication: null },
    });
  });

  it.each([
    ['Unknown', { unknown: null }],
    ['Platform', { platform: null }],
    ['CrossPlatform', { cross_platform: null }],
    ['BrowserStorageKey', { browser_storage_key: null }],
  ])('should not lock a key of type %s', async (name, key_type) => {
    const { me, anchor } = await stage.owner();
    const key = stage.newcomer();
    await me.add(anchor, device(key, { key_type }));
    await expect(
      me.authn_method_security_settings_replace(
        anchor,
        publicKeyOf(key),
        settings('Protected', 'Authentication'),
      ),
    ).rejects.toThrow(`'${PREFIX}Only recovery phrases can be locked but key type is ${name}'`);
  });

  it('should say that there is no such method', async () => {
    const { me, anchor } = await stage.owner();
    expect(
      await me.authn_method_security_settings_replace(
        anchor,
        publicKeyOf(stage.newcomer()),
        settings('Unprotected', 'Recovery'),
      ),
    ).toEqual({ Err: { AuthnMethodNotFound: null } });
  });
});
