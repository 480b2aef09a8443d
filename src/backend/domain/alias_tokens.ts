/**
 * The tokens that tell two dapps of an id alias: JSON Web Tokens without their signature part, header and payload
 * (RFC 7519), to be signed under the alias' own key (contract, 2.12). They are written where they are hashed. What is
 * constant in them stands there from the beginning; what changes are principals and hashes, whose texts have known
 * lengths, the times in front of them and the origin behind them.
 */
import { base64urlLength } from '../encoding/base64url.ts';
import { utf8 } from '../encoding/bytes.ts';
import { DigestSteps, STEP_KIND } from '../encoding/digest_steps.ts';
import { principalText } from '../encoding/principal.ts';
import { FRONTEND_HOSTNAME_LIMIT, type FrontendHostname } from './delegation.ts';
import { ALIAS_SEED_LENGTH, CREDENTIAL_DOMAIN } from './id_alias.ts';

/** Who issues the tokens, whatever address this canister has: verifiers compare it. */
const ISSUER = 'https://identity.ic0.app/';
const LIFETIME_S = 15n * 60n;
const NANOSECONDS_PER_SECOND = 1_000_000_000n;

/** A self-authenticating principal behind its checksum, and the length of its text. */
const CHECKSUM_LENGTH = 4;
const PRINCIPAL_ROOM = CHECKSUM_LENGTH + 29;
const PRINCIPAL_TEXT_LENGTH = 63;
/** Bytes of the public key of a canister with the longest id. */
const KEY_ROOM = 81;

/** The header, around the key. */
const BEFORE_KEY = '{"alg":"IcCs","jwk":{"kty":"oct","alg":"IcCs","k":"';
const afterKey = (canisterId: string): string => `"},"kid":"did:icp:${canisterId}"}`;
const HEADER_ROOM =
  BEFORE_KEY.length + base64urlLength(KEY_ROOM) + afterKey('').length + PRINCIPAL_TEXT_LENGTH;

/** The payload up to the hash, which digits of the time make longer; the parts around what changes; its end. */
const beforeHash = (now: bigint): string => {
  const seconds = now / NANOSECONDS_PER_SECOND;
  return (
    `{"exp":${seconds + LIFETIME_S},"iss":"${ISSUER}","nbf":${seconds},` +
    `"jti":"data:text/plain;charset=UTF-8,timestamp_ns:${now},alias_hash:`
  );
};
const BEFORE_DAPP = '","sub":"did:icp:';
const BEFORE_ALIAS =
  '","vc":{"@context":"https://www.w3.org/2018/credentials/v1",' +
  '"type":["VerifiableCredential","InternetIdentityIdAlias"],' +
  '"credentialSubject":{"InternetIdentityIdAlias":{"hasIdAlias":"';
const BEFORE_ORIGIN = '","derivationOrigin":';
const PAYLOAD_END = '}}}}';
/** A byte of the origin takes up to six characters in JSON, and quotes stand around all. */
const ORIGIN_ROOM = 6 * FRONTEND_HOSTNAME_LIMIT + 2;

/** Where the parts of the payload begin, and of what is hashed about the alias. */
const HASH_AT = beforeHash(2n ** 64n - 1n).length;
const DAPP_AT = HASH_AT + 64 + BEFORE_DAPP.length;
const ALIAS_AT = DAPP_AT + PRINCIPAL_TEXT_LENGTH + BEFORE_ALIAS.length;
const ORIGIN_AT = ALIAS_AT + PRINCIPAL_TEXT_LENGTH + BEFORE_ORIGIN.length;
const PAYLOAD_ROOM = ORIGIN_AT + ORIGIN_ROOM + PAYLOAD_END.length;
const BEFORE_HASHED_DAPP = 'id_dapp=';
const BEFORE_HASHED_ALIAS = ',id_alias=';
const HASHED_ALIAS_AT = BEFORE_HASHED_DAPP.length + PRINCIPAL_TEXT_LENGTH + BEFORE_HASHED_ALIAS.length;
/** Where the payload's text begins in what is signed: domain, header and a dot end here. */
const SIGNED_PAYLOAD_AT = CREDENTIAL_DOMAIN.length + base64urlLength(HEADER_ROOM) + 1;

/** The steps that are the same for both tokens, in the order in which they run. */
const SEED = 0;
const KEY = 1;
const KEY_TEXT = 2;
const ALIAS = 3;
const HEADER = 4;

const aliasSteps = new DigestSteps([
  { room: ALIAS_SEED_LENGTH },
  { room: KEY_ROOM, kind: STEP_KIND.PRINCIPAL, into: [ALIAS, CHECKSUM_LENGTH] },
  { room: KEY_ROOM, of: KEY, kind: STEP_KIND.BASE64URL, into: [HEADER, BEFORE_KEY.length] },
  { room: PRINCIPAL_ROOM, kind: STEP_KIND.PRINCIPAL_TEXT },
  { room: HEADER_ROOM, kind: STEP_KIND.BASE64URL },
]);
aliasSteps.bytes.set(utf8(BEFORE_KEY), aliasSteps.starts[HEADER]);
const aliasText = textAt(aliasSteps.results[ALIAS]!, PRINCIPAL_TEXT_LENGTH);

