/**
 * Accounts: the several ways in which one identity may appear at one front end (contract, 2.11). The default account is
 * always there and needs no record; only its place among others is written down, and its name once it has one.
 */
import { utf8, utf8Length } from '../encoding/bytes.ts';
import { sha256Concat } from '../encoding/sha256.ts';
import { type FrontendHostname, SALT_LENGTH, anchorSeed } from './delegation.ts';

/** Accounts with a number that an identity may have, at all front ends together. */
export const ACCOUNT_LIMIT = 500;
/** Bytes of a name in UTF-8. */
export const ACCOUNT_NAME_LIMIT = 255;

/** An account's place in the list of one identity at one front end. */
export interface AccountReference {
  /** Unique in the canister, from 1; null for the default account until it is named. */
  readonly number: bigint | null;
  /** Whether it is the default account, named or not: the principal that the identity had before there were others. */
  readonly isDefault: boolean;
  /** Nanoseconds since 1970; null before the first use and for uses from before the list was stored. */
  readonly lastUsed: bigint | null;
}

/** What there is where nothing is stored. */
export const ONLY_DEFAULT: readonly AccountReference[] = [{ number: null, isDefault: true, lastUsed: null }];

/** The list with another account behind the others. */
export function withAccount(
  references: readonly AccountReference[],
  number: bigint,
): readonly AccountReference[] {
  return [...references, { number, isDefault: false, lastUsed: null }];
}

/** The list with a number for the account that has none, which stays where and who it is. */
export function withDefaultNumbered(
  references: readonly AccountReference[],
  number: bigint,
): readonly AccountReference[] {
  return references.map((reference) => (reference.number === null ? { ...reference, number } : reference));
}

/** The list with the use of one of its accounts. */
export function withUse(
  references: readonly AccountReference[],
  used: AccountReference,
  now: bigint,
): readonly AccountReference[] {
  return references.map((reference) => (reference === used ? { ...reference, lastUsed: now } : reference));
}

/** The account with this number, or the default account while it has none; undefined when it is not in the list. */
export function accountOf(
  references: readonly AccountReference[],
  number: bigint | null,
): AccountReference | undefined {
  return references.find((reference) => reference.number === number);
}

/** Whether an account may be called so: anything of at most 255 bytes, the empty text too. */
export function isAccountName(name: string): boolean {
  return utf8Length(name) <= ACCOUNT_NAME_LIMIT;
}

const ACCOUNT_MARK = utf8('<account>');

/**
 * Seed of the canister signature key under which an identity appears at a front end as one of its accounts. That of an
 * added account does not depend on the identity.
 * @returns 32 bytes, the same for ever
 */
export function accountSeed(
  salt: Uint8Array,
  anchorNumber: bigint,
  { number, isDefault }: AccountReference,
  hostname: FrontendHostname,
): Uint8Array {
  if (number === null || isDefault) return anchorSeed(salt, anchorNumber, hostname);
  if (salt.length !== SALT_LENGTH) throw new RangeError(`salt of ${salt.length} bytes`);
  const decimal = utf8(number.toString());
  const origin = utf8(hostname);
  return sha256Concat(
    Uint8Array.of(salt.length),
    salt,
    Uint8Array.of(ACCOUNT_MARK.length),
    ACCOUNT_MARK,
    Uint8Array.of(decimal.length),
    decimal,
    Uint8Array.of(origin.length),
    origin,
  );
}
