import { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, it } from 'vitest';
import { SECOND } from '../../../tests/support/fake_ic.ts';
import {
  CLIENT_ID,
  JWKS_URI,
  OpenIdProvider,
  PROVIDER_CONFIG,
  TENANT_ISSUER,
  TOKEN_SALT,
  type Claims,
} from '../../../tests/support/openid_provider.ts';
import { registerIdentity } from '../../../tests/support/registered_identity.ts';
import {
  TestCanister,
  WITHOUT_CAPTCHA,
  testKey,
  testPrincipal,
} from '../../../tests/support/test_canister.ts';
import { openIdSeed } from '../domain/openid_credential.ts';
import { parseKeys } from '../domain/openid_keys.ts';
import { hex } from '../encoding/hex.ts';

const provider = new OpenIdProvider();
const KEYS = parseKeys(provider.jwks)!;
const SESSION = testKey(77);

let canister: TestCanister;
let anchor: bigint;

beforeEach(async () => {
  canister = new TestCanister({ ...WITHOUT_CAPTCHA, openid_configs: [[PROVIDER_CONFIG]] });
  canister.inside.openIdKeys.set(JWKS_URI, KEYS);
  anchor = await registerIdentity(canister, 1);
});

/** A token for whoever calls, as of now. */
const token = (claims: Claims = {}): string =>
  provider.token({ caller: canister.ic.caller(), now: canister.ic.now() }, claims);
const as = (caller: Uint8Array): TestCanister => {
  canister.ic.as(caller);
  return canister;
};
const add = (n = 1, claims: Claims = {}, to = anchor) =>
  as(testPrincipal(n)).update('openid_credential_add', to, token(claims), TOKEN_SALT);
const remove = (n = 1, key: [string, string] = [TENANT_ISSUER, 'person-1']) =>
  as(testPrincipal(n)).update('openid_credential_remove', anchor, key);
const prepare = (caller: Uint8Array, claims: Claims = {}) =>
  as(caller).update('openid_prepare_delegation', token(claims), TOKEN_SALT, SESSION);
const get = (caller: Uint8Array, expiration: bigint, claims: Claims = {}) =>
  as(caller).query('openid_get_delegation', token(claims), TOKEN_SALT, SESSION, expiration);
const credentials = async (n = 1) => {
  const info = await as(testPrincipal(n)).update('get_anchor_info', anchor);
  return info.openid_credentials[0] ?? [];
};
/** The principal that a prepared delegation is for. */
async function signedIn(caller: Uint8Array): Promise<Uint8Array> {
  const prepared = await prepare(caller);
  if ('Err' in prepared) throw new Error(Object.keys(prepared.Err).join());
  return Principal.selfAuthenticating(Uint8Array.from(prepared.Ok.user_key)).toUint8Array();
}

describe('openid_credential_add', () => {
  it('should link the account and show it with what the provider says', async () => {
    expect(await add()).toEqual({ Ok: null });
    const shown = {
      iss: TENANT_ISSUER,
      sub: 'person-1',
      aud: CLIENT_ID,
      last_usage_timestamp: [],
      metadata: [
        ['email', { String: 'ada@provider.example' }],
        ['name', { String: 'Ada' }],
        ['picture', { String: 'https://provider.example/ada.png' }],
      ],
    };
    expect(await credentials()).toEqual([shown]);
    const info = await canister.update('identity_info', anchor);
    expect('Ok' in info && info.Ok.openid_credentials).toEqual([[shown]]);
  });

  it('should refuse an account that any identity has', async () => {
    const other = await registerIdentity(canister, 2);
    await add();
    const taken = { Err: { OpenIdCredentialAlreadyRegistered: null } };
    expect(await add()).toEqual(taken);
    expect(await add(2, {}, other)).toEqual(taken);
    expect(await add(2, { sub: 'person-2' }, other)).toEqual({ Ok: null });
  });

  it('should note the use of the device also when the token is refused', async () => {
    canister.ic.as(testPrincipal(1)).advance(SECOND);
    expect(await add(1, { aud: 'another' })).toEqual({ Err: { JwtVerificationFailed: null } });
    const [device] = (await as(testPrincipal(1)).update('get_anchor_info', anchor)).devices;
    expect(device?.last_usage).toEqual([canister.ic.now()]);
  });

  it('should refuse strangers by value', async () => {
    expect(await add(9)).toEqual({
      Err: { Unauthorized: Principal.fromUint8Array(testPrincipal(9)) },
    });
  });

  it('should refuse more than a hundred accounts', async () => {
    for (let i = 0; i < 100; i++) {
      canister.inside.openIds.add(anchor, {
        ...{ iss: 'i', sub: `${i}`, aud: 'a', metadata: [] },
        ...{ lastUsage: null, keyDigest: null },
      });
    }
    expect(await add()).toEqual({
      Err: {
        InternalCanisterError:
          'Too many OpenID credentials. Maximum number of OpenID credentials is 100. Current number of OpenID credentials is 100.',
      },
    });
    expect(await remove(1, ['i', '50'])).toEqual({ Ok: null });
    expect(await add()).toEqual({ Ok: null });
    expect(await credentials()).toHaveLength(100);
  });
});

