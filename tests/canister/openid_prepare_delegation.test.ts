import { Principal } from '@icp-sdk/core/principal';
import { describe, expect, it } from 'vitest';
import { MINUTE_NS, publicKeyOf } from '../support/internet_identity.ts';
import { metricsOf } from '../support/metrics.ts';
import { type Claims, SigningKey, TOKEN_SALT, part } from '../support/openid_provider.ts';
import { credentialKey, useOpenIdStage } from '../support/openid_stage.ts';

const REFUSED = { Err: { JwtVerificationFailed: null } };
const ORIGIN = 'https://dapp.example';

describe('openid_prepare_delegation', () => {
  const { stage, openId } = useOpenIdStage();

  /** Prepares a delegation for a new session, with the account of a `sub`. */
  async function prepare(claims: Claims, header: Claims = {}) {
    const session = stage.newcomer();
    const jwt = await openId.token(session, claims, header);
    return stage.ii.as(session).openid_prepare_delegation(jwt, TOKEN_SALT, publicKeyOf(session));
  }

  it('should sign for half an hour under a key of the account, the same each time', async () => {
    const owner = await stage.owner();
    const sub = await openId.link(owner);
    const now = await stage.ii.now();
    const first = await prepare({ sub });
    const second = await prepare({ sub });
    if (!('Ok' in first) || !('Ok' in second)) throw new Error('refused');
    expect(first.Ok.anchor_number).toBe(owner.anchor);
    expect(first.Ok.expiration - now).toBeGreaterThanOrEqual(30n * MINUTE_NS);
    expect(first.Ok.expiration - now).toBeLessThan(31n * MINUTE_NS);
    expect(second.Ok.user_key).toEqual(first.Ok.user_key);
    const other = await stage.owner();
    const elsewhere = await prepare({ sub: await openId.link(other) });
    expect('Ok' in elsewhere && elsewhere.Ok.user_key).not.toEqual(first.Ok.user_key);
  });

  it('should let the account act for the identity, and no dapp take it for its user', async () => {
    const owner = await stage.owner();
    const sub = await openId.link(owner);
    const account = await openId.signIn(sub);
    const info = await account.get_anchor_info(owner.anchor);
    expect(info.devices).toHaveLength(1);
    const [userKey] = await account.prepare_delegation(owner.anchor, ORIGIN, owner.pubkey, []);
    const expected = await owner.me.get_principal(owner.anchor, ORIGIN);
    expect(Principal.selfAuthenticating(Uint8Array.from(userKey)).toText()).toBe(expected.toText());
    const stranger = await stage.owner();
    await expect(account.get_anchor_info(stranger.anchor)).rejects.toThrow(/could not be authenticated/);
  });

  it("should note the account's use when it acts, not when it signs in", async () => {
    const owner = await stage.owner();
    const sub = await openId.link(owner);
    const usage = async () =>
      (await owner.me.get_anchor_info(owner.anchor)).openid_credentials[0]![0]!.last_usage_timestamp;
    const account = await openId.signIn(sub);
    expect(await usage()).toEqual([]);
    const before = await stage.ii.now();
    await account.identity_info(owner.anchor);
    expect((await usage())[0]).toBeGreaterThanOrEqual(before);
    const [device] = await stage.anyone.lookup(owner.anchor);
    expect(device?.pubkey).toHaveLength(owner.pubkey.length);
  });

  it('should refresh what the provider says of the account', async () => {
    const owner = await stage.owner();
    const sub = await openId.link(owner);
    await prepare({ sub, name: 'Ada King', email: undefined, picture: undefined });
    const info = await owner.me.get_anchor_info(owner.anchor);
    expect(info.openid_credentials[0]?.[0]?.metadata).toEqual([['name', { String: 'Ada King' }]]);
  });

  it('should know nobody by an account that is not linked', async () => {
    expect(await prepare({ sub: openId.person() })).toEqual({ Err: { NoSuchAnchor: null } });
  });

  it('should follow an account that was moved to another identity', async () => {
    const [first, second] = [await stage.owner(), await stage.owner()];
    const sub = await openId.link(first);
    const before = await prepare({ sub });
    const old = await openId.signIn(sub);
    await first.me.openid_credential_remove(first.anchor, credentialKey(sub));
    await second.me.openid_credential_add(second.anchor, await openId.token(second.key, { sub }), TOKEN_SALT);
    const after = await prepare({ sub });
    if (!('Ok' in before) || !('Ok' in after)) throw new Error('refused');
    expect(after.Ok.anchor_number).toBe(second.anchor);
    expect(after.Ok.user_key).not.toEqual(before.Ok.user_key);
    for (const anchor of [first.anchor, second.anchor]) {
      await expect(old.get_anchor_info(anchor)).rejects.toThrow(/could not be authenticated/);
    }
  });

  it('should refuse tokens that are not verified', async () => {
    const sub = await openId.link(await stage.owner());
    expect(await prepare({ sub, aud: 'another' })).toEqual(REFUSED);
    expect(await prepare({ sub, nonce: 'another' })).toEqual(REFUSED);
    expect(await prepare({ sub, iat: 1 })).toEqual(REFUSED);
    expect(await prepare({ sub }, { alg: 'none' })).toEqual(REFUSED);
    const forged = new SigningKey('key-1').sign(part({ alg: 'RS256', kid: 'key-1' }), part({ sub }));
    expect(await stage.anyone.openid_prepare_delegation(forged, TOKEN_SALT, TOKEN_SALT)).toEqual(REFUSED);
    const session = stage.newcomer();
    const jwt = await openId.token(session, { sub });
    const stolen = stage.ii.as(stage.newcomer()).openid_prepare_delegation(jwt, TOKEN_SALT, TOKEN_SALT);
    expect(await stolen).toEqual(REFUSED);
  });

  it('should be counted with the delegations', async () => {
    const count = async () => (await metricsOf(stage.ii))['internet_identity_delegation_counter'];
    const before = await count();
    await prepare({ sub: await openId.link(await stage.owner()) });
    expect(await count()).toBe(before! + 1);
  });

  it('should keep accounts and their access over an upgrade, which fetches the keys anew', async () => {
    const owner = await stage.owner();
    const sub = await openId.link(owner);
    const account = await openId.signIn(sub);
    await stage.ii.upgrade();
    expect((await account.get_anchor_info(owner.anchor)).openid_credentials[0]).toHaveLength(1);
    expect(await prepare({ sub })).toEqual(REFUSED);
    await openId.answerKeys();
    expect(await prepare({ sub })).toHaveProperty('Ok.anchor_number', owner.anchor);
  });
});
