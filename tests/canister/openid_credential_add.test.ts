import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import {
  CLIENT_ID,
  type Claims,
  SigningKey,
  TENANT_ISSUER,
  TOKEN_SALT,
  goodClaims,
  part,
} from '../support/openid_provider.ts';
import { credentialKey, useOpenIdStage } from '../support/openid_stage.ts';
import type { Owner } from '../support/stage.ts';

const SECOND = 1_000_000_000n;
const REFUSED = { Err: { JwtVerificationFailed: null } };

describe('openid_credential_add', () => {
  const { stage, openId } = useOpenIdStage();

  const addToken = ({ me, anchor }: Owner, jwt: string, salt = TOKEN_SALT) =>
    me.openid_credential_add(anchor, jwt, salt);
  const add = async (owner: Owner, claims: Claims, header: Claims = {}) =>
    addToken(owner, await openId.token(owner.key, claims, header));
  /** The parts of a token that is good but for its signature. */
  const unsigned = async ({ key }: Owner): Promise<string> => {
    const caller = key.getPrincipal().toUint8Array();
    return part(goodClaims({ caller, now: await stage.ii.now() }));
  };

  it('should link the account and show it in both generations of methods', async () => {
    const owner = await stage.owner();
    const sub = await openId.link(owner);
    const shown = {
      iss: TENANT_ISSUER,
      sub,
      aud: CLIENT_ID,
      last_usage_timestamp: [],
      metadata: [
        ['email', { String: 'ada@provider.example' }],
        ['name', { String: 'Ada' }],
        ['picture', { String: 'https://provider.example/ada.png' }],
      ],
    };
    expect((await owner.me.get_anchor_info(owner.anchor)).openid_credentials).toEqual([[shown]]);
    const info = await owner.me.identity_info(owner.anchor);
    expect('Ok' in info && info.Ok.openid_credentials).toEqual([[shown]]);
  });

  it('should refuse an account that some identity has, until it is unlinked', async () => {
    const owner = await stage.owner();
    const other = await stage.owner();
    const sub = await openId.link(owner);
    const taken = { Err: { OpenIdCredentialAlreadyRegistered: null } };
    expect(await add(owner, { sub })).toEqual(taken);
    expect(await add(other, { sub })).toEqual(taken);
    await owner.me.openid_credential_remove(owner.anchor, credentialKey(sub));
    expect(await add(other, { sub })).toEqual({ Ok: null });
  });

  it('should refuse the signature of a wrong key, and an unknown key', async () => {
    const owner = await stage.owner();
    const other = new SigningKey('key-1');
    const header = part({ alg: 'RS256', kid: 'key-1' });
    expect(await addToken(owner, other.sign(header, await unsigned(owner)))).toEqual(REFUSED);
    expect(await add(owner, {}, { kid: 'key-2' })).toEqual(REFUSED);
  });

  it.each([
    ['a wrong audience', { aud: 'another' }],
    ['a wrong issuer', { iss: 'https://provider.example/tenant-2/v2.0' }],
    ['a template that is not filled', { iss: 'https://provider.example/{tid}/v2.0' }],
    ['a nonce for somebody else', { nonce: 'somebody else' }],
    ['an email address that is too long', { email: 'a'.repeat(257) }],
    ['a name that is too long', { name: 'a'.repeat(129) }],
    ['a picture that is too long', { picture: 'a'.repeat(257) }],
    ['no subject', { sub: undefined }],
  ])('should refuse %s', async (_, claims) => {
    expect(await add(await stage.owner(), claims)).toEqual(REFUSED);
  });

  it('should refuse a token of another caller or with another salt', async () => {
    const owner = await stage.owner();
    const jwt = await openId.token(owner.key);
    expect(await addToken(await stage.owner(), jwt)).toEqual(REFUSED);
    expect(await addToken(owner, jwt, new Uint8Array(32))).toEqual(REFUSED);
    expect(await addToken(owner, jwt, new Uint8Array())).toEqual(REFUSED);
  });

  it('should refuse expired and future tokens', async () => {
    const owner = await stage.owner();
    const now = Number((await stage.ii.now()) / SECOND);
    for (const iat of [now - 602, now + 10]) expect(await add(owner, { iat })).toEqual(REFUSED);
    expect(await add(owner, { exp: now - 1 })).toEqual(REFUSED);
    const jwt = await openId.token(owner.key, { sub: openId.person() });
    await stage.ii.advance(602n * SECOND);
    expect(await addToken(owner, jwt)).toEqual(REFUSED);
  });

  it('should refuse a changed byte in each part', async () => {
    const owner = await stage.owner();
    const jwt = await openId.token(owner.key);
    const [header = '', payload = ''] = jwt.split('.');
    for (const at of [10, header.length + 20, header.length + payload.length + 30]) {
      const other = jwt[at] === 'A' ? 'B' : 'A';
      expect(await addToken(owner, jwt.slice(0, at) + other + jwt.slice(at + 1))).toEqual(REFUSED);
    }
  });

  it('should refuse algorithms other than RS256, also HMAC with the public key', async () => {
    const owner = await stage.owner();
    for (const alg of ['none', 'HS256', 'RS512', 'PS256']) {
      expect(await add(owner, {}, { alg })).toEqual(REFUSED);
    }
    const payload = await unsigned(owner);
    const none = part({ alg: 'none', kid: 'key-1' });
    expect(await addToken(owner, `${none}.${payload}.`)).toEqual(REFUSED);
    const header = part({ alg: 'HS256', kid: 'key-1' });
    const [key] = openId.provider.keys as [SigningKey];
    const secret = key.publicKey.export({ type: 'spki', format: 'pem' });
    const mac = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
    expect(await addToken(owner, `${header}.${payload}.${mac}`)).toEqual(REFUSED);
  });

  it('should refuse duplicate claims, malformed and huge tokens', async () => {
    const owner = await stage.owner();
    const [key] = openId.provider.keys as [SigningKey];
    const header = part({ alg: 'RS256', kid: 'key-1' });
    const claims = Buffer.from(await unsigned(owner), 'base64url').toString();
    const twice = Buffer.from(claims.replace('{', '{"sub":"a",')).toString('base64url');
    expect(await addToken(owner, key.sign(header, twice))).toEqual(REFUSED);
    for (const jwt of ['', '..', header, 'é.é.é', '.'.repeat(100_000)]) {
      expect(await addToken(owner, jwt)).toEqual(REFUSED);
    }
    expect(await add(owner, { more: 'x'.repeat(60_000) })).toEqual(REFUSED);
    expect(await add(owner, { more: 'x'.repeat(1_000_000) })).toEqual(REFUSED);
    const nested = Buffer.from('['.repeat(5_000)).toString('base64url');
    expect(await addToken(owner, key.sign(header, nested))).toEqual(REFUSED);
  });

  it('should refuse more than a hundred accounts, and accept one again after another is gone', async () => {
    const owner = await stage.owner();
    const subs: string[] = [];
    for (let i = 0; i < 100; i++) subs.push(await openId.link(owner));
    const sub = openId.person();
    expect(await add(owner, { sub })).toEqual({
      Err: {
        InternalCanisterError:
          'Too many OpenID credentials. Maximum number of OpenID credentials is 100. Current number of OpenID credentials is 100.',
      },
    });
    await owner.me.openid_credential_remove(owner.anchor, credentialKey(subs[3]!));
    expect(await add(owner, { sub })).toEqual({ Ok: null });
    // The hundredth signs in like the first.
    const me = await openId.signIn(sub);
    expect((await me.get_anchor_info(owner.anchor)).openid_credentials[0]).toHaveLength(100);
  });

  it('should allow an account to link another', async () => {
    const owner = await stage.owner();
    const account = await openId.signIn(await openId.link(owner));
    expect(await account.openid_credential_remove(owner.anchor, credentialKey('nobody'))).toEqual({
      Err: { OpenIdCredentialNotFound: null },
    });
  });

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.openid_credential_add(anchor, 'no token', TOKEN_SALT),
    refusal: 'value',
    isUse: true,
  });
});