describe('openid_credential_remove', () => {
  it('should free the account for any identity, also the last way to sign in', async () => {
    await add();
    expect(await remove()).toEqual({ Ok: null });
    expect(await remove()).toEqual({ Err: { OpenIdCredentialNotFound: null } });
    expect(await credentials()).toEqual([]);
    const other = await registerIdentity(canister, 2);
    expect(await add(2, {}, other)).toEqual({ Ok: null });
    expect(await remove()).toEqual({ Err: { OpenIdCredentialNotFound: null } });
  });

  it('should leave the other accounts as they are', async () => {
    for (const sub of ['a', 'b', 'c']) await add(1, { sub });
    await remove(1, [TENANT_ISSUER, 'b']);
    expect((await credentials()).map(({ sub }) => sub)).toEqual(['a', 'c']);
    expect(await add(1, { sub: 'a' })).toHaveProperty('Err');
  });

  it('should refuse strangers by value', async () => {
    expect(await remove(9)).toHaveProperty('Err.Unauthorized');
  });
});

describe('openid_prepare_delegation', () => {
  const SESSION_CALLER = testPrincipal(50);

  it('should sign for half an hour, under the key that the contract describes', async () => {
    await add();
    const prepared = await prepare(SESSION_CALLER);
    if ('Err' in prepared) throw new Error('refused');
    const { user_key, expiration, anchor_number } = prepared.Ok;
    expect(anchor_number).toBe(anchor);
    expect(expiration).toBe(canister.ic.now() + 1800n * SECOND);
    const salt = canister.inside.settings.salt()!;
    const account = { iss: TENANT_ISSUER, sub: 'person-1', aud: CLIENT_ID, metadata: [] };
    expect(hex(Uint8Array.from(user_key)).endsWith(hex(openIdSeed(salt, anchor, account)))).toBe(true);
    const got = await get(SESSION_CALLER, expiration);
    expect('Ok' in got && got.Ok.delegation).toEqual({
      pubkey: SESSION,
      expiration,
      targets: [],
      permissions: [],
    });
  });

  it('should know nobody by an account that is not linked', async () => {
    expect(await prepare(SESSION_CALLER)).toEqual({ Err: { NoSuchAnchor: null } });
    expect(await get(SESSION_CALLER, 1n)).toEqual({ Err: { NoSuchAnchor: null } });
    await add();
    await remove();
    expect(await prepare(SESSION_CALLER)).toEqual({ Err: { NoSuchAnchor: null } });
  });

  it("should refresh what is kept of the account, and not count as the identity's use", async () => {
    await add();
    await prepare(SESSION_CALLER, { name: 'Ada King', picture: undefined });
    const [credential] = await credentials();
    expect(credential).toMatchObject({
      last_usage_timestamp: [],
      metadata: [
        ['email', { String: 'ada@provider.example' }],
        ['name', { String: 'Ada King' }],
      ],
    });
  });

  it('should give nothing away for an identity that lost the account while the salt was fetched', async () => {
    await add();
    canister.ic.duringRawRand = () => canister.inside.openIds.remove(anchor, 0);
    expect(await prepare(SESSION_CALLER)).toEqual({ Err: { NoSuchAnchor: null } });
  });

  it('should give nothing away when the account went to somebody else while the salt was fetched', async () => {
    const other = await registerIdentity(canister, 2);
    await add();
    canister.ic.duringRawRand = () => {
      const [credential] = canister.inside.openIds.credentials(anchor);
      canister.inside.openIds.remove(anchor, 0);
      canister.inside.openIds.add(other, credential!);
    };
    expect(await prepare(SESSION_CALLER)).toEqual({ Err: { NoSuchAnchor: null } });
    canister.ic.duringRawRand = () => {};
    expect(await prepare(SESSION_CALLER)).toMatchObject({ Ok: { anchor_number: other } });
  });

  it('should find no delegation that was prepared before the account was linked elsewhere', async () => {
    await add();
    const prepared = await prepare(SESSION_CALLER);
    if ('Err' in prepared) throw new Error('refused');
    const { expiration } = prepared.Ok;
    await remove();
    const other = await registerIdentity(canister, 2);
    await add(2, {}, other);
    expect(await get(SESSION_CALLER, expiration)).toEqual({ Err: { NoSuchDelegation: null } });
  });

  it('should be bound to who calls', async () => {
    await add();
    const jwt = (as(SESSION_CALLER), token());
    const call = as(testPrincipal(51)).update('openid_prepare_delegation', jwt, TOKEN_SALT, SESSION);
    expect(await call).toEqual({ Err: { JwtVerificationFailed: null } });
    const query = as(testPrincipal(51)).query('openid_get_delegation', jwt, TOKEN_SALT, SESSION, 1n);
    expect(await query).toEqual({ Err: { JwtVerificationFailed: null } });
  });
});

