import { createHash } from 'node:crypto';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { describe, expect, it } from 'vitest';
import { DEFAULT_TIME_TO_LIVE, readAnswer, startAuthorization } from './authorization.ts';
import type { Server } from './discovery.ts';
import { LoginError } from './errors.ts';

const ISSUER = 'https://identity.example';
const SERVER: Server = {
  issuer: ISSUER,
  authorizationEndpoint: `${ISSUER}/authorize`,
  tokenEndpoint: `${ISSUER}/oauth2/token`,
  delegationEndpoint: `${ISSUER}/oauth2/delegation`,
  jwksUri: `${ISSUER}/oauth2/jwks`,
};
const OPTIONS = {
  clientId: 'app',
  redirectUri: 'com.example.app:/callback',
  origin: 'https://app.example',
};

describe('an authorization', () => {
  it('asks for what the app wants, with secrets of its own', () => {
    const sessionKey = Ed25519KeyIdentity.generate();
    const pending = startAuthorization(SERVER, { ...OPTIONS, sessionKey, maxTimeToLive: 5n });
    const url = new URL(pending.url);
    expect(url.origin + url.pathname).toBe(SERVER.authorizationEndpoint);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'app',
      redirect_uri: 'com.example.app:/callback',
      scope: 'openid',
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: createHash('sha256').update(pending.codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
      ic_origin: 'https://app.example',
      ic_session_public_key: Buffer.from(sessionKey.getPublicKey().toDer()).toString('base64url'),
      ic_max_time_to_live: '5',
    });
    expect(url.href).not.toContain(pending.codeVerifier);
  });

  it('shares no secret with another one', () => {
    const [a, b] = [startAuthorization(SERVER, OPTIONS), startAuthorization(SERVER, OPTIONS)];
    const secrets = [a, b].flatMap(({ state, nonce, codeVerifier }) => [state, nonce, codeVerifier]);
    expect(new Set(secrets).size).toBe(6);
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
    expect(a.sessionKey.getPrincipal().toText()).not.toBe(b.sessionKey.getPrincipal().toText());
    expect(a.maxTimeToLive).toBe(DEFAULT_TIME_TO_LIVE);
  });
});

describe('an answer', () => {
  const pending = startAuthorization(SERVER, OPTIONS);
  const answer = (parameters: [string, string][]): URL =>
    new URL(`com.example.app:/callback?${new URLSearchParams(parameters).toString()}`);
  const OWN: [string, string][] = [
    ['state', pending.state],
    ['iss', ISSUER],
  ];

  it('gives its code', () => {
    expect(readAnswer(SERVER, pending, answer([...OWN, ['code', 'c']]))).toBe('c');
  });

  it.each([
    [
      'another state',
      [
        ['state', 'x'],
        ['iss', ISSUER],
        ['code', 'c'],
      ],
      'wrong_state',
    ],
    [
      'no state',
      [
        ['iss', ISSUER],
        ['code', 'c'],
      ],
      'wrong_state',
    ],
    ['two states', [...OWN, ['state', pending.state], ['code', 'c']], 'wrong_state'],
    [
      'another issuer',
      [
        ['state', pending.state],
        ['iss', 'https://evil.example'],
        ['code', 'c'],
      ],
      'wrong_issuer',
    ],
    [
      'no issuer',
      [
        ['state', pending.state],
        ['code', 'c'],
      ],
      'wrong_issuer',
    ],
    ['an error', [...OWN, ['error', 'access_denied'], ['code', 'c']], 'access_denied'],
    ['no code', OWN, 'unexpected_answer'],
    ['two codes', [...OWN, ['code', 'c'], ['code', 'd']], 'unexpected_answer'],
  ] as [string, [string, string][], string][])('is refused with %s', (_name, parameters, code) => {
    let failure: unknown;
    try {
      readAnswer(SERVER, pending, answer(parameters));
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(LoginError);
    expect(failure).toMatchObject({ phase: 'authorization', code });
  });
});
