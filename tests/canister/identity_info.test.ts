import { describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { authnMethodOf } from '../support/authn_method.ts';
import { asRead } from '../support/client_interface.ts';
import { device } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

describe('identity_info', () => {
  const stage = useStage();

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.identity_info(anchor),
    refusal: 'value',
    isUse: true,
  });

  const info = async (me: ReturnType<typeof stage.ii.as>, anchor: bigint) => {
    const reply = await me.identity_info(anchor);
    if ('Err' in reply) throw new Error('refused');
    return reply.Ok;
  };

  it('should show everything, with the time of this very call', async () => {
    const { me, anchor, key } = await stage.owner();
    const before = await stage.ii.now();
    const shown = await info(me, anchor);
    const everything = {
      authn_methods: [{ ...authnMethodOf(device(key)), last_authentication: [expect.any(BigInt)] }],
      authn_method_registration: [],
      openid_credentials: [[]],
      metadata: [],
      name: [],
    };
    expect(shown).toEqual(asRead(everything, 'name'));
    expect(shown.authn_methods[0]!.last_authentication[0]).toBeGreaterThanOrEqual(before);
  });

  it.each([
    ['a platform key', { key_type: { platform: null }, origin: ['https://a.example'] as [string] }],
    ['a roaming key', { key_type: { cross_platform: null } }],
    ['a browser key', { key_type: { browser_storage_key: null }, credential_id: [] as [] }],
    [
      'a phrase',
      { key_type: { seed_phrase: null }, credential_id: [] as [], protection: { protected: null } },
    ],
    ['a key without a name', { alias: '', purpose: { recovery: null } }],
    ['a key with notes', { metadata: [[['n', { map: [['b', { bytes: Uint8Array.of(7) }]] }]]] as never }],
  ])('should show %s as the method that it would be added by', async (_name, changes) => {
    const { me, anchor } = await stage.owner();
    const data = device(stage.newcomer(), changes);
    await me.add(anchor, data);
    const [, method] = (await info(me, anchor)).authn_methods;
    const sorted = (map: readonly (readonly [string, unknown])[]) => Object.fromEntries(map);
    expect({ ...method, metadata: sorted(method!.metadata) }).toEqual({
      ...authnMethodOf(data),
      metadata: sorted(authnMethodOf(data).metadata),
    });
  });

  it('should show the registration mode and its method until it ends', async () => {
    const { me, anchor } = await stage.owner();
    const expiration = await me.enter_device_registration_mode(anchor);
    const registration = async () => (await info(me, anchor)).authn_method_registration;
    expect(await registration()).toEqual([{ expiration, authn_method: [] }]);
    const method = authnMethodOf(device(stage.newcomer(), { alias: 'Tentative' }));
    await stage.anyone.authn_method_register(anchor, method);
    expect(await registration()).toEqual([{ expiration, authn_method: [method] }]);
    await stage.ii.advance(expiration - (await stage.ii.now()));
    expect(await registration()).toEqual([]);
  });
});