describe('a message in which no token could be verified', () => {
  // Texts that decoding cannot be asked for, next to some that it can.
  const texts = [
    '.'.repeat(15_000),
    'é'.repeat(8_100),
    'é'.repeat(8_300),
    'é'.repeat(50_000),
    'x'.repeat(2_000_000),
  ];
  const REFUSED = { Err: { JwtVerificationFailed: null } };

  it('should be refused by every method in its own words, however long it is', async () => {
    as(testPrincipal(1));
    await canister.update('identity_registration_start');
    for (const jwt of texts) {
      expect(await canister.update('openid_credential_add', anchor, jwt, TOKEN_SALT)).toEqual(REFUSED);
      expect(await canister.update('openid_prepare_delegation', jwt, TOKEN_SALT, SESSION)).toEqual(REFUSED);
      expect(await canister.query('openid_get_delegation', jwt, TOKEN_SALT, SESSION, 1n)).toEqual(REFUSED);
      expect(await canister.update('openid_identity_registration_finish', { jwt, salt: TOKEN_SALT })).toEqual(
        {
          Err: {
            InvalidAuthnMethod: expect.stringMatching(
              /^JWT verification failed: (token too long|malformed|not a compact JWS)$/,
            ),
          },
        },
      );
    }
  });

  it('should not be taken for one with a token of the longest kind', async () => {
    const more = 'x'.repeat(5_000);
    expect(token({ more }).length).toBeGreaterThan(7_000);
    expect(await add(1, { more })).toEqual({ Ok: null });
  });
});

