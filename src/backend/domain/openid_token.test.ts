import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { A_MOMENT, SECOND } from '../../../tests/support/fake_ic.ts';
import {
  CLIENT_ID,
  type Claims,
  ISSUER,
  JWKS_URI,
  OpenIdProvider,
  SigningKey,
  TENANT_ISSUER,
  TOKEN_SALT,
  goodClaims,
  nonceOf,
  part,
} from '../../../tests/support/openid_provider.ts';
import { parseKeys } from './openid_keys.ts';
import { type TokenContext, verifyToken } from './openid_token.ts';

const CALLER = Uint8Array.from({ length: 29 }, (_, i) => i);
const occasion = { caller: CALLER, now: A_MOMENT };
const provider = new OpenIdProvider();
const [KEY] = provider.keys as [SigningKey];
const OTHER_KEY = new SigningKey('key-1');
const KEYS = parseKeys(provider.jwks);

const context: TokenContext = {
  providers: [{ issuer: ISSUER, clientId: CLIENT_ID, jwksUri: JWKS_URI, seedKeys: [] }],
  keysAt: (uri) => (uri === JWKS_URI ? KEYS : null),
  caller: CALLER,
  salt: TOKEN_SALT,
  now: A_MOMENT,
};

const verify = (token: string, changes: Partial<TokenContext> = {}) =>
  verifyToken(token, { ...context, ...changes });
const withClaims = (claims: Claims) => verify(provider.token(occasion, claims));
const failure = (why: string) => ({ ok: false, error: `JWT verification failed: ${why}` });
const HEADER = part({ alg: 'RS256', kid: 'key-1' });
const seconds = Number(A_MOMENT / SECOND);

