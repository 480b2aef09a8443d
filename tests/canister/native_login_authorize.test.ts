import { beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import { MINUTE_NS } from '../support/internet_identity.ts';
import { FORM, ORIGIN, SESSION_KEY, nativeLogin, redemption, requestQuery } from '../support/native_login.ts';
import { type Owner, useStage } from '../support/stage.ts';

const ISSUER = 'https://identity.example';
const SECOND_NS = MINUTE_NS / 60n;
const NOT_GRANTED = { error: 'invalid_grant', error_description: 'The code cannot be redeemed.' };

type Changes = Readonly<Record<string, string | null>>;

describe('native_login_authorize', () => {
  const stage = useStage({ ...LOCAL_INIT, native_login: [nativeLogin(ISSUER)] });
  let owner: Owner;
  beforeAll(async () => {
    owner = await stage.owner();
  });

  const authorize = async (changes: Changes = {}, by = owner) => {
    const authorized = await by.me.native_login_authorize(by.anchor, requestQuery(changes));
    if ('Err' in authorized) throw new Error(Object.keys(authorized.Err).join());
    return new URL(authorized.Ok.redirect_url);
  };
  const code = async (changes: Changes = {}) => (await authorize(changes)).searchParams.get('code')!;

  /** A request that gateways make in an update call, or in a query. */
  const send = async (
    kind: 'http_request' | 'http_request_update',
    method: string,
    url: string,
    headers: [string, string][],
    body = '',
  ) => {
    const request = { method, url, headers, body: new TextEncoder().encode(body) };
    const reply = await stage.anyone[kind]({ ...request, certificate_version: [2] });
    return {
      status: reply.status_code,
      json: JSON.parse(Buffer.from(Uint8Array.from(reply.body)).toString()) as Record<string, unknown>,
    };
  };
  const redeem = (of: string, changes: Changes = {}) =>
    send('http_request_update', 'POST', '/oauth2/token', [FORM], redemption(of, changes));
  const delegation = (token: unknown) =>
    send('http_request', 'GET', '/oauth2/delegation', [['authorization', `Bearer ${String(token)}`]]);

  it('should give the owner a code for the app, with its state and the issuer', async () => {
    const url = await authorize();
    expect(url.href).toMatch(/^http:\/\/127\.0\.0\.1:8123\/callback\?code=[\w-]{43}&state=a%20state&iss=/);
    expect(url.searchParams.get('iss')).toBe(ISSUER);
  });

  it('should refuse anyone else', async () => {
    const stranger = await stage.owner();
    const query = requestQuery();
    expect(await stranger.me.native_login_authorize(owner.anchor, query)).toEqual({
      Err: { Unauthorized: stranger.key.getPrincipal() },
    });
    await expect(stranger.me.native_login_authorize(1n, query)).rejects.toThrow(
      'Identity Anchor 1 is out of range',
    );
  });

  it('should refuse what native_login_request refuses', async () => {
    await expect(authorize({ client_id: 'unknown' })).rejects.toThrow('Page');
    await expect(authorize({ redirect_uri: 'https://evil.example/' })).rejects.toThrow('Page');
    await expect(authorize({ ic_origin: 'https://evil.example' })).rejects.toThrow('Redirect');
    await expect(authorize({ code_challenge: null })).rejects.toThrow('Redirect');
  });

  it('should lead to the principal that prepare_delegation gives, and to the time that was asked for', async () => {
    const asked = await stage.ii.now();
    const { json } = await redeem(await code({ ic_max_time_to_live: `${120n * MINUTE_NS}` }));
    const given = (await delegation(json['access_token'])).json as unknown as {
      user_public_key: string;
      delegations: [{ delegation: { pubkey: string; expiration: string } }];
    };
    const [userKey] = await owner.me.prepare_delegation(owner.anchor, ORIGIN, SESSION_KEY, []);
    expect(given.user_public_key).toBe(Buffer.from(Uint8Array.from(userKey)).toString('base64url'));
    const life = BigInt(given.delegations[0].delegation.expiration) - asked;
    expect(life).toBeGreaterThanOrEqual(120n * MINUTE_NS);
    expect(life).toBeLessThan(121n * MINUTE_NS);
  });

  it('should give a code that lives a minute and works once', async () => {
    const [late, used] = [await code(), await code()];
    const first = await redeem(used);
    expect(first.status).toBe(200);
    expect(await redeem(used)).toEqual({ status: 400, json: NOT_GRANTED });
    expect((await delegation(first.json['access_token'])).status).toBe(401);
    await stage.ii.advance(MINUTE_NS);
    expect(await redeem(late)).toEqual({ status: 400, json: NOT_GRANTED });
  });

  it('should give a token that lives five minutes', async () => {
    const { json } = await redeem(await code());
    await stage.ii.advance(5n * MINUTE_NS - 20n * SECOND_NS);
    // Others sign meanwhile, which clears away what is over.
    await owner.me.prepare_delegation(owner.anchor, ORIGIN, SESSION_KEY, [1n]);
    expect((await delegation(json['access_token'])).status).toBe(200);
    await stage.ii.advance(20n * SECOND_NS);
    expect((await delegation(json['access_token'])).status).toBe(401);
  });

  it('should end a code that was tried by another app, address or verifier', async () => {
    for (const changes of [
      { client_id: 'other-cli' },
      { redirect_uri: 'http://127.0.0.1:9/callback' },
      { code_verifier: 'x'.repeat(43) },
      { code_verifier: null },
    ]) {
      const tried = await code();
      expect((await redeem(tried, changes)).status).toBe(400);
      expect(await redeem(tried)).toEqual({ status: 400, json: NOT_GRANTED });
    }
  });

  it('should forget codes and tokens with an upgrade, but not the key that signs', async () => {
    const { json } = await redeem(await code());
    const open = await code();
    const keys = await send('http_request', 'GET', '/oauth2/jwks', []);
    await stage.ii.upgrade();
    expect(await redeem(open)).toEqual({ status: 400, json: NOT_GRANTED });
    expect((await delegation(json['access_token'])).status).toBe(401);
    expect(await send('http_request', 'GET', '/oauth2/jwks', [])).toEqual(keys);
  });

  it('should not grow without bound under a flood', async () => {
    await stage.ii.advance(10n * MINUTE_NS);
    const flooder = await stage.owner();
    let refused = '';
    for (let given = 0; given < 60 && refused === ''; given++) {
      const query = requestQuery({ state: `${given}` });
      const answer = await flooder.me.native_login_authorize(flooder.anchor, query);
      if ('Err' in answer && 'Redirect' in answer.Err) refused = answer.Err.Redirect.url;
    }
    expect(refused).toContain('error=temporarily_unavailable');
    await code();
    await stage.ii.advance(MINUTE_NS);
    await authorize({}, flooder);
  });
});
