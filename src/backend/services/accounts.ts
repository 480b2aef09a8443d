/** An identity's accounts at a front end: told, added and named (contract, 2.11). None of it is a use of a device. */
import {
  ACCOUNT_LIMIT,
  ACCOUNT_NAME_LIMIT,
  type AccountReference,
  ONLY_DEFAULT,
  accountOf,
  isAccountName,
  withAccount,
  withDefaultNumbered,
} from '../domain/account.ts';
import { type ArchiveOperation, REDACTED } from '../domain/archive_operation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import { Trap } from '../domain/trap.ts';
import type { AccountPlace } from '../storage/account_store.ts';
import { findAccess } from './access.ts';
import { recordOperation } from './archive/operations.ts';
import type { Canister } from './canister.ts';
import { requireHostname } from './frontend_hostname.ts';

export interface Account {
  /** Null for the default account until it is named. */
  readonly number: bigint | null;
  readonly name: string | null;
  /** Nanoseconds since 1970. */
  readonly lastUsed: bigint | null;
}

export interface Unauthorized {
  readonly kind: 'unauthorized';
  readonly caller: Uint8Array;
}

export type EditError =
  Unauthorized | { readonly kind: 'limitReached' } | { readonly kind: 'invalid'; readonly why: string };

/** All accounts, in the order in which they were added. */
export function listAccounts(
  canister: Canister,
  anchorNumber: bigint,
  frontend: string,
): Result<readonly Account[], Unauthorized> {
  const place = placeOf(canister, anchorNumber, frontend);
  if (!place.ok) return place;
  const references = canister.accounts.references(place.value) ?? ONLY_DEFAULT;
  return ok(references.map((reference) => described(canister, reference)));
}

/** Adds an account, with a principal that nobody had before. */
export function createAccount(
  canister: Canister,
  anchorNumber: bigint,
  frontend: string,
  name: string,
): Result<Account, EditError> {
  const place = placeOf(canister, anchorNumber, frontend);
  if (!place.ok) return place;
  if (!isAccountName(name)) return refused(NAME_TOO_LONG);
  const before = canister.accounts.references(place.value);
  return putNumbered(canister, place.value, before, name, CREATED, (number) =>
    withAccount(before ?? ONLY_DEFAULT, number),
  );
}

/**
 * Names an account. The default account gets a number with its first name, and keeps its principal.
 * @param number - null for the default account while it has none
 * @param name - null, which callers may send, is refused
 */
export function updateAccount(
  canister: Canister,
  anchorNumber: bigint,
  frontend: string,
  number: bigint | null,
  name: string | null,
): Result<Account, EditError> {
  const place = placeOf(canister, anchorNumber, frontend);
  if (!place.ok) return place;
  if (name === null) return refused({ kind: 'invalid', why: 'No name was provided.' });
  if (!isAccountName(name)) return refused(NAME_TOO_LONG);
  const before = canister.accounts.references(place.value);
  const account = accountOf(before ?? ONLY_DEFAULT, number);
  if (number === null) {
    if (account === undefined) throw new Trap('Updating an unreadable account should be impossible!');
    return putNumbered(canister, place.value, before, name, RENAMED, (given) =>
      withDefaultNumbered(before ?? ONLY_DEFAULT, given),
    );
  }
  if (account === undefined) return refused({ kind: 'unauthorized', caller: canister.ic.caller() });
  canister.accounts.rename(number, name);
  recordOperation(canister, anchorNumber, canister.ic.caller(), () => RENAMED);
  return ok({ number, name, lastUsed: account.lastUsed });
}

export type GetDefaultError = Unauthorized | { readonly kind: 'noSuchAnchor' };
export type SetDefaultError = GetDefaultError | { readonly kind: 'noSuchOrigin' | 'noSuchAccount' };

/**
 * The account to offer first: the one that was preferred, else the one with the principal of `prepare_delegation`. That
 * principal stays, whatever is preferred.
 */
export function defaultAccount(
  canister: Canister,
  anchorNumber: bigint,
  frontend: string,
): Result<Account, GetDefaultError> {
  if (canister.anchors.record(anchorNumber) === null) return refused({ kind: 'noSuchAnchor' });
  const place = placeOf(canister, anchorNumber, frontend);
  if (!place.ok) return place;
  const references = canister.accounts.references(place.value);
  if (references === null) return ok(described(canister, ONLY_DEFAULT[0]!));
  const number = canister.accounts.preferred(place.value);
  const isIt = number === null ? isFirst : (account: AccountReference) => account.number === number;
  return ok(described(canister, references.find(isIt)!));
}

/** Prefers one of the accounts where there are several. @param number - null for the first while it has none */
export function setDefaultAccount(
  canister: Canister,
  anchorNumber: bigint,
  frontend: string,
  number: bigint | null,
): Result<Account, SetDefaultError> {
  if (canister.anchors.record(anchorNumber) === null) return refused({ kind: 'noSuchAnchor' });
  const place = placeOf(canister, anchorNumber, frontend);
  if (!place.ok) return place;
  const references = canister.accounts.references(place.value);
  if (references === null) return refused({ kind: 'noSuchOrigin' });
  const account = accountOf(references, number);
  if (account === undefined) return refused({ kind: 'noSuchAccount' });
  canister.accounts.setPreferred(place.value, number);
  return ok(described(canister, account));
}

const isFirst = ({ isDefault }: AccountReference): boolean => isDefault;

const CREATED: ArchiveOperation = { tag: 'create_account', value: { name: REDACTED } };
const RENAMED: ArchiveOperation = { tag: 'update_account', value: { name: REDACTED } };

const NAME_TOO_LONG: EditError = {
  kind: 'invalid',
  why: `Name is too long. Maximum length of name is ${ACCOUNT_NAME_LIMIT}.`,
};

/** Whose accounts are asked for, and where; traps when there is no such identity. */
function placeOf(
  canister: Canister,
  anchorNumber: bigint,
  frontend: string,
): Result<AccountPlace, Unauthorized> {
  if (findAccess(canister, anchorNumber) === null) {
    return refused({ kind: 'unauthorized', caller: canister.ic.caller() });
  }
  return ok({ anchorNumber, hostname: requireHostname(frontend) });
}

/** Gives the next number to the account that `edit` puts it on. */
function putNumbered(
  canister: Canister,
  place: AccountPlace,
  before: readonly AccountReference[] | null,
  name: string,
  operation: ArchiveOperation,
  edit: (number: bigint) => readonly AccountReference[],
): Result<Account, EditError> {
  const { accounts } = canister;
  if (accounts.countOf(place.anchorNumber) >= ACCOUNT_LIMIT) return refused({ kind: 'limitReached' });
  const number = accounts.nextNumber();
  const after = edit(number);
  accounts.putNumbered(place, { before, after, number, name });
  recordOperation(canister, place.anchorNumber, canister.ic.caller(), () => operation);
  return ok({ number, name, lastUsed: accountOf(after, number)?.lastUsed ?? null });
}

function described(canister: Canister, { number, lastUsed }: AccountReference): Account {
  return { number, lastUsed, name: number === null ? null : canister.accounts.name(number) };
}
