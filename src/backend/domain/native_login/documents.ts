/** What this canister publishes about itself for clients of OAuth and OpenID Connect (RFC 8414; OpenID Discovery 1.0). */
import { base64url } from '../../encoding/base64url.ts';
import { utf8 } from '../../encoding/bytes.ts';
import { sha256 } from '../../encoding/sha256.ts';

export const DISCOVERY_PATHS = [
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
] as const;
export const TOKEN_PATH = '/oauth2/token';
export const DELEGATION_PATH = '/oauth2/delegation';
export const JWKS_PATH = '/oauth2/jwks';
/** Every path that answers something else than a page or a file while native login is on. */
export const NATIVE_LOGIN_PATHS: readonly string[] = [
  ...DISCOVERY_PATHS,
  TOKEN_PATH,
  DELEGATION_PATH,
  JWKS_PATH,
];

/** Scopes that mean something here; others are ignored. */
const SCOPES: readonly string[] = ['openid'];

/** The discovery document, as JSON. */
export function discoveryDocument(issuer: string): string {
  return JSON.stringify({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: issuer + TOKEN_PATH,
    ic_delegation_endpoint: issuer + DELEGATION_PATH,
    jwks_uri: issuer + JWKS_PATH,
    scopes_supported: SCOPES,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['EdDSA'],
    authorization_response_iss_parameter_supported: true,
  });
}

/** The key set of one Ed25519 public key of 32 bytes, as JSON (RFC 7517; RFC 8037). */
export function keySet(publicKey: Uint8Array): string {
  const key = { kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA', kid: keyId(publicKey) };
  return JSON.stringify({ keys: [{ ...key, x: base64url(publicKey) }] });
}

/** Name of an Ed25519 public key: its thumbprint (RFC 7638, 3.2), of which the order and form of the JSON are part. */
export function keyId(publicKey: Uint8Array): string {
  return base64url(sha256(utf8(`{"crv":"Ed25519","kty":"OKP","x":"${base64url(publicKey)}"}`)));
}
