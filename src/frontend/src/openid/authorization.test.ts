import { describe, expect, it } from 'vitest';
import type { Provider } from '../canister/provider.ts';
import { authorizationUrl, readAnswer } from './authorization.ts';

const PROVIDER: Provider = {
  ...{ name: 'Example', logo: '', issuer: 'https://provider.example', clientId: 'client 1' },
  ...{ authUri: 'https://provider.example/authorize?tenant=a', scopes: ['openid', 'email'] },
};

it('should ask for a token in the fragment of the address that people come back to', () => {
  const redirectUri = 'http://localhost:4943/callback?canisterId=x';
  const url = new URL(authorizationUrl(PROVIDER, { nonce: 'n', state: 's', redirectUri }));
  expect(url.origin + url.pathname).toBe('https://provider.example/authorize');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    tenant: 'a',
    client_id: 'client 1',
    redirect_uri: redirectUri,
    response_type: 'id_token',
    response_mode: 'fragment',
    scope: 'openid email',
    prompt: 'select_account',
    nonce: 'n',
    state: 's',
  });
});

describe('readAnswer', () => {
  it('should find the token', () => {
    expect(readAnswer('#state=s&id_token=a.b.c')).toEqual({ kind: 'token', jwt: 'a.b.c' });
    expect(readAnswer('id_token=a.b.c')).toEqual({ kind: 'token', jwt: 'a.b.c' });
  });

  it.each(['access_denied', 'user_cancelled_authorize'])('should take %s as a no', (error) => {
    expect(readAnswer(`#error=${error}&state=s`)).toEqual({ kind: 'declined' });
  });

  it('should say in short what went wrong', () => {
    expect(readAnswer('#error=server_error')).toEqual({ kind: 'failed', text: 'server_error' });
    expect(readAnswer('#id_token=')).toEqual({ kind: 'failed', text: 'no token' });
    expect(readAnswer('')).toEqual({ kind: 'failed', text: 'no token' });
    expect(readAnswer(`#error=${'x'.repeat(1000)}`)).toEqual({ kind: 'failed', text: 'x'.repeat(200) });
  });
});
