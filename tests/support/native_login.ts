/** Native login as its tests need it: settings, an app's request, proofs of key, and the keys that sign id tokens. */
import { createHash } from 'node:crypto';
import type { NativeClient, NativeLoginConfig } from '../../src/declarations/internet_identity.did.ts';

export const ORIGIN = 'https://app.example';
export const VERIFIER = 'a-verifier-of-some-sixty-characters~with.every_kind-of-mark';
export const CHALLENGE = challengeOf(VERIFIER);
/** DER of an Ed25519 key that nobody has. */
export const SESSION_KEY = Uint8Array.from(Buffer.from(`302a300506032b6570032100${'ab'.repeat(32)}`, 'hex'));

export const APP: NativeClient = {
  client_id: 'example-cli',
  name: 'Example CLI',
  redirect_uris: [
    'http://127.0.0.1/callback',
    'http://[::1]/callback',
    'https://app.example/callback',
    'com.example.app:/callback',
  ],
  allowed_origins: [ORIGIN, 'https://zzzzz-aa.icp0.io', 'http://localhost:5173'],
};

export const OTHER_APP: NativeClient = { ...APP, client_id: 'other-cli', name: 'Other CLI' };

/** Settings of an issuer with these apps. */
export function nativeLogin(issuer: string, clients: NativeClient[] = [APP, OTHER_APP]): NativeLoginConfig {
  return { issuer, schnorr_key_name: 'key_1', clients };
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** Parameters of a request that is as it must be. */
export const REQUEST: Readonly<Record<string, string>> = {
  response_type: 'code',
  client_id: APP.client_id,
  redirect_uri: 'http://127.0.0.1:8123/callback',
  scope: 'openid',
  state: 'a state',
  nonce: 'a nonce',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
  ic_origin: ORIGIN,
  ic_session_public_key: Buffer.from(SESSION_KEY).toString('base64url'),
};

/** The query of a request that differs from {@link REQUEST}; null leaves a parameter out. */
export function requestQuery(changes: Readonly<Record<string, string | null>> = {}): string {
  return `?${formOf({ ...REQUEST, ...changes })}`;
}

/** Header of what an app sends to the token endpoint. */
export const FORM: [string, string] = ['Content-Type', 'application/x-www-form-urlencoded'];

/** What an app sends to the token endpoint to redeem a code. */
export function redemption(code: string, changes: Readonly<Record<string, string | null>> = {}): string {
  const { client_id, redirect_uri } = REQUEST;
  return formOf({
    grant_type: 'authorization_code',
    code,
    client_id: client_id!,
    redirect_uri: redirect_uri!,
    code_verifier: VERIFIER,
    ...changes,
  });
}

function formOf(parameters: Readonly<Record<string, string | null>>): string {
  const present = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== null);
  return new URLSearchParams(present).toString();
}
