import { findCanisterId, resolveEffectiveOrigin } from '../authorize/derivation_origin.ts';
import { parseOrigin } from '../authorize/origin.ts';
import type { Issuer, IssuerError, Issuers } from '../canister/issuer.ts';
import type { CredentialRequest } from '../credentials/request.ts';
import { err, ok, type Result } from '../result.ts';
import type { AbortReason } from './credentials_state.ts';

/** An app and an issuer that are who they say they are. */
export interface CheckedParties {
  readonly issuer: Issuer;
  readonly issuerCanisterId: string;
  /** Origin that the person's principal at the issuer is derived for. */
  readonly issuerOrigin: string;
  /** Origin that the person's principal at the app is derived for. */
  readonly appOrigin: string;
}

/** Why parties do not pass; `error` where it was the issuer's answer. */
export interface Refusal {
  readonly reason: AbortReason;
  readonly error: IssuerError | null;
  readonly details: string;
}

export interface CheckPorts {
  readonly pageOrigin: string;
  readonly fetchUrl: typeof fetch;
}

/**
 * Finds the issuer's canister by the issuer's origin, and the origins that the person's principals at both are
 * derived for. An origin other than a party's own counts only if it lists the party's.
 */
export async function checkParties(
  request: CredentialRequest,
  issuers: Issuers,
  { pageOrigin, fetchUrl }: CheckPorts,
): Promise<Result<CheckedParties, Refusal>> {
  const { origin, canisterId } = request.issuer;
  const refuse = (reason: AbortReason, details: string, error: IssuerError | null = null) =>
    err({ reason, details, error });

  const found = await findCanisterId(origin, fetchUrl);
  const issuer = found === null ? null : issuers.at(found);
  if (found === null || issuer === null) {
    return refuse('no_canister_id', `no canister was found behind ${origin}`);
  }
  if (canisterId !== null && canisterId !== found) {
    return refuse('bad_canister_id', `${origin} is served by ${found}, not by ${canisterId}`);
  }
  const app = await resolveEffectiveOrigin(
    { requestOrigin: request.origin, derivationOrigin: request.derivationOrigin, pageOrigin },
    fetchUrl,
  );
  if (!app.ok) return refuse('bad_derivation_origin_rp', app.error);

  const named = await issuer.derivationOrigin(origin);
  if (!named.ok) {
    const details = 'text' in named.error ? named.error.text : '';
    return refuse('derivation_origin_issuer_error', details, named.error);
  }
  const effective = await resolveIssuerOrigin(origin, named.value, { pageOrigin, fetchUrl });
  if (!effective.ok) return refuse('invalid_derivation_origin_issuer', effective.error);
  return ok({
    issuer,
    issuerCanisterId: found,
    issuerOrigin: effective.value,
    appOrigin: app.value,
  });
}

async function resolveIssuerOrigin(
  requestOrigin: string,
  named: string,
  { pageOrigin, fetchUrl }: CheckPorts,
): Promise<Result<string, string>> {
  // The name comes from a stranger, and goes into sentences.
  const derivationOrigin = parseOrigin(named);
  if (derivationOrigin === null) return err('the derivation origin that the issuer names is malformed');
  return resolveEffectiveOrigin({ requestOrigin, derivationOrigin, pageOrigin }, fetchUrl);
}
