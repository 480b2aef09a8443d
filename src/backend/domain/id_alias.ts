/**
 * Id aliases: a principal that is made for one presentation of a credential, and two tokens about it, one for the
 * relying party and one for the issuer, that it stands for the user whom they know (contract, 2.12).
 */
import { decodeBase64url } from '../encoding/base64url.ts';
import { utf8Text } from '../encoding/bytes.ts';
import { domainSeparator } from '../encoding/domain_separator.ts';
import { ok, refused, type Result } from './result.ts';

/** Domain under which the tokens are signed. */
export const CREDENTIAL_DOMAIN = domainSeparator('iccs_verifiable_credential');
export const ALIAS_SEED_LENGTH = 32;

/** Bytes of the longest header that is looked at; one of ours has about 250. */
const HEADER_LIMIT = 512;

const BEFORE_KEY = '"k":"';
const DOT = '.'.charCodeAt(0);

/**
 * Seed of the alias that a token is about, from the key in its header. Anything may be sent as a token: whether it was
 * ever signed is for the signatures to tell.
 * @param token - in UTF-8
 * @returns 32 bytes, or why there are none
 */
export function aliasSeed(token: Uint8Array): Result<Uint8Array, string> {
  const end = token.indexOf(DOT);
  if (end < 0 || end > HEADER_LIMIT) return refused('JWT has no header of ours');
  const header = decodeBase64url(token.subarray(0, end));
  const key = header === null ? null : keyOf(utf8Text(header));
  if (key === null || key.length <= ALIAS_SEED_LENGTH) return refused('JWT header has no key');
  return ok(key.slice(-ALIAS_SEED_LENGTH));
}

function keyOf(header: string): Uint8Array | null {
  const start = header.indexOf(BEFORE_KEY);
  const end = header.indexOf('"', start + BEFORE_KEY.length);
  return start < 0 || end < 0 ? null : decodeBase64url(header.slice(start + BEFORE_KEY.length, end));
}
