/** Creating identities with an account of an OpenID provider in place of a device (contract, 2.5). */
import { emptyAnchor, renameAnchor } from '../domain/anchor.ts';
import { anchorErrorText } from '../domain/anchor_error.ts';
import type { OpenIdAccount } from '../domain/openid_credential.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Canister } from './canister.ts';
import { nextAnchorNumber, storeNewIdentity } from './new_identity.ts';
import { type BoundToken, linkAccount, verify } from './openid.ts';
import { type FinishError, expectLastStep } from './registration.ts';

const ALREADY_REGISTERED = 'OpenID credential has already been registered on this or another anchor.';

/**
 * Creates an identity without devices that the account in a token can sign in to. It is named as the provider names
 * the person.
 * @returns number of the identity
 */
export function finishOpenIdRegistration(canister: Canister, token: BoundToken): Result<bigint, FinishError> {
  const caller = canister.ic.caller();
  const now = canister.ic.now();
  const expected = expectLastStep(canister, caller, now);
  if (!expected.ok) return expected;
  const account = verify(canister, token, caller);
  if (!account.ok) return refused({ kind: 'invalidAuthnMethod', why: account.error });
  if (canister.openIds.owner(account.value) !== null) {
    return refused({ kind: 'invalidAuthnMethod', why: ALREADY_REGISTERED });
  }
  const anchorNumber = nextAnchorNumber(canister);
  if (anchorNumber === null) return refused({ kind: 'identityLimitReached' });
  const anchor = renameAnchor(emptyAnchor(now), nameIn(account.value));
  if (!anchor.ok) return refused({ kind: 'storageError', why: anchorErrorText(anchor.error) });
  storeNewIdentity(canister, anchorNumber, anchor.value, now, () => ({
    tag: 'register_anchor_with_openid_credential',
    value: { iss: account.value.iss },
  }));
  linkAccount(canister, anchorNumber, account.value);
  canister.registrationFlows.end(caller);
  return ok(anchorNumber);
}

function nameIn({ metadata }: OpenIdAccount): string | null {
  const value = metadata.find(([key]) => key === 'name')?.[1];
  return value?.kind === 'string' ? value.value : null;
}