describe("the principal of an account's delegation", () => {
  let account: Uint8Array;
  beforeEach(async () => {
    await add();
    account = await signedIn(testPrincipal(50));
    canister.ic.advance(5n * SECOND);
  });

  it('should act for the identity as a device does, and be noted', async () => {
    const info = await as(account).update('get_anchor_info', anchor);
    expect(info.openid_credentials[0]?.[0]?.last_usage_timestamp).toEqual([canister.ic.now()]);
    expect(info.devices[0]?.last_usage).not.toEqual([canister.ic.now()]);
    expect(await canister.update('identity_properties_replace', anchor, { name: ['Ada'] })).toEqual({
      Ok: null,
    });
    await canister.update('remove', anchor, testKey(1));
    expect((await canister.update('get_anchor_info', anchor)).devices).toEqual([]);
    expect(
      await canister.update('prepare_delegation', anchor, 'https://d.example', SESSION, []),
    ).toHaveLength(2);
  });

  it('should be the same for every sign-in, and another for another identity', async () => {
    expect(await signedIn(testPrincipal(51))).toEqual(account);
    const other = await registerIdentity(canister, 2);
    await remove();
    await add(2, {}, other);
    expect(await signedIn(testPrincipal(51))).not.toEqual(account);
  });

  it('should lose its access with the account', async () => {
    await as(account).update('openid_credential_remove', anchor, [TENANT_ISSUER, 'person-1']);
    await expect(as(account).update('get_anchor_info', anchor)).rejects.toThrow('could not be authenticated');
    // Linked again, the account must be signed in with again.
    await add();
    await expect(as(account).update('get_anchor_info', anchor)).rejects.toThrow('could not be authenticated');
  });

  it('should have no access to other identities', async () => {
    const other = await registerIdentity(canister, 2);
    await expect(as(account).update('get_anchor_info', other)).rejects.toThrow('could not be authenticated');
    await add(2, { sub: 'person-2' }, other);
    await expect(as(account).update('get_anchor_info', other)).rejects.toThrow('could not be authenticated');
  });

  it('should keep its access over an upgrade', async () => {
    canister.upgrade();
    expect(await as(account).update('get_anchor_info', anchor)).toHaveProperty('devices');
    // The provider's keys are fetched anew.
    expect(await prepare(testPrincipal(50))).toEqual({ Err: { JwtVerificationFailed: null } });
  });

  it('should not be protected against itself: a locked phrase stays locked', async () => {
    await as(testPrincipal(1)).update('add', anchor, {
      ...{ pubkey: testKey(5), alias: 'phrase', credential_id: [], purpose: { recovery: null } },
      ...{ key_type: { seed_phrase: null }, protection: { protected: null }, origin: [], metadata: [] },
    });
    await expect(as(account).update('remove', anchor, testKey(5))).rejects.toThrow('Device is locked.');
  });
});

describe('openid_identity_registration_finish', () => {
  const NEWCOMER = testPrincipal(60);
  const start = () => as(NEWCOMER).update('identity_registration_start');
  const finish = (claims: Claims = {}) =>
    as(NEWCOMER).update('openid_identity_registration_finish', { jwt: token(claims), salt: TOKEN_SALT });

  it("should create an identity without devices, named by the provider's word, that the account opens", async () => {
    await start();
    expect(await finish()).toEqual({ Ok: { identity_number: anchor + 1n } });
    const account = await signedIn(NEWCOMER);
    const info = await as(account).update('get_anchor_info', anchor + 1n);
    expect(info).toMatchObject({ devices: [], name: ['Ada'] });
    expect(info.openid_credentials[0]).toHaveLength(1);
    // There is no temporary key: it is the account that signs in.
    await expect(as(NEWCOMER).update('get_anchor_info', anchor + 1n)).rejects.toThrow('authenticated');
  });

  it('should ask for a registration that is under way', async () => {
    expect(await finish()).toEqual({ Err: { NoRegistrationFlow: null } });
    await start();
    await finish();
    expect(await finish({ sub: 'person-2' })).toEqual({ Err: { NoRegistrationFlow: null } });
  });

  it('should say why a token is refused, and use up no number', async () => {
    await start();
    expect(await finish({ aud: 'x' })).toEqual({
      Err: { InvalidAuthnMethod: 'JWT verification failed: unknown issuer or audience' },
    });
    const old = Number(canister.ic.now() / SECOND) - 601;
    expect(await finish({ iat: old })).toEqual({ Err: { InvalidAuthnMethod: 'JWT expired' } });
    await add();
    expect(await finish()).toEqual({
      Err: {
        InvalidAuthnMethod: 'OpenID credential has already been registered on this or another anchor.',
      },
    });
    expect(await finish({ sub: 'person-2', name: undefined })).toEqual({
      Ok: { identity_number: anchor + 1n },
    });
  });

  it('should refuse when the range has no number left', async () => {
    canister.upgrade({ assigned_user_number_range: [[anchor, anchor + 1n]] });
    canister.inside.openIdKeys.set(JWKS_URI, KEYS);
    await start();
    expect(await finish()).toEqual({ Err: { IdentityLimitReached: null } });
  });
});
