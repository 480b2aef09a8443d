import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type PendingAuthorization, startAuthorization } from './authorization.ts';
import { fetchDelegation } from './delegation.ts';
import type { Server } from './discovery.ts';

const ISSUER = 'https://identity.example';
const SERVER = {
  authorizationEndpoint: `${ISSUER}/authorize`,
  delegationEndpoint: `${ISSUER}/oauth2/delegation`,
} as Server;
const pending: PendingAuthorization = startAuthorization(SERVER, {
  clientId: 'app',
  redirectUri: 'com.example.app:/callback',
  origin: 'https://app.example',
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_900_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/**
 * Asks with a token that is so old once the first answer is there, and a millisecond older with each one more.
 * @returns how often the server was asked, and what came of it
 */
async function ask(content: unknown, status: number, age: number): Promise<[number, unknown]> {
  let asked = 0;
  const send: typeof fetch = (_input, init) => {
    expect(new Headers(init?.headers).get('authorization')).toBe('Bearer the token');
    vi.setSystemTime(tokens.receivedAt + age + asked++);
    return Promise.resolve(Response.json(content, { status }));
  };
  const tokens = { accessToken: 'the token', idToken: '', receivedAt: Date.now() };
  const failure = await fetchDelegation(SERVER, pending, tokens, { subject: 'aaaaa-aa', send }).catch(
    (error: unknown) => error,
  );
  return [asked, failure];
}

describe('a delegation', () => {
  const INVALID = { error: 'invalid_token', error_description: 'The access token is not valid.' };

  it('is asked for again as long as the token is new, and no longer', async () => {
    const failure = { phase: 'delegation', code: 'invalid_token' };
    expect(await ask(INVALID, 401, 9_998)).toMatchObject([3, failure]);
    expect(await ask(INVALID, 401, 10_000)).toMatchObject([1, failure]);
  });

  it('is asked for once where the server has trouble of another kind', async () => {
    expect(await ask({ error: 'invalid_request' }, 401, 0)).toMatchObject([1, { code: 'invalid_request' }]);
    expect(await ask(INVALID, 400, 0)).toMatchObject([1, { code: 'invalid_token' }]);
    expect(await ask({}, 503, 0)).toMatchObject([
      1,
      { code: 'unexpected_answer', message: expect.stringContaining('503') },
    ]);
  });

  const delegation = { pubkey: 'AAAA', expiration: '1' };
  const one = { delegation, signature: 'AAAA' };
  it.each([
    ['nothing', {}],
    ['none', { user_public_key: 'AAAA', delegations: [] }],
    ['two', { user_public_key: 'AAAA', delegations: [one, one] }],
    ['null', { user_public_key: 'AAAA', delegations: [null] }],
    ['one without a user', { delegations: [one] }],
    ['one without a signature', { user_public_key: 'AAAA', delegations: [{ delegation }] }],
    [
      'one for some canisters',
      {
        user_public_key: 'AAAA',
        delegations: [{ delegation: { ...delegation, targets: [] }, signature: 'AAAA' }],
      },
    ],
    ...['-1', '1.5', '', 'soon', '1'.repeat(21), 1].map((expiration): [string, unknown] => [
      `an end of ${JSON.stringify(expiration)}`,
      {
        user_public_key: 'AAAA',
        delegations: [{ delegation: { ...delegation, expiration }, signature: 'AAAA' }],
      },
    ]),
  ] as [string, unknown][])('is not one that consists of %s', async (_name, content) => {
    expect(await ask(content, 200, 0)).toMatchObject([1, { phase: 'delegation', code: 'unexpected_answer' }]);
  });
});
