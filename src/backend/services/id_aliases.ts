/** Id aliases for verifiable credentials: prepared by an update, fetched signed by a query (contract, 2.12). */
import { canisterSignatureKey } from '../certified/canister_signature.ts';
import { aliasTokens } from '../domain/alias_tokens.ts';
import type { FrontendHostname } from '../domain/delegation.ts';
import { CREDENTIAL_DOMAIN, aliasSeed } from '../domain/id_alias.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import { concatBytes, utf8 } from '../encoding/bytes.ts';
import { selfAuthenticatingPrincipal } from '../encoding/principal.ts';
import { sha256, sha256Concat } from '../encoding/sha256.ts';
import { findAccess, recordActivity } from './access.ts';
import { type Canister, publishRoot } from './canister.ts';
import { principalAtFrontend } from './delegations.ts';
import { requireHostname } from './frontend_hostname.ts';
import { ensureSalt } from './salt.ts';

/** Something for each of the two dapps of a presentation. */
export interface ForDapps<T> {
  readonly relyingParty: T;
  readonly issuer: T;
}

interface Unauthorized {
  readonly kind: 'unauthorized';
  readonly caller: Uint8Array;
}

export type PrepareAliasError = Unauthorized | { readonly kind: 'noRandomness'; readonly why: string };
export type GetAliasError = Unauthorized | { readonly kind: 'noSuchCredentials'; readonly why: string };

export interface PreparedAlias {
  /** Unsigned, in UTF-8: to be handed back as they are for the signed ones. */
  readonly tokens: ForDapps<Uint8Array>;
  /** DER public key that the tokens are signed with. */
  readonly aliasKey: Uint8Array;
}

export interface AliasCredential {
  /** JSON Web Signature in its compact form, in ASCII. */
  readonly jws: Uint8Array;
  readonly alias: Uint8Array;
  /** The user as this dapp knows them. */
  readonly dappPrincipal: Uint8Array;
}

/** Makes an alias that was never used and signs what the two dapps are to be told of it. */
export async function prepareIdAlias(
  canister: Canister,
  anchorNumber: bigint,
  frontends: ForDapps<string>,
): Promise<Result<PreparedAlias, PrepareAliasError>> {
  const { ic } = canister;
  const caller = ic.caller();
  if (findAccess(canister, anchorNumber, caller) === null) return refused({ kind: 'unauthorized', caller });
  const relyingParty = requireHostname(frontends.relyingParty);
  const issuer = requireHostname(frontends.issuer);
  if (canister.settings.salt() === null) await ensureSalt(canister);
  const drawn = await drawSeed(canister);
  if (!drawn.ok) return drawn;
  // Meanwhile the caller's device may have been removed.
  const access = findAccess(canister, anchorNumber, caller);
  if (access === null) return refused({ kind: 'unauthorized', caller });
  recordActivity(canister, access);

  const now = ic.now();
  const seed = drawn.value;
  const canisterId = ic.canisterId();
  const aliasKey = canisterSignatureKey(canisterId, seed);
  const makeToken = aliasTokens(canisterId, aliasKey, seed, now);
  const sign = (origin: FrontendHostname): Uint8Array => {
    const { token, labels } = makeToken(principalAtFrontend(canister, anchorNumber, origin), origin);
    canister.certified.signatures.add(labels, now);
    return token;
  };
  const tokens = { relyingParty: sign(relyingParty), issuer: sign(issuer) };
  canister.counters.idAliases += 1n;
  publishRoot(canister);
  return ok({ tokens, aliasKey });
}

/**
 * The tokens that were prepared, with their signatures. Whoever knows a token word for word was given it.
 * @param tokens - in UTF-8
 */
export function getIdAlias(
  canister: Canister,
  anchorNumber: bigint,
  frontends: ForDapps<string>,
  tokens: ForDapps<Uint8Array>,
): Result<ForDapps<AliasCredential>, GetAliasError> {
  const { ic } = canister;
  if (findAccess(canister, anchorNumber) === null) {
    return refused({ kind: 'unauthorized', caller: ic.caller() });
  }
  const relyingPartyOrigin = requireHostname(frontends.relyingParty);
  const issuerOrigin = requireHostname(frontends.issuer);
  const seed = aliasSeed(tokens.relyingParty);
  if (!seed.ok) return refused({ kind: 'noSuchCredentials', why: seed.error });
  const certificate = ic.dataCertificate();
  if (certificate === null) return notFound('rp_sig', 'no certificate outside of queries');
  const signed = signedTokens(canister, seed.value, certificate);
  const relyingPartyJws = signed(tokens.relyingParty);
  if (relyingPartyJws === null) return notFound('rp_sig');
  const issuerJws = signed(tokens.issuer);
  if (issuerJws === null) return notFound('issuer_sig');

  const alias = selfAuthenticatingPrincipal(canisterSignatureKey(ic.canisterId(), seed.value));
  const credential = (jws: Uint8Array, origin: FrontendHostname): AliasCredential => ({
    jws,
    alias,
    dappPrincipal: principalAtFrontend(canister, anchorNumber, origin),
  });
  return ok({
    relyingParty: credential(relyingPartyJws, relyingPartyOrigin),
    issuer: credential(issuerJws, issuerOrigin),
  });
}

const DOT = utf8('.');

/** What gives tokens as JSON Web Signatures, or null for those that the alias of a seed has not signed. */
function signedTokens(
  { certified }: Canister,
  seed: Uint8Array,
  certificate: Uint8Array,
): (token: Uint8Array) => Uint8Array | null {
  const seedHash = sha256(seed);
  const signature = certified.signatureTexts(certificate);
  return (token) => {
    const parts = signature({ seedHash, messageHash: sha256Concat(CREDENTIAL_DOMAIN, token) });
    return parts === null ? null : concatBytes(token, DOT, parts[0], parts[1]);
  };
}

function notFound(what: 'rp_sig' | 'issuer_sig', reason = 'no such signature') {
  return refused({ kind: 'noSuchCredentials', why: `${what} not found: ${reason}` } as const);
}

async function drawSeed(canister: Canister): Promise<Result<Uint8Array, PrepareAliasError>> {
  try {
    return ok(await canister.ic.rawRand());
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refused({ kind: 'noRandomness', why: `failed to draw an id alias: ${why}` });
  }
}
