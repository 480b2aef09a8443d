import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { PendingAuthorization } from './authorization.ts';
import type { Server } from './discovery.ts';
import { verifyIdToken } from './id_token.ts';

const ISSUER = 'https://identity.example';
const SERVER = { issuer: ISSUER, jwksUri: `${ISSUER}/oauth2/jwks` } as Server;
const PENDING = { clientId: 'app', nonce: 'n' } as PendingAuthorization;

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const KEY = { ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'EdDSA', use: 'sig' };
const now = Math.floor(Date.now() / 1000);
const CLAIMS = { iss: ISSUER, aud: 'app', sub: 'aaaaa-aa', nonce: 'n', iat: now, exp: now + 300 };

const part = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
function token(claims: object = {}, header: object = {}): string {
  const input = `${part({ alg: 'EdDSA', kid: 'k', ...header })}.${part({ ...CLAIMS, ...claims })}`;
  return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`;
}
const serving =
  (content: unknown, status = 200): typeof fetch =>
  () =>
    Promise.resolve(Response.json(content, { status }));
const verify = (idToken: string, keys: unknown = { keys: [KEY] }) =>
  verifyIdToken(SERVER, PENDING, idToken, serving(keys));

describe('an id token', () => {
  it('tells its subject', async () => {
    expect(await verify(token())).toBe('aaaaa-aa');
  });

  it.each([
    ['of another issuer', token({ iss: 'https://evil.example' })],
    ['for another app', token({ aud: 'other' })],
    ['for several apps', token({ aud: ['app', 'other'] })],
    ['for another request', token({ nonce: 'other' })],
    ['without a nonce', token({ nonce: undefined })],
    ['that is over', token({ exp: now - 120 })],
    ['without an end', token({ exp: undefined })],
    ['from the future', token({ iat: now + 120 })],
    ['without a subject', token({ sub: undefined })],
    ['that claims to need no signature', token({}, { alg: 'none' })],
    ['signed in another way', token({}, { alg: 'HS256' })],
    ['of an unknown key', token({}, { kid: 'other' })],
    ['without the name of a key', token({}, { kid: undefined })],
    ['without a signature', token().replace(/[^.]*$/, '')],
    ['with more parts', `${token()}.x`],
    ['that is no token', 'x'],
    ['that is empty', ''],
    ['of no JSON', 'eA.eA.eA'],
  ])('is not trusted %s', async (_name, idToken) => {
    await expect(verify(idToken)).rejects.toMatchObject({ phase: 'verification', code: 'wrong_id_token' });
  });

  it('is not trusted where the server shows no key for it', async () => {
    for (const keys of [
      {},
      { keys: [] },
      { keys: [null] },
      { keys: [{ ...KEY, kty: 'RSA' }] },
      { keys: [{ ...KEY, x: 'AA' }] },
      { keys: [{ ...KEY, x: '' }] },
    ]) {
      await expect(verify(token(), keys)).rejects.toMatchObject({ code: 'wrong_id_token' });
    }
    const failing = verifyIdToken(SERVER, PENDING, token(), serving({ error: 'server_error' }, 503));
    await expect(failing).rejects.toMatchObject({ phase: 'verification', code: 'server_error' });
  });
});