describe('verifyToken', () => {
  it('should tell the account that a good token speaks for', () => {
    expect(verify(provider.token(occasion))).toEqual({
      ok: true,
      value: {
        iss: TENANT_ISSUER,
        sub: 'person-1',
        aud: CLIENT_ID,
        metadata: [
          ['email', { kind: 'string', value: 'ada@provider.example' }],
          ['name', { kind: 'string', value: 'Ada' }],
          ['picture', { kind: 'string', value: 'https://provider.example/ada.png' }],
        ],
      },
    });
  });

  it('should accept what an independent library signed', async () => {
    const token = await new SignJWT({ ...goodClaims(occasion) })
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
      .sign(KEY.privateKey);
    expect(verify(token).ok).toBe(true);
  });

  it('should do without claims that are only kept', () => {
    const verified = withClaims({ email: undefined, name: undefined, picture: undefined, exp: undefined });
    expect(verified).toMatchObject({ ok: true, value: { metadata: [] } });
  });

  it("should refuse another key's signature, an unknown key and no key at all", () => {
    const payload = part(goodClaims(occasion));
    expect(verify(OTHER_KEY.sign(HEADER, payload))).toEqual(failure('wrong signature'));
    expect(verify(KEY.sign(part({ alg: 'RS256', kid: 'key-2' }), payload))).toEqual(failure('unknown key'));
    expect(verify(KEY.sign(part({ alg: 'RS256' }), payload))).toEqual(failure('no key named'));
    expect(verify(provider.token(occasion), { keysAt: () => null })).toEqual(failure('unknown key'));
  });

  it('should refuse a token in which any byte was changed', () => {
    const token = provider.token(occasion);
    for (let i = 0; i < token.length; i += 3) {
      const other = token[i] === 'A' ? 'B' : 'A';
      expect(verify(token.slice(0, i) + other + token.slice(i + 1)).ok).toBe(false);
    }
  });

  it('should refuse every algorithm but RS256, whatever the signature is', () => {
    const payload = part(goodClaims(occasion));
    for (const alg of ['none', 'None', '', 'RS384', 'RS512', 'PS256', 'ES256', undefined]) {
      expect(verify(KEY.sign(part({ alg, kid: 'key-1' }), payload))).toEqual(
        failure('unsupported algorithm'),
      );
    }
    expect(verify(`${part({ alg: 'none', kid: 'key-1' })}.${payload}.`).ok).toBe(false);
    // The public key, taken as the secret of an HMAC: in each form that a library could hand over.
    const secrets = [
      KEY.publicKey.export({ type: 'spki', format: 'pem' }),
      KEY.publicKey.export({ type: 'spki', format: 'der' }),
      Buffer.from(KEY.jwk.n!, 'base64url'),
    ];
    for (const secret of secrets) {
      for (const alg of ['HS256', 'RS256']) {
        const head = part({ alg, kid: 'key-1' });
        const mac = createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url');
        expect(verify(`${head}.${payload}.${mac}`).ok).toBe(false);
      }
    }
  });

  it('should refuse headers that ask for more than is known, and never look at keys in them', () => {
    const payload = part(goodClaims(occasion));
    expect(
      verify(KEY.sign(part({ alg: 'RS256', kid: 'key-1', crit: ['b64'], b64: false }), payload)).ok,
    ).toBe(false);
    const head = part({ alg: 'RS256', kid: 'key-1', jwk: OTHER_KEY.jwk });
    expect(verify(OTHER_KEY.sign(head, payload))).toEqual(failure('wrong signature'));
  });

  it.each([
    ['another audience', { aud: 'somebody else' }],
    ['several audiences', { aud: [CLIENT_ID] }],
    ['no audience', { aud: undefined }],
    ['another issuer', { iss: 'https://provider.example.evil/tenant-1/v2.0' }],
    ["another tenant's issuer", { iss: 'https://provider.example/tenant-2/v2.0' }],
    ['the template itself', { iss: ISSUER, tid: '{tid}' }],
    ['no tenant', { tid: undefined }],
    ['a tenant that is a path', { tid: 'a/b', iss: 'https://provider.example/a/b/v2.0' }],
    ['a tenant that is a number', { tid: 1, iss: 'https://provider.example/1/v2.0' }],
  ])('should refuse %s', (_, claims) => {
    expect(withClaims(claims)).toEqual(failure('unknown issuer or audience'));
  });

  it('should refuse a token made for another caller or with another salt', () => {
    const wrong = failure('made for another caller');
    const token = provider.token(occasion);
    expect(verify(token, { caller: Uint8Array.of(4) })).toEqual(wrong);
    expect(verify(token, { salt: new Uint8Array(32) })).toEqual(wrong);
    expect(withClaims({ nonce: undefined })).toEqual(wrong);
    expect(withClaims({ nonce: `${nonceOf(CALLER)}=` })).toEqual(wrong);
    for (const length of [0, 31, 33]) {
      const salt = new Uint8Array(length);
      const bound = provider.token(occasion, { nonce: nonceOf(CALLER, salt) });
      expect(verify(bound, { salt })).toEqual(wrong);
    }
  });

  it('should accept a token for ten minutes from the time it was issued', () => {
    const token = provider.token(occasion);
    const at = (now: bigint) => verify(token, { now });
    expect(at(A_MOMENT - 1_000_000n)).toEqual(failure('not issued yet'));
    expect(at(A_MOMENT + 600n * SECOND).ok).toBe(true);
    expect(at(A_MOMENT + 600n * SECOND + 1_000_000n)).toEqual({ ok: false, error: 'JWT expired' });
    expect(withClaims({ exp: seconds })).toEqual({ ok: false, error: 'JWT expired' });
    for (const iat of [undefined, null, `${seconds}`, seconds + 1]) {
      expect(withClaims({ iat })).toEqual(failure('not issued yet'));
    }
    expect(withClaims({ exp: `${seconds + 60}` })).toEqual(failure('malformed'));
  });

  it('should hold claims to their limits in bytes', () => {
    const limits = { email: 256, name: 128, picture: 256, sub: 255 };
    for (const [claim, limit] of Object.entries(limits)) {
      expect(withClaims({ [claim]: 'a'.repeat(limit) }).ok).toBe(true);
      expect(withClaims({ [claim]: 'a'.repeat(limit + 1) }).ok).toBe(false);
      expect(withClaims({ [claim]: 'é'.repeat(limit / 2 + 1) }).ok).toBe(false);
      expect(withClaims({ [claim]: 7 }).ok).toBe(false);
    }
    expect(withClaims({ sub: '' })).toEqual(failure('no subject'));
    expect(withClaims({ sub: undefined })).toEqual(failure('no subject'));
  });

  it('should refuse a name that comes twice, in header and claims', () => {
    const claims = JSON.stringify(goodClaims(occasion));
    const encoded = (text: string) => Buffer.from(text).toString('base64url');
    const twice = encoded(claims.replace('{', '{"sub":"somebody else",'));
    expect(verify(KEY.sign(HEADER, twice))).toEqual(failure('malformed'));
    const head = encoded('{"alg":"none","alg":"RS256","kid":"key-1"}');
    expect(verify(KEY.sign(head, encoded(claims)))).toEqual(failure('malformed'));
  });

  it('should refuse what is no compact JWS, or none in canonical base64url', () => {
    const token = provider.token(occasion);
    const [head = '', payload = '', signature = ''] = token.split('.');
    const shapes = [
      '',
      '.',
      '..',
      head,
      `${head}.${payload}`,
      `${token}.`,
      `${token}.x`,
      ` ${token}`,
      `${token}\n`,
    ];
    const padded = [`${head}=.${payload}.${signature}`, `${head}.${payload}.${signature}==`];
    const standard = `${head}.${payload}.${signature.replaceAll('-', '+').replaceAll('_', '/')}A`;
    for (const text of [...shapes, ...padded, standard]) expect(verify(text).ok).toBe(false);
    for (const json of ['[]', 'null', '"x"', '{', '\ud800']) {
      expect(verify(KEY.sign(HEADER, Buffer.from(json).toString('base64url'))).ok).toBe(false);
    }
    const invalidUtf8 = Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url');
    expect(verify(KEY.sign(HEADER, invalidUtf8)).ok).toBe(false);
  });

  it('should refuse huge tokens without looking into them', () => {
    expect(withClaims({ more: 'x'.repeat(5000) }).ok).toBe(true);
    expect(withClaims({ more: 'x'.repeat(6000) })).toEqual(failure('token too long'));
    expect(verify('.'.repeat(2_000_000))).toEqual(failure('token too long'));
  });

  it('should give an answer to anything', () => {
    const json = fc.json().map((text) => Buffer.from(text).toString('base64url'));
    const anyPart = fc.oneof(fc.string(), json, fc.constant(HEADER));
    const changed = fc.dictionary(fc.constantFrom(...Object.keys(goodClaims(occasion))), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 4 }), (parts) => {
        expect(verify(parts.join('.')).ok).toBe(false);
      }),
    );
    fc.assert(
      fc.property(changed, (claims) => {
        const { ok } = withClaims(claims);
        if (!['iss', 'tid', 'aud', 'sub', 'nonce', 'iat'].some((name) => name in claims)) return;
        if ('sub' in claims && typeof claims['sub'] === 'string') return;
        expect(ok).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it('should tell providers with the same issuer apart by audience', () => {
    const other = { ...context.providers[0]!, clientId: 'other', jwksUri: 'https://other.example' };
    expect(verify(provider.token(occasion), { providers: [other, ...context.providers] }).ok).toBe(true);
    expect(verify(provider.token(occasion), { providers: [] }).ok).toBe(false);
  });
});
