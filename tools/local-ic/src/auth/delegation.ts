/** Delegation chains: each key signs the next one, the last one signs the request. */
import { bytesKey, concatBytes, toHex } from '../encoding/bytes.ts';
import { domainSeparator } from '../encoding/sha256.ts';
import type { SignedDelegation } from './envelope.ts';
import { parsePublicKey } from './public_key.ts';
import { hashOfMap } from './request_hash.ts';
import { checkSignature } from './signature.ts';
import { utcTime } from './utc_time.ts';

/** What a chain lets its last key do. */
export interface DelegatedRights {
  /** DER key that must have signed the request. */
  readonly signingKey: Uint8Array;
  /** Canisters to which requests may go, as {@link bytesKey}; nothing means all. */
  readonly targets: ReadonlySet<string> | undefined;
  /** False when a delegation is limited to queries. */
  readonly mayCall: boolean;
}

export type CheckedChain =
  { readonly ok: true; readonly rights: DelegatedRights } | { readonly ok: false; readonly reason: string };

const MAX_DELEGATIONS = 20;
const MAX_TARGETS = 1000;
const DELEGATION_DOMAIN = domainSeparator('ic-request-auth-delegation');

/** Bytes that the delegating key signs. */
export function delegationToSign(delegation: Omit<SignedDelegation, 'signature'>): Uint8Array {
  const { publicKey, expiration, targets, permissions } = delegation;
  return concatBytes(DELEGATION_DOMAIN, hashOfMap({ pubkey: publicKey, expiration, targets, permissions }));
}

/**
 * Checks a chain that starts at the sender's key.
 * @param now - nanoseconds since the epoch
 * @param rootKey - DER key against which canister signatures verify
 */
export function checkDelegations(
  senderKey: Uint8Array,
  chain: readonly SignedDelegation[],
  now: bigint,
  rootKey: Uint8Array,
): CheckedChain {
  const shape = checkShape(senderKey, chain, now);
  if (shape !== undefined) return { ok: false, reason: shape };
  let signingKey = senderKey;
  let targets: ReadonlySet<string> | undefined;
  let mayCall = true;
  for (const delegation of chain) {
    const parsed = parsePublicKey(signingKey);
    if (!parsed.ok) return { ok: false, reason: `Invalid delegation: Invalid public key: ${parsed.reason}` };
    const wrong = checkSignature(parsed.key, delegationToSign(delegation), delegation.signature, rootKey);
    if (wrong !== undefined) return { ok: false, reason: `Invalid delegation: ${wrong}` };
    if (delegation.targets !== undefined) targets = intersect(targets, delegation.targets);
    if (delegation.permissions === 'queries') mayCall = false;
    signingKey = delegation.publicKey;
  }
  return { ok: true, rights: { signingKey, targets, mayCall } };
}

/** Everything that can be refused without a signature check. */
function checkShape(
  senderKey: Uint8Array,
  chain: readonly SignedDelegation[],
  now: bigint,
): string | undefined {
  if (chain.length > MAX_DELEGATIONS) {
    return `Invalid delegation: Chain of delegations is too long: got ${chain.length} delegations, but at most ${MAX_DELEGATIONS} are allowed.`;
  }
  const seen = new Set([bytesKey(senderKey)]);
  for (const { publicKey, expiration, targets, permissions } of chain) {
    if (expiration < now) {
      return `Invalid delegation expiry: Specified sender delegation has expired:\nProvided expiry:    ${utcTime(expiration)}\nLocal replica time: ${utcTime(now)}`;
    }
    if (seen.has(bytesKey(publicKey))) {
      return `Invalid delegation: Chain of delegations contains at least one cycle: first repeating public key encountered ${toHex(publicKey)}`;
    }
    seen.add(bytesKey(publicKey));
    if (targets !== undefined && targets.length > MAX_TARGETS) {
      return `Invalid delegation: Delegation target error: expected at most ${MAX_TARGETS} targets per delegation, but got ${targets.length}`;
    }
    if (permissions !== undefined && permissions !== 'queries' && permissions !== 'all') {
      return `Invalid delegation: unknown permissions '${permissions.slice(0, 20)}'`;
    }
  }
  return undefined;
}

function intersect(
  known: ReadonlySet<string> | undefined,
  targets: readonly Uint8Array[],
): ReadonlySet<string> {
  const keys = targets.map(bytesKey);
  return new Set(known === undefined ? keys : keys.filter((key) => known.has(key)));
}
