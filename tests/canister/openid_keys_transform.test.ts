/** How the keys of providers come to the canister: outcalls, their transform, and what happens when they fail. */
import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import { asRead } from '../support/client_interface.ts';
import { InternetIdentity, identity, publicKeyOf } from '../support/internet_identity.ts';
import {
  type Claims,
  JWKS_URI,
  PROVIDER_CONFIG,
  SigningKey,
  TOKEN_SALT,
} from '../support/openid_provider.ts';
import { OpenIdStage, WITH_PROVIDER } from '../support/openid_stage.ts';

const SECOND = 1_000_000_000n;
const GOOGLE_KEYS = 'https://www.googleapis.com/oauth2/v3/certs';
const REFUSED = { Err: { JwtVerificationFailed: null } };
/** What a verified token of somebody unknown is answered. */
const VERIFIED = { Err: { NoSuchAnchor: null } };

describe('openid_keys_transform', () => {
  let ii: InternetIdentity;
  let openId: OpenIdStage;
  beforeEach(async () => {
    ii = await InternetIdentity.create(WITH_PROVIDER);
    openId = new OpenIdStage({ ii });
  });
  afterEach(() => ii.tearDown());

  const caller = identity('caller');
  const tryToken = async (claims: Claims = {}) =>
    ii
      .as(caller)
      .openid_prepare_delegation(await openId.token(caller, claims), TOKEN_SALT, publicKeyOf(caller));
  const urls = async () => (await openId.pending()).map(({ url }) => url);

  it('should make one answer of what each node was told', async () => {
    const [pending] = await openId.pending();
    expect(pending).toMatchObject({ url: JWKS_URI, httpMethod: 'GET', maxResponseBytes: 65_536 });
    const subnet = await ii.pic.getInternetIdentitySubnet();
    const nodes = subnet!.size;
    const other = new SigningKey('key-0').jwk;
    const [key] = openId.provider.keys as [SigningKey];
    const answers = Array.from({ length: nodes }, (_, i) => ({
      type: 'success' as const,
      statusCode: 200,
      headers: [['date', `${i}`]] as [string, string][],
      body: new TextEncoder().encode(
        JSON.stringify({ keys: i % 2 === 0 ? [key.jwk, other] : [other, { ...key.jwk, x5t: `${i}` }] }),
      ),
    }));
    const [response, ...additionalResponses] = answers;
    await ii.pic.mockPendingHttpsOutcall({
      ...{ subnetId: pending!.subnetId, requestId: pending!.requestId },
      response: response!,
      additionalResponses,
    });
    await ii.pic.tick(3);
    expect(await tryToken()).toEqual(VERIFIED);
  });

  it('should be a query that anyone may ask', async () => {
    const keys = [new SigningKey('b').jwk, new SigningKey('a').jwk];
    const { status, headers, body } = await ii.as().openid_keys_transform({
      response: {
        status: 200n,
        headers: [{ name: 'date', value: 'now' }],
        body: new TextEncoder().encode(JSON.stringify({ keys })),
      },
      context: new Uint8Array(),
    });
    expect([status, headers]).toEqual([200n, []]);
    const sorted = JSON.parse(Buffer.from(Uint8Array.from(body)).toString());
    expect(sorted.keys.map(({ kid }: { kid: string }) => kid)).toEqual(['a', 'b']);
  });

  it('should let a provider rotate its keys: new ones count after a quarter of an hour, old ones no more', async () => {
    await openId.answerKeys();
    expect(await tryToken()).toEqual(VERIFIED);
    const [before] = openId.provider.keys as [SigningKey];
    const after = new SigningKey('key-2');
    openId.provider.keys = [after, before];
    expect(await tryToken()).toEqual(REFUSED);
    await ii.advance(899n * SECOND);
    expect(await urls()).toEqual([]);
    await ii.advance(SECOND);
    expect(await urls()).toEqual([JWKS_URI]);
    await openId.answerKeys();
    expect(await tryToken()).toEqual(VERIFIED);
    openId.provider.keys = [before];
    expect(await tryToken()).toEqual(VERIFIED);
    await ii.advance(900n * SECOND);
    await openId.answerKeys(JSON.stringify({ keys: [after.jwk] }));
    expect(await tryToken()).toEqual(REFUSED);
  });

  it('should try again after failures, later each time, and keep what is known', async () => {
    expect(await openId.rejectAll()).toBe(1);
    for (const delay of [60n, 120n, 240n, 480n, 900n]) {
      await ii.advance((delay - 1n) * SECOND);
      expect(await urls()).toEqual([]);
      await ii.advance(2n * SECOND);
      expect(await openId.rejectAll()).toBe(1);
    }
    expect(await tryToken()).toEqual(REFUSED);
    await ii.advance(901n * SECOND);
    await openId.answerKeys();
    expect(await tryToken()).toEqual(VERIFIED);
    await ii.advance(901n * SECOND);
    await openId.answerKeys('<html>');
    expect(await tryToken()).toEqual(VERIFIED);
    await ii.advance(61n * SECOND);
    expect(await urls()).toEqual([JWKS_URI]);
  });

  it('should ask for keys again after an upgrade, also of what it adds, and forget what it removes', async () => {
    await openId.answerKeys();
    await ii.upgrade();
    expect(await urls()).toEqual([JWKS_URI]);
    await openId.answerKeys();
    expect(await tryToken()).toEqual(VERIFIED);
    await ii.upgrade({ ...LOCAL_INIT, openid_google: [[{ client_id: 'google-client' }]] });
    expect((await urls()).sort()).toEqual([JWKS_URI, GOOGLE_KEYS].sort());
    await openId.answerKeys();
    const google = { iss: 'https://accounts.google.com', aud: 'google-client' };
    expect(await tryToken(google)).toEqual(VERIFIED);
    expect(await tryToken({ ...google, aud: 'client-of-this-canister' })).toEqual(REFUSED);
    await ii.upgrade({ ...LOCAL_INIT, openid_configs: [[]], openid_google: [[]] });
    expect(await urls()).toEqual([]);
    expect(await tryToken()).toEqual(REFUSED);
  });

  it('should begin with the keys that are configured', async () => {
    const [key] = openId.provider.keys as [SigningKey];
    const seed_jwks: [[string, string][][]] = [[Object.entries(key.jwk) as [string, string][]]];
    await ii.upgrade({ ...LOCAL_INIT, openid_configs: [[{ ...PROVIDER_CONFIG, seed_jwks }]] });
    expect(await tryToken()).toEqual(VERIFIED);
    const configured = { openid_configs: [[{ ...PROVIDER_CONFIG, seed_jwks }]] };
    expect(await ii.as().config()).toMatchObject(asRead(configured, 'openid_configs'));
  });
});
