/** Delegations of accounts: those of the default account are the ones that `prepare_delegation` issues (contract, 2.11). */
import { type AccountReference, ONLY_DEFAULT, accountOf, accountSeed, withUse } from '../domain/account.ts';
import type { FrontendHostname } from '../domain/delegation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import { type Access, findAccess, recordActivity } from './access.ts';
import type { Unauthorized } from './accounts.ts';
import type { Canister } from './canister.ts';
import { countDelegation } from './delegation_events.ts';
import { type PreparedDelegation, delegationSignature, signDelegation } from './delegations.ts';
import { requireHostname } from './frontend_hostname.ts';
import { ensureSalt, requireSalt } from './salt.ts';

/** Which account of whom a delegation is for. */
export interface AccountChoice {
  readonly anchorNumber: bigint;
  readonly frontend: string;
  /** Null for the default account while it has no number. */
  readonly number: bigint | null;
  /** Null for a delegation that allows everything. */
  readonly permissions: 'queries' | null;
}

type Prepared = Result<PreparedDelegation, Unauthorized>;

/** As `prepareDelegation`, for one of the identity's accounts, whose use is noted where its list is stored. */
export function prepareAccountDelegation(
  canister: Canister,
  choice: AccountChoice,
  sessionKey: Uint8Array,
  maxTimeToLive: bigint | null,
): Prepared | Promise<Prepared> {
  const caller = canister.ic.caller();
  const unauthorized = refused({ kind: 'unauthorized', caller } as const);
  const access = findAccess(canister, choice.anchorNumber, caller);
  if (access === null) return unauthorized;
  const hostname = requireHostname(choice.frontend);
  const prepare = (current: Access | null): Prepared => {
    if (current === null) return unauthorized;
    recordActivity(canister, current);
    const account = useAccount(canister, choice, hostname);
    if (account === undefined) return unauthorized;
    const seed = accountSeed(requireSalt(canister), choice.anchorNumber, account, hostname);
    const prepared = signDelegation(canister, seed, sessionKey, maxTimeToLive, choice.permissions);
    countDelegation(canister, current, hostname, prepared.expiration);
    return ok(prepared);
  };
  if (canister.settings.salt() !== null) return prepare(access);
  // While the salt is fetched, the caller's device may be removed.
  return ensureSalt(canister).then(() => prepare(findAccess(canister, choice.anchorNumber, caller)));
}

export type GetError = Unauthorized | { readonly kind: 'noSuchDelegation' };

/** Signature over a delegation that was prepared with the same arguments. */
export function getAccountDelegation(
  canister: Canister,
  choice: AccountChoice,
  sessionKey: Uint8Array,
  expiration: bigint,
): Result<Uint8Array, GetError> {
  const caller = canister.ic.caller();
  if (findAccess(canister, choice.anchorNumber, caller) === null) {
    return refused({ kind: 'unauthorized', caller });
  }
  const { anchorNumber, number } = choice;
  const hostname = requireHostname(choice.frontend);
  const references = canister.accounts.references({ anchorNumber, hostname }) ?? ONLY_DEFAULT;
  const account = accountOf(references, number);
  if (account === undefined) return refused({ kind: 'unauthorized', caller });
  const salt = canister.settings.salt();
  if (salt === null) return refused({ kind: 'noSuchDelegation' });
  const seed = accountSeed(salt, anchorNumber, account, hostname);
  const signature = delegationSignature(canister, seed, sessionKey, expiration, choice.permissions);
  return signature === null ? refused({ kind: 'noSuchDelegation' }) : ok(signature);
}

/** The chosen account, its use noted; undefined when the identity has none with this number here. */
function useAccount(
  canister: Canister,
  { anchorNumber, number }: AccountChoice,
  hostname: FrontendHostname,
): AccountReference | undefined {
  const place = { anchorNumber, hostname };
  const stored = canister.accounts.references(place);
  const account = accountOf(stored ?? ONLY_DEFAULT, number);
  if (stored !== null && account !== undefined) {
    canister.accounts.putReferences(place, withUse(stored, account, canister.ic.now()));
  }
  return account;
}
