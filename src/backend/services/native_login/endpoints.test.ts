import { verifyRequestResponsePair } from '@dfinity/response-verification';
import { beforeEach, describe, expect, test } from 'vitest';
import { ROOT_KEY } from '../../../../tests/support/certificate.ts';
import { SECOND } from '../../../../tests/support/fake_ic.ts';
import { nativeLogin, redemption, requestQuery } from '../../../../tests/support/native_login.ts';
import {
  FORM,
  type HttpAnswer,
  ISSUER,
  NativeLoginCanister,
  SIGNING_KEY,
  answerSchnorr,
} from '../../../../tests/support/native_login_canister.ts';
import { TestCanister, WITHOUT_CAPTCHA } from '../../../../tests/support/test_canister.ts';
import { NATIVE_LOGIN_PATHS, keyId } from '../../domain/native_login/documents.ts';
import { CallError } from '../../ic/ic.ts';

let own: NativeLoginCanister;

beforeEach(async () => {
  own = await NativeLoginCanister.create();
});

/** What a gateway makes of an answer: the library throws when it does not verify. */
function verify(url: string, method: string, { status, headers, body }: HttpAnswer) {
  return verifyRequestResponsePair(
    { headers: [], method, url, body: new Uint8Array(0), certificate_version: [2] },
    { status_code: status, headers: headers as [string, string][], body },
    own.ic.canisterId(),
    own.ic.now(),
    300n * SECOND,
    ROOT_KEY,
    2,
  );
}

