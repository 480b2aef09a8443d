/** Accounts of OpenID providers as ways to sign in to an identity (contract, 2.8). */
import { canisterSignatureKey } from '../certified/canister_signature.ts';
import {
  OPENID_CREDENTIAL_LIMIT,
  type OpenIdAccount,
  type OpenIdCredential,
  type OpenIdKey,
  isSameAccount,
  openIdSeed,
} from '../domain/openid_credential.ts';
import { openIdProviders } from '../domain/openid_provider.ts';
import { verifyToken } from '../domain/openid_token.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import { keyDigest } from '../encoding/principal.ts';
import { type Access, recordActivity } from './access.ts';
import { recordOperation } from './archive/operations.ts';
import type { Canister } from './canister.ts';
import { type PreparedDelegation, delegationSignature, signDelegation } from './delegations.ts';
import { ensureSalt, requireSalt } from './salt.ts';

/** A token, and what binds it to whoever sends it. */
export interface BoundToken {
  readonly jwt: string;
  /** 32 bytes. */
  readonly salt: Uint8Array;
}

export type AddError = 'notVerified' | 'alreadyRegistered' | { readonly count: number };
export type DelegationError = 'NoSuchAnchor' | 'JwtVerificationFailed' | 'NoSuchDelegation';

/** The account that a token speaks for, or why it is refused in words. */
export function verify(
  canister: Canister,
  { jwt, salt }: BoundToken,
  caller: Uint8Array = canister.ic.caller(),
): Result<OpenIdAccount, string> {
  return verifyToken(jwt, {
    providers: openIdProviders(canister.settings.configuration()),
    keysAt: (jwksUri) => canister.openIdKeys.get(jwksUri) ?? null,
    caller,
    salt,
    now: canister.ic.now(),
  });
}

/** Links an account to the caller's identity. */
export function addCredential(
  canister: Canister,
  access: Access,
  token: BoundToken,
): Result<OpenIdAccount, AddError> {
  recordActivity(canister, access);
  const account = verify(canister, token, access.caller);
  if (!account.ok) return refused('notVerified');
  if (canister.openIds.owner(account.value) !== null) return refused('alreadyRegistered');
  const count = canister.openIds.credentials(access.anchorNumber).length;
  if (count >= OPENID_CREDENTIAL_LIMIT) return refused({ count });
  linkAccount(canister, access.anchorNumber, account.value);
  recordOperation(canister, access.anchorNumber, access.caller, () => ({
    tag: 'add_openid_credential',
    value: { iss: account.value.iss },
  }));
  return account;
}

/** Links an account that nobody has to an identity. */
export function linkAccount(canister: Canister, anchorNumber: bigint, account: OpenIdAccount): void {
  canister.openIds.add(anchorNumber, { ...account, lastUsage: null, keyDigest: null });
}

/** Takes an account away from the caller's identity, also the last. @returns whether it was linked */
export function removeCredential(canister: Canister, access: Access, key: OpenIdKey): boolean {
  recordActivity(canister, access);
  const index = position(canister, access.anchorNumber, key);
  if (index < 0) return false;
  canister.openIds.remove(access.anchorNumber, index);
  recordOperation(canister, access.anchorNumber, access.caller, () => ({
    tag: 'remove_openid_credential',
    value: { iss: key.iss },
  }));
  return true;
}

/** Accounts that are linked to an identity, in the order in which they were. */
export function credentialsOf({ openIds }: Canister, anchorNumber: bigint): readonly OpenIdCredential[] {
  return openIds.credentials(anchorNumber);
}

export interface PreparedOpenIdDelegation extends PreparedDelegation {
  readonly anchorNumber: bigint;
}

type Prepared = Result<PreparedOpenIdDelegation, DelegationError>;

/**
 * Signs a delegation of half an hour from an account's key to a session key. Its principal is no dapp's user: it acts
 * for the identity as a device does.
 */
export function prepareOpenIdDelegation(
  canister: Canister,
  token: BoundToken,
  sessionKey: Uint8Array,
): Prepared | Promise<Prepared> {
  const account = verify(canister, token);
  if (!account.ok) return refused('JwtVerificationFailed');
  const anchorNumber = canister.openIds.owner(account.value);
  if (anchorNumber === null) return refused('NoSuchAnchor');
  if (canister.settings.salt() !== null) return prepare(canister, anchorNumber, account.value, sessionKey);
  return ensureSalt(canister).then(() =>
    // While the salt was fetched, the account may have been unlinked, or linked to somebody else.
    canister.openIds.owner(account.value) === anchorNumber
      ? prepare(canister, anchorNumber, account.value, sessionKey)
      : refused('NoSuchAnchor'),
  );
}

function prepare(
  canister: Canister,
  anchorNumber: bigint,
  account: OpenIdAccount,
  sessionKey: Uint8Array,
): Prepared {
  const seed = openIdSeed(requireSalt(canister), anchorNumber, account);
  const digest = keyDigest(canisterSignatureKey(canister.ic.canisterId(), seed));
  const credentials = canister.openIds.credentials(anchorNumber);
  // What the provider says of the account may have changed; that it was asked is no use of the identity yet.
  const refreshed = credentials.map((credential) =>
    isSameAccount(credential, account)
      ? { ...account, lastUsage: credential.lastUsage, keyDigest: digest }
      : credential,
  );
  canister.openIds.put(anchorNumber, refreshed);
  return ok({ ...signDelegation(canister, seed, sessionKey, null), anchorNumber });
}

/** Signature over a delegation that was prepared with the same arguments by the same caller. */
export function getOpenIdDelegation(
  canister: Canister,
  token: BoundToken,
  sessionKey: Uint8Array,
  expiration: bigint,
): Result<Uint8Array, DelegationError> {
  const account = verify(canister, token);
  if (!account.ok) return refused('JwtVerificationFailed');
  const anchorNumber = canister.openIds.owner(account.value);
  if (anchorNumber === null) return refused('NoSuchAnchor');
  const salt = canister.settings.salt();
  if (salt === null) return refused('NoSuchDelegation');
  const seed = openIdSeed(salt, anchorNumber, account.value);
  const signature = delegationSignature(canister, seed, sessionKey, expiration);
  return signature === null ? refused('NoSuchDelegation') : ok(signature);
}

function position(canister: Canister, anchorNumber: bigint, key: OpenIdKey): number {
  return canister.openIds.credentials(anchorNumber).findIndex((credential) => isSameAccount(credential, key));
}
