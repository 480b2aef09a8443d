/**
 * Id aliases: a principal that is made for one presentation of a credential, and two claims about it, one for the
 * relying party and one for the issuer, that it stands for the user whom they know (contract, 2.12). A claim is a JSON
 * Web Token without its signature part: header and payload (RFC 7519), to be signed under the alias' own key.
 */
import { base64url, base64urlOfText, decodeBase64url } from '../encoding/base64url.ts';
import { utf8, utf8Text } from '../encoding/bytes.ts';
import { domainSeparator } from '../encoding/domain_separator.ts';
import { hex } from '../encoding/hex.ts';
import { principalText } from '../encoding/principal.ts';
import { sha256 } from '../encoding/sha256.ts';
import type { FrontendHostname } from './delegation.ts';
import { ok, refused, type Result } from './result.ts';

/** Domain under which the tokens are signed. */
export const CREDENTIAL_DOMAIN = domainSeparator('iccs_verifiable_credential');
export const ALIAS_SEED_LENGTH = 32;

/** Who issues the tokens, whatever address this canister has: verifiers compare it. */
const ISSUER = 'https://identity.ic0.app/';
const LIFETIME_S = 15 * 60;
const NANOSECONDS_PER_SECOND = 1_000_000_000n;
/** Characters of the longest header that is looked at; one of ours has about 250. */
const HEADER_LIMIT = 512;

const BEFORE_KEY = '"k":"';

/** The canister whose id was written last, which is always the same. */
let latestId: Uint8Array | null = null;
let latestIdText = '';

/** First part of the tokens of one alias, with the key that verifies them. */
export function aliasHeader(canisterId: Uint8Array, aliasKey: Uint8Array): string {
  if (canisterId !== latestId) {
    latestId = canisterId;
    latestIdText = principalText(canisterId);
  }
  const jwk = `{"kty":"oct","alg":"IcCs","k":"${base64url(aliasKey)}"}`;
  return base64urlOfText(`{"alg":"IcCs","jwk":${jwk},"kid":"did:icp:${latestIdText}"}`);
}

/** What one of the two dapps is told. */
export interface AliasClaim {
  /** The user as this dapp knows them. */
  readonly dappPrincipal: Uint8Array;
  readonly origin: FrontendHostname;
  /** Textual form of the alias. */
  readonly alias: string;
}

/**
 * Header and payload, joined by a dot: what is signed.
 * @param header - see {@link aliasHeader}
 * @param now - nanoseconds since 1970; the token is valid from then on for a quarter of an hour
 */
export function aliasToken(header: string, claim: AliasClaim, now: bigint): string {
  const { alias, origin } = claim;
  const dapp = principalText(claim.dappPrincipal);
  const seconds = Number(now / NANOSECONDS_PER_SECOND);
  const hash = hex(sha256(utf8(`id_dapp=${dapp},id_alias=${alias}`)));
  const subject = `"InternetIdentityIdAlias":{"hasIdAlias":"${alias}","derivationOrigin":${JSON.stringify(origin)}}`;
  const payload = [
    `{"exp":${seconds + LIFETIME_S},"iss":"${ISSUER}","nbf":${seconds}`,
    `"jti":"data:text/plain;charset=UTF-8,timestamp_ns:${now},alias_hash:${hash}"`,
    `"sub":"did:icp:${dapp}","vc":{"@context":"https://www.w3.org/2018/credentials/v1"`,
    `"type":["VerifiableCredential","InternetIdentityIdAlias"],"credentialSubject":{${subject}}}}`,
  ].join(',');
  return `${header}.${base64urlOfText(payload)}`;
}

/**
 * Seed of the alias that a token is about, from the key in its header. Anything may be sent as a token: whether it was
 * ever signed is for the signatures to tell.
 * @returns 32 bytes, or why there are none
 */
export function aliasSeed(token: string): Result<Uint8Array, string> {
  const end = token.indexOf('.');
  if (end < 0 || end > HEADER_LIMIT) return refused('JWT has no header of ours');
  const header = decodeBase64url(token.slice(0, end));
  const key = header === null ? null : keyOf(utf8Text(header));
  if (key === null || key.length <= ALIAS_SEED_LENGTH) return refused('JWT header has no key');
  return ok(key.slice(-ALIAS_SEED_LENGTH));
}

function keyOf(header: string): Uint8Array | null {
  const start = header.indexOf(BEFORE_KEY);
  const end = header.indexOf('"', start + BEFORE_KEY.length);
  return start < 0 || end < 0 ? null : decodeBase64url(header.slice(start + BEFORE_KEY.length, end));
}
