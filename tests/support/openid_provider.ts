/** A provider of identities with keys of its own, whose tokens say whatever a test wants them to. */
import { createHash, generateKeyPairSync, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { OpenIdProviderConfig } from '../../src/declarations/internet_identity.did.ts';

export type Claims = Readonly<Record<string, unknown>>;

const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');

/** A compact JWS part of an object. */
export const part = (value: unknown): string => base64url(JSON.stringify(value));

export class SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;

  constructor(kid: string, modulusLength = 2048) {
    this.kid = kid;
    ({ privateKey: this.privateKey, publicKey: this.publicKey } = generateKeyPairSync('rsa', {
      modulusLength,
    }));
  }

  /** The key as providers publish it. */
  get jwk(): JsonWebKey {
    return { ...this.publicKey.export({ format: 'jwk' }), kid: this.kid, alg: 'RS256', use: 'sig' };
  }

  /** A token of any two parts, signed as RS256. */
  sign(header: string, payload: string): string {
    const signature = sign('sha256', Buffer.from(`${header}.${payload}`), this.privateKey);
    return `${header}.${payload}.${base64url(signature)}`;
  }
}

export const ISSUER = 'https://provider.example/{tid}/v2.0';
export const TENANT_ISSUER = 'https://provider.example/tenant-1/v2.0';
export const CLIENT_ID = 'client-of-this-canister';
export const JWKS_URI = 'https://provider.example/keys';
export const TOKEN_SALT = Uint8Array.from({ length: 32 }, (_, i) => i);

/** What is configured of the provider. */
export const PROVIDER_CONFIG: OpenIdProviderConfig = {
  name: 'Example',
  logo: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
  issuer: ISSUER,
  client_id: CLIENT_ID,
  jwks_uri: JWKS_URI,
  auth_uri: 'https://provider.example/authorize',
  auth_scope: ['openid', 'profile', 'email'],
  fedcm_uri: [],
  email_verification: [],
  seed_jwks: [],
};

/** What binds a token to whoever sends it (contract, 2.8). */
export function nonceOf(caller: Uint8Array, salt: Uint8Array = TOKEN_SALT): string {
  return createHash('sha256').update(salt).update(caller).digest('base64url');
}

/** What a token needs to say: who it is for, and when. */
export interface Occasion {
  readonly caller: Uint8Array;
  /** Nanoseconds since 1970. */
  readonly now: bigint;
}

/** Claims that are accepted from the caller at that time. */
export function goodClaims({ caller, now }: Occasion): Claims {
  return {
    iss: TENANT_ISSUER,
    tid: 'tenant-1',
    aud: CLIENT_ID,
    sub: 'person-1',
    nonce: nonceOf(caller),
    iat: Number(now / 1_000_000_000n),
    exp: Number(now / 1_000_000_000n) + 3600,
    email: 'ada@provider.example',
    name: 'Ada',
    picture: 'https://provider.example/ada.png',
  };
}

/** A provider with one key, which may be replaced by another. */
export class OpenIdProvider {
  keys: readonly SigningKey[] = [new SigningKey('key-1')];

  get jwks(): string {
    return JSON.stringify({ keys: this.keys.map(({ jwk }) => jwk) });
  }

  /** A token that is accepted, but for the claims that are given. */
  token(occasion: Occasion, changes: Claims = {}, header: Claims = {}): string {
    const [key] = this.keys as [SigningKey];
    return key.sign(
      part({ alg: 'RS256', typ: 'JWT', kid: key.kid, ...header }),
      part({ ...goodClaims(occasion), ...changes }),
    );
  }
}
