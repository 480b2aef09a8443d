import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import type { AuthnMethodData } from '../../src/declarations/internet_identity.did.ts';
import { identity, InternetIdentity, MINUTE_NS, publicKeyOf } from '../support/internet_identity.ts';

const method = (name: string, changes: Partial<AuthnMethodData> = {}): AuthnMethodData => ({
  authn_method: { WebAuthn: { pubkey: publicKeyOf(identity(name)), credential_id: new Uint8Array([1]) } },
  security_settings: { protection: { Unprotected: null }, purpose: { Authentication: null } },
  metadata: [],
  last_authentication: [],
  ...changes,
});

describe('identity_registration_finish', () => {
  let ii: InternetIdentity;

  beforeAll(async () => {
    ii = await InternetIdentity.create({ ...LOCAL_INIT, assigned_user_number_range: [[10_000n, 10_003n]] });
  });
  afterAll(() => ii.tearDown());

  const finish = (caller: string, authn_method: AuthnMethodData, name: [] | [string] = []) =>
    ii.as(identity(caller)).identity_registration_finish({ authn_method, name });
  const start = (caller: string) => ii.as(identity(caller)).identity_registration_start();

  it('should refuse a caller without a flow', async () => {
    expect(await finish('nobody', method('a'))).toEqual({ Err: { NoRegistrationFlow: null } });
  });

  it('should refuse a flow that is five minutes old', async () => {
    await start('late');
    await ii.advance(5n * MINUTE_NS);
    expect(await finish('late', method('a'))).toEqual({ Err: { NoRegistrationFlow: null } });
  });

  it('should say what is wrong with a method and let the caller try again', async () => {
    await start('tab');
    expect(await finish('tab', method('a', { metadata: [['alias', { String: 'a'.repeat(65) }]] }))).toEqual({
      Err: { InvalidAuthnMethod: 'alias limit exceeded: length 65, limit 64' },
    });
    expect(await finish('tab', method('a', { metadata: [['usage', { Map: [] }]] }))).toHaveProperty(
      'Err.InvalidAuthnMethod',
    );
    expect(await finish('tab', method('a'), ['n'.repeat(129)])).toHaveProperty('Err.StorageError');
    expect(await finish('tab', method('a'), ['Ada'])).toEqual({ Ok: { identity_number: 10_000n } });
  });

  it('should give the name and let the flow’s caller act for ten minutes', async () => {
    await start('temporary');
    const finished = await finish('temporary', method('b', { metadata: [['alias', { String: 'Key' }]] }), [
      'Bo',
    ]);
    expect(finished).toEqual({ Ok: { identity_number: 10_001n } });
    const caller = identity('temporary');
    const info = await ii.as(caller).get_anchor_info(10_001n);
    expect(info.name).toEqual(['Bo']);
    expect(info.devices.map(({ alias }) => alias)).toEqual(['Key']);
    await ii.advance(10n * MINUTE_NS);
    await expect(ii.as(caller).get_anchor_info(10_001n)).rejects.toThrow(/could not be authenticated/);
    expect((await ii.as(identity('b')).get_anchor_info(10_001n)).devices).toHaveLength(1);
  });

  it('should forget the temporary key with an upgrade', async () => {
    await start('upgraded');
    expect(await finish('upgraded', method('c'))).toEqual({ Ok: { identity_number: 10_002n } });
    await ii.upgrade();
    await expect(ii.as(identity('upgraded')).get_anchor_info(10_002n)).rejects.toThrow(
      /could not be authenticated/,
    );
  });

  it('should be full when every number of the range is given out', async () => {
    await start('last');
    expect(await finish('last', method('d'))).toEqual({ Err: { IdentityLimitReached: null } });
    expect((await ii.as().stats()).users_registered).toBe(3n);
  });
});
