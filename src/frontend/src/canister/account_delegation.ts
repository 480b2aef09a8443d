import type {
  AccountDelegationError,
  DelegationPermissions,
} from '../../../declarations/internet_identity.did.ts';
import { err, ok, type Result } from '../result.ts';
import type { CanisterError } from './canister.ts';
import type { InternetIdentity } from './connection.ts';
import type { Order, Prepared } from './delegation.ts';

type Place = [number: bigint, origin: string, account: [] | [bigint], sessionKey: Uint8Array];

/** Has the canister sign a delegation of one of several accounts, or one that does not allow everything. */
export async function prepareAccountDelegation(
  canister: InternetIdentity,
  { number, effectiveOrigin, account, sessionKey, maxTimeToLive, queriesOnly }: Order,
): Promise<Result<Prepared, CanisterError>> {
  const place: Place = [number, effectiveOrigin, optional(account), sessionKey];
  const allowed: [] | [DelegationPermissions] = queriesOnly ? [{ queries: null }] : [];
  const prepared = await canister.prepare_account_delegation(...place, optional(maxTimeToLive), allowed);
  if ('Err' in prepared) return err(refusalOf(prepared.Err));
  const { user_key: userKey, expiration } = prepared.Ok;
  return ok({
    userKey,
    async fetchSigned() {
      const answer = await canister.get_account_delegation(...place, expiration, allowed);
      return 'Ok' in answer ? answer.Ok : null;
    },
  });
}

const optional = (value: bigint | null): [] | [bigint] => (value === null ? [] : [value]);

function refusalOf(error: AccountDelegationError): CanisterError {
  if ('Unauthorized' in error) return { kind: 'unauthorized' };
  const text = 'InternalCanisterError' in error ? error.InternalCanisterError : 'no such account';
  return { kind: 'refused', text };
}
