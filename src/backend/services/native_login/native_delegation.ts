/** The delegation behind an access token: the one that `prepare_delegation` would give the identity at the origin. */
import { canisterSignatureKey } from '../../certified/canister_signature.ts';
import { type FrontendHostname, anchorSeed } from '../../domain/delegation.ts';
import { delegationLabels } from '../../domain/delegation_labels.ts';
import type { Authorization } from '../../domain/native_login/grants.ts';
import { principalOrigin } from '../../domain/native_login/web_origin.ts';
import { base64url } from '../../encoding/base64url.ts';
import { selfAuthenticatingPrincipal } from '../../encoding/principal.ts';
import type { Access } from '../access.ts';
import { type Canister, publishRoot } from '../canister.ts';
import { countDelegation } from '../delegation_events.ts';
import { delegationSignature } from '../delegations.ts';
import { requireHostname } from '../frontend_hostname.ts';
import { requireSalt } from '../salt.ts';

/** What `DelegationChain` of the agent libraries needs: bytes as base64url, nanoseconds in decimal. */
export interface DelegationDocument {
  readonly user_public_key: string;
  readonly delegations: readonly {
    readonly delegation: { readonly pubkey: string; readonly expiration: string };
    readonly signature: string;
  }[];
}

/**
 * Signs until the access token ends, and counts the login at the dapp as one through its page; the root is for the
 * caller to publish.
 */
export function signDelegationOf(
  canister: Canister,
  access: Access,
  authorization: Authorization,
  until: bigint,
): void {
  const now = canister.ic.now();
  canister.certified.signatures.add(labelsOf(canister, authorization), now, until - now);
  canister.counters.delegations += 1n;
  countDelegation(canister, access, hostnameOf(authorization), authorization.expiration);
}

/** Takes the signature back. */
export function forgetDelegation(canister: Canister, authorization: Authorization): void {
  if (canister.settings.salt() === null) return;
  canister.certified.signatures.remove(labelsOf(canister, authorization));
  publishRoot(canister);
}

/** The principal that the app gets. */
export function principalOf(canister: Canister, authorization: Authorization): Uint8Array {
  return selfAuthenticatingPrincipal(userKey(canister, authorization));
}

/** The signed delegation, or null when it is not signed (any more), and in a message that is not a query. */
export function delegationOf(canister: Canister, authorization: Authorization): DelegationDocument | null {
  const { sessionKey, expiration } = authorization;
  const signature = delegationSignature(canister, seedOf(canister, authorization), sessionKey, expiration);
  if (signature === null) return null;
  const delegation = { pubkey: base64url(sessionKey), expiration: expiration.toString() };
  return {
    user_public_key: base64url(userKey(canister, authorization)),
    delegations: [{ delegation, signature: base64url(signature) }],
  };
}

function labelsOf(canister: Canister, authorization: Authorization) {
  const { sessionKey, expiration } = authorization;
  return delegationLabels(seedOf(canister, authorization), sessionKey, expiration);
}

function userKey(canister: Canister, authorization: Authorization): Uint8Array {
  return canisterSignatureKey(canister.ic.canisterId(), seedOf(canister, authorization));
}

function seedOf(canister: Canister, authorization: Authorization): Uint8Array {
  return anchorSeed(requireSalt(canister), authorization.anchorNumber, hostnameOf(authorization));
}

function hostnameOf({ origin }: Authorization): FrontendHostname {
  return requireHostname(principalOrigin(origin));
}
