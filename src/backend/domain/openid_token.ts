/**
 * ID tokens of OpenID Connect: compact JSON Web Signatures (RFC 7515) over claims (RFC 7519), checked against what is
 * configured, who sent them and when (contract, 2.8).
 */
import { base64url, decodeBase64url } from '../encoding/base64url.ts';
import { longestUtf8, utf8, utf8Length } from '../encoding/bytes.ts';
import { parseJsonObject } from '../encoding/json_object.ts';
import { verifyRs256 } from '../encoding/rs256.ts';
import { sha256Concat } from '../encoding/sha256.ts';
import { decodeUtf8 } from '../encoding/utf8.ts';
import type { Metadata } from './metadata.ts';
import type { OpenIdAccount } from './openid_credential.ts';
import type { OpenIdKeys } from './openid_keys.ts';
import { type OpenIdProvider, issuerFor } from './openid_provider.ts';
import { ok, refused, type Result } from './result.ts';

/** Who sent a token, and against what it is checked. */
export interface TokenContext {
  readonly providers: readonly OpenIdProvider[];
  /** Keys at an address, as far as they were fetched. */
  readonly keysAt: (jwksUri: string) => OpenIdKeys | null;
  readonly caller: Uint8Array;
  /** 32 bytes that the caller chose before the token was made. */
  readonly salt: Uint8Array;
  /** Nanoseconds since 1970. */
  readonly now: bigint;
}

const TOKEN_SALT_LENGTH = 32;
/** Characters of a whole token: those of the large providers have up to 2,000. */
const TOKEN_LIMIT = 8192;
const SUB_LIMIT = 255;
const LIFETIME_S = 10 * 60;
const NANOSECONDS_PER_SECOND = 1_000_000_000n;

/** Claims that are kept, in their order, with the bytes that they may take. */
const KEPT_CLAIMS = [
  ['email', 256],
  ['name', 128],
  ['picture', 256],
] as const;

type Claims = Readonly<Record<string, unknown>>;

/** @returns the account that a token speaks for, or why it is refused */
export function verifyToken(token: string, context: TokenContext): Result<OpenIdAccount, string> {
  const checked = check(token, context);
  if (checked.ok || checked.error === EXPIRED) return checked;
  return refused(`JWT verification failed: ${checked.error}`);
}

const EXPIRED = 'JWT expired';

function check(token: string, context: TokenContext): Result<OpenIdAccount, string> {
  if (token.length > TOKEN_LIMIT) return refused('token too long');
  const parts = token.split('.');
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || header === undefined || payload === undefined || signature === undefined) {
    return refused('not a compact JWS');
  }
  const head = decodedObject(header);
  const claims = decodedObject(payload);
  const signatureBytes = decodeBase64url(signature);
  if (head === null || claims === null || signatureBytes === null) return refused('malformed');
  const { alg, kid, crit } = head;
  // The key decides about the algorithm; a header that asks for another, or for more than is known, is not for us.
  if (alg !== 'RS256' || crit !== undefined) return refused('unsupported algorithm');
  if (typeof kid !== 'string') return refused('no key named');

  const provider = context.providers.find(
    (candidate) => candidate.clientId === claims['aud'] && issuerFor(candidate, claims) === claims['iss'],
  );
  if (provider === undefined) return refused('unknown issuer or audience');
  const unbound = bindingError(claims, context);
  if (unbound !== null) return refused(unbound);
  const account = accountOf(claims, provider.clientId);
  if (!account.ok) return account;
  const key = context.keysAt(provider.jwksUri)?.get(kid);
  if (key === undefined) return refused('unknown key');
  return verifyRs256(key, utf8(`${header}.${payload}`), signatureBytes)
    ? account
    : refused('wrong signature');
}

/** Why a token is not this caller's, or not of this time; null when it is. */
function bindingError({ nonce, iat, exp }: Claims, { salt, caller, now }: TokenContext): string | null {
  if (salt.length !== TOKEN_SALT_LENGTH || nonce !== base64url(sha256Concat(salt, caller))) {
    return 'made for another caller';
  }
  const seconds = Number(now) / Number(NANOSECONDS_PER_SECOND);
  if (typeof iat !== 'number' || iat > seconds) return 'not issued yet';
  if (seconds > iat + LIFETIME_S) return EXPIRED;
  if (exp === undefined) return null;
  if (typeof exp !== 'number') return 'malformed';
  return exp > seconds ? null : EXPIRED;
}

function accountOf(claims: Claims, aud: string): Result<OpenIdAccount, string> {
  const { iss, sub } = claims;
  if (typeof iss !== 'string' || typeof sub !== 'string' || sub === '' || isLonger(sub, SUB_LIMIT)) {
    return refused('no subject');
  }
  const metadata: [string, Metadata[number][1]][] = [];
  for (const [name, limit] of KEPT_CLAIMS) {
    const value = claims[name];
    if (value === undefined) continue;
    if (typeof value !== 'string' || isLonger(value, limit)) return refused(`${name} too long`);
    metadata.push([name, { kind: 'string', value }]);
  }
  return ok({ iss, sub, aud, metadata });
}

function isLonger(text: string, limit: number): boolean {
  return longestUtf8(text) > limit && utf8Length(text) > limit;
}

function decodedObject(part: string): Claims | null {
  const bytes = decodeBase64url(part);
  const text = bytes === null ? undefined : decodeUtf8(bytes);
  return text === undefined ? null : parseJsonObject(text);
}
