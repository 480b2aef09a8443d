/** The endpoints of native login as browsers and apps meet them: through the gateway, which verifies what it passes on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NATIVE_LOGIN_PATHS } from '../../src/backend/domain/native_login/documents.ts';
import { APP, REQUEST, redemption } from '../support/native_login.ts';
import { NativeLoginNetwork, jsonOf } from '../support/native_login_network.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('native login through the gateway', () => {
  let network: NativeLoginNetwork;
  beforeAll(async () => {
    network = await NativeLoginNetwork.create();
  });
  afterAll(() => network?.tearDown());

  it.each(NATIVE_LOGIN_PATHS)('should let pages of any origin ask: %s', async (path) => {
    const headers = {
      origin: 'https://anywhere.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, content-type',
    };
    const reply = await network.send(path, { method: 'OPTIONS', headers });
    expect(reply).toMatchObject({ status: 204, body: Buffer.alloc(0) });
    // Gateways answer preflights themselves, and permit more than the canister does.
    const { headers: permitted } = reply;
    expect(permitted['access-control-allow-origin']).toBe('*');
    expect(permitted['access-control-allow-headers']).toMatch(/\bauthorization\b.*\bcontent-type\b/i);
    expect(permitted['access-control-allow-methods']).toMatch(/\bGET\b.*\bPOST\b/);
  });

  it('should serve both documents of discovery, and the same to HEAD', async () => {
    for (const path of NATIVE_LOGIN_PATHS.slice(0, 2)) {
      const reply = await network.send(path);
      expect(reply.status).toBe(200);
      expect(jsonOf(reply)['issuer']).toBe(network.issuer);
      expect(reply.headers['access-control-allow-origin']).toBe('*');
      expect(await network.send(path, { method: 'HEAD' })).toMatchObject({ status: 200 });
    }
  });

  it('should give tokens that no cache keeps, and a delegation for them', async () => {
    const redeemed = await network.redeem(await network.code());
    expect(redeemed.status).toBe(200);
    const got = await network.delegation(jsonOf(redeemed)['access_token'] as string);
    expect(got.status).toBe(200);
    for (const { headers } of [redeemed, got]) {
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        pragma: 'no-cache',
        'access-control-allow-origin': '*',
        'content-type': 'application/json',
      });
    }
    expect(jsonOf(got)['delegations']).toMatchObject([
      { delegation: { pubkey: REQUEST['ic_session_public_key'] } },
    ]);
  });

  it.each([
    ['a wrong code', 400, 'invalid_grant', '/oauth2/token', 'POST', redemption('x'), FORM],
    [
      'an unknown app',
      400,
      'invalid_client',
      '/oauth2/token',
      'POST',
      redemption('x', { client_id: 'y' }),
      FORM,
    ],
    ['an empty form', 400, 'invalid_request', '/oauth2/token', 'POST', '', FORM],
    ['JSON', 415, 'invalid_request', '/oauth2/token', 'POST', '{}', { 'content-type': 'application/json' }],
    ['a large form', 413, 'invalid_request', '/oauth2/token', 'POST', 'a'.repeat(8193), FORM],
    ['a form bomb', 400, 'invalid_request', '/oauth2/token', 'POST', 'a=1&'.repeat(2000), FORM],
    ['a query', 405, 'invalid_request', '/oauth2/token', 'GET', '', {}],
    ['a code in the address', 400, 'invalid_request', '/oauth2/token?code=x', 'POST', redemption('x'), FORM],
    ['no token', 401, 'invalid_token', '/oauth2/delegation', 'GET', '', {}],
    ['a wrong token', 401, 'invalid_token', '/oauth2/delegation', 'GET', '', { authorization: 'Bearer x' }],
    ['a token in the address', 400, 'invalid_request', '/oauth2/delegation?access_token=x', 'GET', '', {}],
    ['a form for a delegation', 405, 'invalid_request', '/oauth2/delegation', 'POST', '', FORM],
  ] as [string, number, string, string, string, string, Record<string, string>][])(
    'should refuse %s with %i %s',
    async (_name, status, error, path, method, body, headers) => {
      const reply = await network.send(path, { method, body, headers });
      expect(reply.status).toBe(status);
      expect(jsonOf(reply)).toEqual({ error, error_description: expect.stringMatching(/\.$/) });
      expect(reply.headers['access-control-allow-origin']).toBe('*');
      expect(reply.headers['cache-control']).toBe('no-store');
    },
  );

  it('should serve the page at the authorization endpoint', async () => {
    const reply = await network.send(`/authorize?client_id=${APP.client_id}&response_type=code`);
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('text/html');
    expect(reply.headers['content-security-policy']).toContain("form-action 'none'");
  });
});
