import type {
  IdAliasCredentials,
  PreparedIdAlias,
  SignedIdAlias,
} from '../../../declarations/internet_identity.did.ts';
import { err, ok, type Result } from '../result.ts';
import type { Owned } from './access_methods.ts';
import type { AliasCredential, AliasOrder, CanisterError, IdAlias } from './canister.ts';
import type { Connection, InternetIdentity } from './connection.ts';
import { flatAttempt } from './errors.ts';

/** Waits between the tries to fetch the credentials, in milliseconds: a query may reach a node that lags behind. */
const RETRY_DELAYS_MS = [100, 300, 1000, 2000, 3000];

/**
 * Has the canister make and sign an alias, then fetches it (contract: canister.md 2.12).
 * @param wait - sleeps for some milliseconds
 */
export async function newIdAlias(
  connection: Connection,
  { number, caller }: Owned,
  { relyingParty, issuer }: AliasOrder,
  wait: (milliseconds: number) => Promise<void>,
): Promise<Result<IdAlias, CanisterError>> {
  const dapps = { identity_number: number, relying_party: relyingParty, issuer };
  return flatAttempt(async () => {
    const canister = await connection.as(caller);
    const prepared = await canister.prepare_id_alias(dapps);
    if ('Err' in prepared) return err(refusalOf(prepared.Err));
    return fetchCredentials(canister, dapps, prepared.Ok, wait);
  });
}

async function fetchCredentials(
  canister: InternetIdentity,
  dapps: { identity_number: bigint; relying_party: string; issuer: string },
  { rp_id_alias_jwt, issuer_id_alias_jwt }: PreparedIdAlias,
  wait: (milliseconds: number) => Promise<void>,
): Promise<Result<IdAlias, CanisterError>> {
  for (let tries = 0; ; tries++) {
    const answer = await canister.get_id_alias({ ...dapps, rp_id_alias_jwt, issuer_id_alias_jwt });
    if ('Ok' in answer) return ok(aliasFromCandid(answer.Ok));
    const delay = RETRY_DELAYS_MS[tries];
    if (!('NoSuchCredentials' in answer.Err) || delay === undefined) return err(refusalOf(answer.Err));
    await wait(delay);
  }
}

function aliasFromCandid({
  rp_id_alias_credential,
  issuer_id_alias_credential,
}: IdAliasCredentials): IdAlias {
  return {
    alias: rp_id_alias_credential.id_alias.toText(),
    relyingParty: credentialFromCandid(rp_id_alias_credential),
    issuer: credentialFromCandid(issuer_id_alias_credential),
  };
}

function credentialFromCandid({ credential_jws, id_dapp }: SignedIdAlias): AliasCredential {
  return { jws: credential_jws, principal: id_dapp.toText() };
}

function refusalOf(
  error: { Unauthorized: unknown } | { NoSuchCredentials: string } | { InternalCanisterError: string },
): CanisterError {
  if ('Unauthorized' in error) return { kind: 'unauthorized' };
  const text = 'NoSuchCredentials' in error ? error.NoSuchCredentials : error.InternalCanisterError;
  return { kind: 'refused', text };
}
