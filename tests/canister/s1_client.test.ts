/** The journeys of a client that knows only the interface of April 2025. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Actor, PocketIc } from '@dfinity/pic';
import { Principal } from '@icp-sdk/core/principal';
import { describe, expect, it } from 'vitest';
import { authnMethodOf, texts } from '../support/authn_method.ts';
import { CANISTER_ID, device, publicKeyOf } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';
import { idlFactory, type _SERVICE } from '../vectors/s1.did.ts';

const VECTORS = fileURLToPath(new URL('../vectors/', import.meta.url));
const ORIGIN = 'https://dapp.example';

describe('a client of the interface of April 2025', () => {
  const stage = useStage();
  const factory = idlFactory as unknown as Parameters<PocketIc['createActor']>[0];
  const as = (key: ReturnType<typeof stage.newcomer>): Actor<_SERVICE> => {
    const actor = stage.ii.pic.createActor<_SERVICE>(factory, CANISTER_ID);
    actor.setPrincipal(key.getPrincipal());
    return actor;
  };

  /** Registers with one passkey. */
  const register = async (name: [] | [string] = []) => {
    const key = stage.newcomer();
    const me = as(key);
    expect(await me.identity_registration_start()).toEqual({ Ok: { next_step: { Finish: null } } });
    const finished = await me.identity_registration_finish({
      authn_method: authnMethodOf(device(key)),
      name,
    });
    if ('Err' in finished) throw new Error('not registered');
    return { key, me, anchor: finished.Ok.identity_number, pubkey: publicKeyOf(key) };
  };

  it('should have the declarations that its interface gives', () => {
    const folder = mkdtempSync(join(tmpdir(), 's1-'));
    try {
      const bindgen = fileURLToPath(new URL('../../node_modules/.bin/icp-bindgen', import.meta.url));
      const options = ['--actor-disabled', '--declarations-flat', '--declarations-typescript', '--force'];
      execFileSync(
        process.execPath,
        [bindgen, '--did-file', join(VECTORS, 's1.did'), '--out-dir', folder, ...options],
        { stdio: 'ignore' },
      );
      expect(readFileSync(join(folder, 's1.did.ts'), 'utf8')).toBe(
        readFileSync(join(VECTORS, 's1.did.ts'), 'utf8'),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('should register, sign in and read what is stored', async () => {
    const { me, anchor, key, pubkey } = await register(['Ada']);
    const session = publicKeyOf(stage.newcomer());
    const [userKey, expiration] = await me.prepare_delegation(anchor, ORIGIN, session, []);
    const reply = await me.get_delegation(anchor, ORIGIN, session, expiration);
    if (!('signed_delegation' in reply)) throw new Error('no delegation');
    expect(reply.signed_delegation.delegation).toEqual({ pubkey: session, expiration, targets: [] });
    expect((await me.get_principal(anchor, ORIGIN)).toText()).toBe(
      Principal.selfAuthenticating(Uint8Array.from(userKey)).toText(),
    );
    expect(await me.lookup(anchor)).toEqual([{ ...device(key), alias: '' }]);
    expect(await me.get_anchor_info(anchor)).toMatchObject({ name: ['Ada'], openid_credentials: [[]] });
    // Later fields are not in its declarations, and do not get in its way.
    const info = await me.identity_info(anchor);
    if ('Err' in info) throw new Error('no info');
    expect(Object.keys(info.Ok).sort()).toEqual([
      'authn_method_registration',
      'authn_methods',
      'metadata',
      'openid_credentials',
    ]);
    expect(await me.lookup_device_key(Uint8Array.of(1, 2, 3))).toHaveLength(1);
    expect(await me.identity_authn_info(anchor)).toEqual({
      Ok: {
        authn_methods: [{ WebAuthn: { pubkey, credential_id: Uint8Array.of(1, 2, 3) } }],
        recovery_authn_methods: [],
      },
    });
    expect((await me.stats()).users_registered).toBeGreaterThan(0n);
    expect(await me.config()).not.toHaveProperty('dummy_auth');
  });

  it('should manage devices by both generations', async () => {
    const { me, anchor } = await register();
    const [phone, laptop, tablet] = [stage.newcomer(), stage.newcomer(), stage.newcomer()];
    await me.add(anchor, device(phone));
    await me.update(anchor, publicKeyOf(phone), device(phone, { alias: 'Phone' }));
    await me.replace(anchor, publicKeyOf(phone), device(laptop));
    await me.remove(anchor, publicKeyOf(laptop));
    expect(await me.authn_method_add(anchor, authnMethodOf(device(phone)))).toEqual({ Ok: null });
    expect(await me.authn_method_replace(anchor, publicKeyOf(phone), authnMethodOf(device(tablet)))).toEqual({
      Ok: null,
    });
    const [key, absent] = [publicKeyOf(tablet), publicKeyOf(phone)];
    expect(await me.authn_method_metadata_replace(anchor, key, texts({ alias: 'T' }))).toEqual({ Ok: null });
    const settings = { protection: { Unprotected: null }, purpose: { Recovery: null } };
    expect(await me.authn_method_security_settings_replace(anchor, key, settings)).toEqual({ Ok: null });
    expect(await me.authn_method_security_settings_replace(anchor, absent, settings)).toEqual({
      Err: { AuthnMethodNotFound: null },
    });
    expect(await me.identity_metadata_replace(anchor, texts({ a: 'b' }))).toEqual({ Ok: null });
    const { devices } = await me.get_anchor_info(anchor);
    expect(devices.map(({ alias }) => alias)).toEqual(['Passkey', 'T']);
    expect(await me.authn_method_remove(anchor, key)).toEqual({ Ok: null });
  });

  it('should add a device from elsewhere, entering the mode without the later argument', async () => {
    const { me, anchor } = await register();
    const entered = await me.authn_method_registration_mode_enter(anchor);
    expect(entered).toHaveProperty('Ok.expiration');
    const registered = await as(stage.newcomer()).authn_method_register(
      anchor,
      authnMethodOf(device(stage.newcomer())),
    );
    if ('Err' in registered) throw new Error('not registered');
    expect(await me.authn_method_confirm(anchor, registered.Ok.confirmation_code)).toEqual({ Ok: null });
    expect(await me.authn_method_registration_mode_exit(anchor)).toEqual({ Ok: null });
    await me.enter_device_registration_mode(anchor);
    const added = await as(stage.newcomer()).add_tentative_device(anchor, device(stage.newcomer()));
    if (!('added_tentatively' in added)) throw new Error('not added');
    expect(await me.verify_tentative_device(anchor, added.added_tentatively.verification_code)).toEqual({
      verified: null,
    });
    expect((await me.get_anchor_info(anchor)).devices).toHaveLength(3);
  });

  it('should not take a refusal of the mode for anything else, whose reason it has no type for', async () => {
    const { anchor, me } = await register();
    const stranger = as(stage.newcomer());
    await expect(stranger.authn_method_registration_mode_enter(anchor)).rejects.toThrow(
      /type mismatch: type on the wire .*, expect type null/,
    );
    expect((await me.get_anchor_info(anchor)).device_registration).toEqual([]);
    // The first generation says who was refused in words.
    await expect(stranger.enter_device_registration_mode(anchor)).rejects.toThrow(
      /could not be authenticated/,
    );
  });

  it('should keep accounts and get their delegations without the later argument', async () => {
    const { me, anchor } = await register();
    const session = publicKeyOf(stage.newcomer());
    const created = await me.create_account(anchor, ORIGIN, 'Work');
    if ('Err' in created) throw new Error('no account');
    const { account_number } = created.Ok;
    expect(await me.update_account(anchor, ORIGIN, account_number, { name: ['Office'] })).toHaveProperty(
      'Ok',
    );
    expect(await me.get_accounts(anchor, ORIGIN)).toHaveProperty('Ok.1.name', ['Office']);
    const prepared = await me.prepare_account_delegation(anchor, ORIGIN, account_number, session, []);
    if ('Err' in prepared) throw new Error('not prepared');
    const { expiration } = prepared.Ok;
    expect(
      await me.get_account_delegation(anchor, ORIGIN, account_number, session, expiration),
    ).toHaveProperty('Ok.delegation', { pubkey: session, expiration, targets: [] });
  });

  it('should read pages', async () => {
    const { me } = await register();
    const request = { method: 'GET', url: '/', headers: [], body: new Uint8Array() };
    expect((await me.http_request({ ...request, certificate_version: [2] })).status_code).toBe(200);
    expect(
      (await me.http_request_update({ ...request, url: '/faq', certificate_version: [] })).status_code,
    ).toBe(301);
  });
});