describe('documents', () => {
  test.each(['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'])(
    'tell clients what there is: %s',
    async (path) => {
      for (const method of ['GET', 'HEAD']) {
        const answer = await own.send(path, { method });
        expect(answer).toMatchObject({ status: 200, upgraded: false });
        expect(verify(path, method, answer).response?.statusCode).toBe(200);
      }
      const answer = await own.send(path);
      expect(answer.header('content-type')).toBe('application/json');
      expect(answer.header('access-control-allow-origin')).toBe('*');
      expect(answer.json()).toEqual({
        issuer: ISSUER,
        authorization_endpoint: `${ISSUER}/authorize`,
        token_endpoint: `${ISSUER}/oauth2/token`,
        ic_delegation_endpoint: `${ISSUER}/oauth2/delegation`,
        jwks_uri: `${ISSUER}/oauth2/jwks`,
        scopes_supported: ['openid'],
        response_types_supported: ['code'],
        response_modes_supported: ['query'],
        grant_types_supported: ['authorization_code'],
        code_challenge_methods_supported: ['S256'],
        token_endpoint_auth_methods_supported: ['none'],
        subject_types_supported: ['pairwise'],
        id_token_signing_alg_values_supported: ['EdDSA'],
        authorization_response_iss_parameter_supported: true,
      });
    },
  );

  test('hold the key, certified', async () => {
    const answer = await own.send('/oauth2/jwks');
    expect(answer).toMatchObject({ status: 200, upgraded: false });
    expect(verify('/oauth2/jwks', 'GET', answer).response?.statusCode).toBe(200);
    const x = Buffer.from(SIGNING_KEY).toString('base64url');
    expect(answer.json()).toEqual({
      keys: [{ kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA', kid: keyId(SIGNING_KEY), x }],
    });
    expect(answer.header('access-control-allow-origin')).toBe('*');
  });

  test('name keys by their thumbprint, as RFC 8037 does in its appendix A.3', () => {
    const key = Buffer.from('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', 'base64url');
    expect(keyId(key)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  test('do not change with parameters in the address', async () => {
    expect((await own.send('/oauth2/jwks?canisterId=x')).status).toBe(200);
    expect((await own.send('/oauth2/jwks?x=1')).status).toBe(400);
  });
});

describe('the key', () => {
  /** A canister whose key was not fetched yet. */
  const withoutKey = () => new TestCanister({ ...WITHOUT_CAPTCHA, native_login: [nativeLogin(ISSUER)] });
  const ask = async (canister: TestCanister, method: 'http_request' | 'http_request_update') => {
    const request = {
      method: 'GET',
      url: '/oauth2/jwks',
      headers: [],
      body: new Uint8Array(),
      certificate_version: [2] as [number],
    };
    return method === 'http_request' ? canister.query(method, request) : canister.update(method, request);
  };

  test('is fetched at once, and kept over upgrades', async () => {
    const canister = withoutKey();
    canister.ic.answerCall = answerSchnorr;
    await canister.ic.runTimer();
    expect(canister.ic.calls).toMatchObject([{ method: 'schnorr_public_key', cycles: 0n }]);
    canister.upgrade();
    await canister.ic.runTimer();
    expect(canister.ic.calls).toHaveLength(1);
    expect(await ask(canister, 'http_request')).toMatchObject({ status_code: 200, upgrade: [] });
  });

  test('of another name is fetched anew', async () => {
    const canister = withoutKey();
    canister.ic.answerCall = answerSchnorr;
    await canister.ic.runTimer();
    canister.upgrade({ native_login: [{ ...nativeLogin(ISSUER), schnorr_key_name: 'test_key_1' }] });
    expect(await ask(canister, 'http_request')).toMatchObject({ upgrade: [true] });
    await canister.ic.runTimer();
    expect(canister.ic.calls).toHaveLength(2);
  });

  test('is fetched by whoever asks for it first, and certified from then on', async () => {
    const canister = withoutKey();
    canister.ic.answerCall = answerSchnorr;
    expect(await ask(canister, 'http_request')).toMatchObject({ upgrade: [true] });
    const answered = await ask(canister, 'http_request_update');
    expect(answered).toMatchObject({ status_code: 200 });
    expect(Buffer.from(answered.body).toString()).toContain(keyId(SIGNING_KEY));
    const certified = await ask(canister, 'http_request');
    expect(certified).toMatchObject({ status_code: 200, upgrade: [], body: answered.body });
    const verified = verifyRequestResponsePair(
      { headers: [], method: 'GET', url: '/oauth2/jwks', body: new Uint8Array(0), certificate_version: [2] },
      {
        status_code: 200,
        headers: certified.headers as [string, string][],
        body: Uint8Array.from(certified.body),
      },
      canister.ic.canisterId(),
      canister.ic.now(),
      300n * SECOND,
      ROOT_KEY,
      2,
    );
    expect(verified.response?.statusCode).toBe(200);
  });

  test('that cannot be fetched is asked for again later, and meanwhile by whoever wants it', async () => {
    const canister = withoutKey();
    canister.ic.answerCall = () => {
      throw new CallError(2, 'busy');
    };
    await canister.ic.runTimer();
    expect(await ask(canister, 'http_request_update')).toMatchObject({ status_code: 503 });
    for (const wait of [10n, 20n, 40n]) {
      const before = canister.ic.calls.length;
      canister.ic.advance(wait * SECOND - 1n);
      expect(await canister.ic.runTimer()).toBe(false);
      canister.ic.advance(1n);
      expect(await canister.ic.runTimer()).toBe(true);
      expect(canister.ic.calls).toHaveLength(before + 1);
    }
    canister.ic.answerCall = answerSchnorr;
    canister.ic.advance(80n * SECOND);
    await canister.ic.runTimer();
    expect(await ask(canister, 'http_request')).toMatchObject({ status_code: 200, upgrade: [] });
  });

  test('is not fetched where native login is off', async () => {
    const canister = new TestCanister(WITHOUT_CAPTCHA);
    canister.ic.advance(1000n * SECOND);
    await canister.ic.runTimer();
    expect(canister.ic.calls).toEqual([]);
  });
});

describe('the endpoints', () => {
  test.each(NATIVE_LOGIN_PATHS)('let pages of any origin ask, certified: %s', async (path) => {
    const answer = await own.send(path, { method: 'OPTIONS' });
    expect(answer).toMatchObject({ status: 204, text: '', upgraded: false });
    expect(verify(path, 'OPTIONS', answer).response?.statusCode).toBe(204);
    expect(answer.header('access-control-allow-origin')).toBe('*');
    expect(answer.header('access-control-allow-headers')).toBe('Authorization, Content-Type');
    expect(answer.header('access-control-allow-methods')).toContain('POST');
  });

  test('prove the answer of the delegation to be its own proof, at exactly its path', async () => {
    const token = await own.token();
    for (const answer of [await own.delegation(token), await own.delegation('x')]) {
      expect(verify('/oauth2/delegation', 'GET', answer).response).toBeUndefined();
      for (const other of ['/oauth2/token', '/oauth2/jwks', '/oauth2/delegation/', '/oauth2', '/']) {
        expect(() => verify(other, 'GET', answer)).toThrow();
      }
    }
    for (const path of ['/oauth2/delegation/', '/oauth2/delegation/x', '/oauth2', '/oauth2/']) {
      const answer = await own.send(path);
      expect(answer).toMatchObject({ status: 404, upgraded: false });
      expect(verify(path, 'GET', answer).response?.statusCode).toBe(404);
    }
  });

  test('turn every redemption to an update call', async () => {
    const request = {
      method: 'POST',
      url: '/oauth2/token',
      headers: [FORM],
      body: new TextEncoder().encode(redemption(await own.code())),
      certificate_version: [2] as [number],
    };
    const answer = await own.canister.query('http_request', request);
    expect(answer).toMatchObject({ upgrade: [true], body: new Uint8Array() });
    expect(own.canister.inside.nativeGrants.count).toBe(1);
  });

  test.each([
    ['GET', '/oauth2/token', 'POST, OPTIONS'],
    ['HEAD', '/oauth2/token', 'POST, OPTIONS'],
    ['PUT', '/oauth2/token', 'POST, OPTIONS'],
    ['POST', '/oauth2/delegation', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/oauth2/delegation', 'GET, HEAD, OPTIONS'],
    ['POST', '/oauth2/jwks', 'GET, HEAD, OPTIONS'],
    ['POST', '/.well-known/openid-configuration', 'GET, HEAD, OPTIONS'],
  ])('do not know %s at %s', async (method, path, allow) => {
    const answer = await own.send(path, { method });
    expect(answer).toMatchObject({ status: 405, upgraded: true });
    expect(answer.header('allow')).toBe(allow);
    expect(answer.header('access-control-allow-origin')).toBe('*');
  });

  test.each([
    ['JSON', [['Content-Type', 'application/json']]],
    ['parts', [['Content-Type', 'multipart/form-data; boundary=x']]],
    ['a text', [['Content-Type', 'text/plain']]],
    ['no type', []],
    ['two types', [FORM, ['content-type', 'application/json']]],
    ['a type that begins alike', [['Content-Type', 'application/x-www-form-urlencoded-x']]],
  ] as [string, [string, string][]][])('take no redemption in %s', async (_name, headers) => {
    const code = await own.code();
    const answer = await own.post(redemption(code), headers);
    expect(answer).toMatchObject({ status: 415, upgraded: true });
    expect((await own.redeem(code)).status).toBe(200);
  });

  test('take forms in any spelling of their type', async () => {
    const type = 'Application/X-WWW-Form-Urlencoded ; charset=UTF-8';
    expect((await own.post(redemption(await own.code()), [['content-TYPE', type]])).status).toBe(200);
  });

  test('take forms of as many bytes and parameters as there may be', async () => {
    const filled = `${redemption(await own.code())}&${'a'.padEnd(10_000, 'a')}`.slice(0, 8192);
    expect(filled).toHaveLength(8192);
    expect((await own.post(filled)).status).toBe(200);
    const form = redemption(await own.code());
    const more = Array.from({ length: 40 - form.split('&').length }, (_, i) => `&p${i}`).join('');
    expect((await own.post(`${form}${more}&one-more`)).json()['error']).toBe('invalid_request');
    expect((await own.post(form + more)).status).toBe(200);
  });

  test.each([8193, 65_536, 100_000])('take no body of %i bytes', async (length) => {
    for (const path of ['/oauth2/token', '/oauth2/delegation']) {
      const method = path.endsWith('token') ? 'POST' : 'GET';
      const sent = { method, headers: [FORM], body: new Uint8Array(length).fill(97) };
      expect(await own.send(path, sent)).toMatchObject({ status: 413, upgraded: true });
    }
  });

  test.each([
    ['many parameters', 'a=1&'.repeat(2000)],
    ['one parameter many times', 'code=x&'.repeat(1000)],
    ['nothing but separators', '&'.repeat(8192)],
    ['a long name', 'a'.repeat(8192)],
    ['escapes', '%41'.repeat(2700)],
    ['malformed escapes', '%'.repeat(8192)],
    ['no UTF-8', Uint8Array.of(0xff, 0xfe, 0x26, 0xc3)],
    ['null bytes', new Uint8Array(8192)],
  ] as [string, string | Uint8Array][])('survive a form of %s', async (_name, body) => {
    expect((await own.post(body)).json()['error']).toBe('invalid_request');
  });

  test('hold nothing that is not there while native login is off', async () => {
    for (const init of [{ native_login: [] }, { native_login: [{ ...nativeLogin(''), clients: [] }] }]) {
      own = await NativeLoginCanister.create(init);
      for (const path of NATIVE_LOGIN_PATHS) {
        const method = path.endsWith('token') ? 'POST' : 'GET';
        expect(await own.send(path)).toMatchObject({ status: 404 });
        expect((await own.send(path, { method: 'OPTIONS' })).status).toBe(404);
        if (method === 'POST') expect((await own.send(path, { method })).status).toBe(404);
      }
    }
  });

  test('are switched off and on by upgrades, which end all logins', async () => {
    const token = await own.token();
    own.canister.upgrade({ native_login: [{ issuer: '', schnorr_key_name: '', clients: [] }] });
    expect(await own.canister.query('config')).toMatchObject({ native_login: [] });
    expect((await own.send('/oauth2/jwks')).status).toBe(404);
    expect(await own.authorize(requestQuery())).toBe('Page');
    own.canister.upgrade({ native_login: [nativeLogin('https://other.example')] });
    expect((await own.send('/.well-known/openid-configuration')).json()['issuer']).toBe(
      'https://other.example',
    );
    expect((await own.delegation(token)).status).toBe(401);
  });

  test('work for gateways that only know version 1, but for what only version 2 can certify', async () => {
    expect(await own.send('/oauth2/jwks', { version: 1 })).toMatchObject({ status: 200, upgraded: false });
    const preflight = await own.send('/oauth2/token', { method: 'OPTIONS', version: 1 });
    expect(preflight).toMatchObject({ status: 204, upgraded: true });
  });
});
