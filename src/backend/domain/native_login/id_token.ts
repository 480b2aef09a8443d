/** Id tokens: JSON Web Tokens that say who logged in to an app, and when (OpenID Connect Core 1.0, 2). */
import { base64url } from '../../encoding/base64url.ts';
import { utf8 } from '../../encoding/bytes.ts';

const LIFETIME_S = 300;
const NANOSECONDS_PER_SECOND = 1_000_000_000n;

export interface IdTokenClaims {
  readonly issuer: string;
  readonly clientId: string;
  /** Text of the principal that the app gets: another one at every origin, and never the identity's number. */
  readonly subject: string;
  readonly nonce: string;
  /** When the person agreed, in nanoseconds since 1970. */
  readonly authorizedAt: bigint;
}

/** Header and claims, joined by a dot: what is signed. */
export function idTokenInput(claims: IdTokenClaims, keyId: string, now: bigint): string {
  const issuedAt = seconds(now);
  const header = part({ alg: 'EdDSA', typ: 'JWT', kid: keyId });
  return `${header}.${part({
    iss: claims.issuer,
    sub: claims.subject,
    aud: claims.clientId,
    iat: issuedAt,
    exp: issuedAt + LIFETIME_S,
    auth_time: seconds(claims.authorizedAt),
    nonce: claims.nonce,
  })}`;
}

/** The token, with its Ed25519 signature. */
export function signedToken(input: string, signature: Uint8Array): string {
  return `${input}.${base64url(signature)}`;
}

function seconds(nanoseconds: bigint): number {
  return Number(nanoseconds / NANOSECONDS_PER_SECOND);
}

function part(content: object): string {
  return base64url(utf8(JSON.stringify(content)));
}