/** The steps of each token. */
const DAPP = 0;
const HASHED = 2;
const HASH = 3;
const PAYLOAD = 4;
const SIGNED = 5;

const tokenSteps = new DigestSteps([
  { room: PRINCIPAL_ROOM, kind: STEP_KIND.PRINCIPAL_TEXT, into: [HASHED, BEFORE_HASHED_DAPP.length] },
  { room: PRINCIPAL_ROOM, of: DAPP, kind: STEP_KIND.PRINCIPAL_TEXT, into: [PAYLOAD, DAPP_AT] },
  { room: HASHED_ALIAS_AT + PRINCIPAL_TEXT_LENGTH, into: [HASH, 0] },
  { room: 32, kind: STEP_KIND.HEX, into: [PAYLOAD, HASH_AT] },
  { room: PAYLOAD_ROOM, kind: STEP_KIND.BASE64URL, into: [SIGNED, SIGNED_PAYLOAD_AT] },
  // Twice as much as any step's text takes is kept free for it.
  { room: SIGNED_PAYLOAD_AT + 2 * PAYLOAD_ROOM },
]);
const hashedStart = tokenSteps.starts[HASHED]!;
const payloadStart = tokenSteps.starts[PAYLOAD]!;
const signedPayload = tokenSteps.starts[SIGNED]! + SIGNED_PAYLOAD_AT;
for (const [text, end] of [
  [BEFORE_HASHED_DAPP, hashedStart + BEFORE_HASHED_DAPP.length],
  [BEFORE_HASHED_ALIAS, hashedStart + HASHED_ALIAS_AT],
  [BEFORE_DAPP, payloadStart + DAPP_AT],
  [BEFORE_ALIAS, payloadStart + ALIAS_AT],
  [BEFORE_ORIGIN, payloadStart + ORIGIN_AT],
  ['.', signedPayload],
] as const) {
  tokenSteps.bytes.set(utf8(text), end - text.length);
}

function textAt(start: number, length: number): Uint8Array {
  return aliasSteps.bytes.subarray(start, start + length);
}

/** The canister whose id stands in the frame, which is always the same, and its header: a view. */
let latestId: Uint8Array | null = null;
let header = textAt(aliasSteps.results[HEADER]!, 0);

function writeCanister(canisterId: Uint8Array, keyLength: number): void {
  latestId = canisterId;
  const before = BEFORE_KEY.length + base64urlLength(keyLength);
  const after = aliasSteps.placeText(
    aliasSteps.starts[HEADER]! + before,
    afterKey(principalText(canisterId)),
  );
  aliasSteps.setLength(KEY, keyLength);
  aliasSteps.setLength(KEY_TEXT, keyLength);
  aliasSteps.setLength(HEADER, before + after);
  header = textAt(aliasSteps.results[HEADER]!, base64urlLength(before + after));
}

/** What one of the two dapps is told. */
export interface AliasToken {
  /** Header and payload, joined by a dot, in ASCII. */
  readonly token: Uint8Array;
  /** What it is signed under, 32 bytes each: views that the next token overwrites. */
  readonly labels: { readonly seedHash: Uint8Array; readonly messageHash: Uint8Array };
}

/**
 * What makes the tokens of one alias, until it is asked for those of another.
 * @param aliasKey - the canister's public key for `seed`
 * @param now - nanoseconds since 1970; tokens are valid from then on for a quarter of an hour
 * @returns a function of the user's self-authenticating principal at a dapp, 29 bytes, and of the dapp's origin
 */
export function aliasTokens(
  canisterId: Uint8Array,
  aliasKey: Uint8Array,
  seed: Uint8Array,
  now: bigint,
): (dappPrincipal: Uint8Array, origin: FrontendHostname) => AliasToken {
  if (canisterId !== latestId) writeCanister(canisterId, aliasKey.length);
  aliasSteps.bytes.set(seed, aliasSteps.starts[SEED]);
  aliasSteps.bytes.set(aliasKey, aliasSteps.starts[KEY]);
  aliasSteps.run();

  const { bytes, starts } = tokenSteps;
  const times = beforeHash(now);
  const payload = payloadStart + HASH_AT - times.length;
  const token = signedPayload - 1 - header.length;
  const signed = token - CREDENTIAL_DOMAIN.length;
  tokenSteps.placeText(payload, times);
  bytes.set(aliasText, payloadStart + ALIAS_AT);
  bytes.set(aliasText, hashedStart + HASHED_ALIAS_AT);
  bytes.set(CREDENTIAL_DOMAIN, signed);
  bytes.set(header, token);
  const labels = { seedHash: aliasSteps.digests[SEED]!, messageHash: tokenSteps.digests[SIGNED]! };
  return (dappPrincipal, origin) => {
    bytes.set(dappPrincipal, starts[DAPP]! + CHECKSUM_LENGTH);
    const originLength = tokenSteps.placeText(payloadStart + ORIGIN_AT, JSON.stringify(origin) + PAYLOAD_END);
    const length = payloadStart + ORIGIN_AT + originLength - payload;
    const end = signedPayload + base64urlLength(length);
    tokenSteps.setMessage(PAYLOAD, payload, length);
    tokenSteps.setMessage(SIGNED, signed, end - signed);
    tokenSteps.run();
    return { token: bytes.slice(token, end), labels };
  };
}
