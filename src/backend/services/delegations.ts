/** Delegations to dapps: prepared by an update, fetched with the signature by a query (contract, 2.10). */
import { canisterKeyStart, canisterSignatureKey } from '../certified/canister_signature.ts';
import { anchorPrincipal, anchorSeed } from '../domain/anchor_seed.ts';
import { type FrontendHostname, delegationExpiration } from '../domain/delegation.ts';
import { delegationLabels } from '../domain/delegation_labels.ts';
import { type Access, recordActivity, requireAccess } from './access.ts';
import { type Canister, publishRoot } from './canister.ts';
import { countDelegation } from './delegation_events.ts';
import { requireHostname } from './frontend_hostname.ts';
import { ensureSalt, requireSalt } from './salt.ts';

export interface PreparedDelegation {
  /** DER public key under which the dapp will know the user. */
  readonly userKey: Uint8Array;
  /** Nanoseconds since 1970. */
  readonly expiration: bigint;
}

/**
 * Signs a delegation from the user's key at a front end to the front end's session key.
 * @param sessionKey - taken as it is: who asks for a useless key gets a useless delegation
 * @param maxTimeToLive - nanoseconds, or null for the default
 */
export function prepareDelegation(
  canister: Canister,
  anchorNumber: bigint,
  frontend: string,
  sessionKey: Uint8Array,
  maxTimeToLive: bigint | null,
): PreparedDelegation | Promise<PreparedDelegation> {
  const caller = canister.ic.caller();
  const access = requireAccess(canister, anchorNumber, caller);
  const hostname = requireHostname(frontend);
  if (canister.settings.salt() !== null) {
    return prepareWithAccess(canister, access, hostname, sessionKey, maxTimeToLive);
  }
  return ensureSalt(canister).then(() => {
    // While the salt was fetched, the caller's device may have been removed.
    const stillAccess = requireAccess(canister, anchorNumber, caller);
    return prepareWithAccess(canister, stillAccess, hostname, sessionKey, maxTimeToLive);
  });
}

function prepareWithAccess(
  canister: Canister,
  access: Access,
  hostname: FrontendHostname,
  sessionKey: Uint8Array,
  maxTimeToLive: bigint | null,
): PreparedDelegation {
  recordActivity(canister, access);
  const seed = anchorSeed(requireSalt(canister), access.anchorNumber, hostname);
  const prepared = signDelegation(canister, seed, sessionKey, maxTimeToLive);
  countDelegation(canister, access, hostname, prepared.expiration);
  return prepared;
}

/** Signs a delegation from the key of a seed. @param permissions - null for one that allows everything */
export function signDelegation(
  canister: Canister,
  seed: Uint8Array,
  sessionKey: Uint8Array,
  maxTimeToLive: bigint | null,
  permissions: string | null = null,
): PreparedDelegation {
  const now = canister.ic.now();
  const expiration = delegationExpiration(now, maxTimeToLive);
  canister.certified.signatures.add(delegationLabels(seed, sessionKey, expiration, permissions), now);
  canister.counters.delegations += 1n;
  publishRoot(canister);
  return { userKey: canisterSignatureKey(canister.ic.canisterId(), seed), expiration };
}

/**
 * Signature over a delegation that was prepared with the same arguments, or null when there is none (any more) and
 * in a message that is not a query.
 */
export function getDelegation(
  canister: Canister,
  anchorNumber: bigint,
  frontend: string,
  sessionKey: Uint8Array,
  expiration: bigint,
): Uint8Array | null {
  requireAccess(canister, anchorNumber);
  const hostname = requireHostname(frontend);
  const salt = canister.settings.salt();
  if (salt === null) return null;
  return delegationSignature(canister, anchorSeed(salt, anchorNumber, hostname), sessionKey, expiration);
}

/** As {@link getDelegation}, from the key of a seed. */
export function delegationSignature(
  canister: Canister,
  seed: Uint8Array,
  sessionKey: Uint8Array,
  expiration: bigint,
  permissions: string | null = null,
): Uint8Array | null {
  const certificate = canister.ic.dataCertificate();
  if (certificate === null) return null;
  return canister.certified.signature(
    delegationLabels(seed, sessionKey, expiration, permissions),
    certificate,
  );
}

/** Principal under which an identity appears to a front end: that of the delegations' user key. */
export function principalAt(canister: Canister, anchorNumber: bigint, frontend: string): Uint8Array {
  requireAccess(canister, anchorNumber);
  return principalAtFrontend(canister, anchorNumber, requireHostname(frontend));
}

/** As {@link principalAt}, for a caller who was found to have access. */
export function principalAtFrontend(
  canister: Canister,
  anchorNumber: bigint,
  hostname: FrontendHostname,
): Uint8Array {
  const keyStart = canisterKeyStart(canister.ic.canisterId());
  return anchorPrincipal(requireSalt(canister), anchorNumber, hostname, keyStart);
}
