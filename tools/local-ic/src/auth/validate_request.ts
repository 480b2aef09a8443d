/** Checks of a signed request that do not depend on any canister. */
import { bytesKey, concatBytes, toHex } from '../encoding/bytes.ts';
import { ANONYMOUS, principalToText, samePrincipal, selfAuthenticating } from '../encoding/principal.ts';
import { domainSeparator } from '../encoding/sha256.ts';
import { checkDelegations } from './delegation.ts';
import type { Envelope, SenderInfo } from './envelope.ts';
import { parsePublicKey } from './public_key.ts';
import { checkSignature } from './signature.ts';
import { utcTime } from './utc_time.ts';

/** Nanoseconds that a request may live, and that clocks may differ. */
const MAX_INGRESS_TTL = 300_000_000_000n;
const PERMITTED_DRIFT = 60_000_000_000n;
const MAX_NONCE_BYTES = 32;
const MAX_PATHS = 1000;
const MAX_LABELS = 127;
const REQUEST_DOMAIN = domainSeparator('ic-request');
const SENDER_INFO_DOMAIN = domainSeparator('ic-sender-info');

export interface RequestRules {
  /** Nanoseconds since the epoch. */
  readonly now: bigint;
  /** DER key against which canister signatures verify. */
  readonly rootKey: Uint8Array;
}

/** Canisters that the sender's delegations allow, as {@link bytesKey}; nothing means all. */
export type Targets = ReadonlySet<string> | undefined;

export type Validation =
  { readonly ok: true; readonly targets: Targets } | { readonly ok: false; readonly reason: string };

/**
 * Checks nonce, expiry, sender, delegations, signature and target of a request, in the order of replicas and with their
 * texts: clients recognise an expired request by its first words and synchronise their clock.
 */
export function validateRequest(envelope: Envelope, rules: RequestRules): Validation {
  const { content } = envelope;
  const shape = checkShape(envelope) ?? checkExpiry(content.ingressExpiry, rules.now);
  if (shape !== undefined) return { ok: false, reason: shape };
  return authenticate(envelope, rules);
}

/** Whether the delegations of a sender let it reach a canister. */
export function allowsTarget(targets: Targets, canisterId: Uint8Array): boolean {
  return targets === undefined || targets.has(bytesKey(canisterId));
}

function checkShape({ content }: Envelope): string | undefined {
  if (content.nonce !== undefined && content.nonce.length > MAX_NONCE_BYTES) {
    return `Nonce in request is too big: got ${content.nonce.length} bytes, but at most ${MAX_NONCE_BYTES} are allowed.`;
  }
  if (content.kind !== 'read_state') return undefined;
  if (content.paths.length > MAX_PATHS) {
    return `Too many paths in read state request: got ${content.paths.length} paths, but at most ${MAX_PATHS} are allowed.`;
  }
  const deepest = content.paths.reduce((depth, path) => Math.max(depth, path.length), 0);
  if (deepest > MAX_LABELS) {
    return `At least one path in read state request is too deep: got ${deepest} labels, but at most ${MAX_LABELS} are allowed.`;
  }
  return undefined;
}

function checkExpiry(expiry: bigint, now: bigint): string | undefined {
  const latest = now + MAX_INGRESS_TTL + PERMITTED_DRIFT;
  if (now <= expiry && expiry <= latest) return undefined;
  return (
    'Invalid request expiry: Specified ingress_expiry not within expected range: ' +
    `Minimum allowed expiry: ${utcTime(now)}, Maximum allowed expiry: ${utcTime(latest)}, Provided expiry:        ${utcTime(expiry)}`
  );
}

function authenticate(envelope: Envelope, { now, rootKey }: RequestRules): Validation {
  const { content, requestId, senderKey, signature, delegations } = envelope;
  if (samePrincipal(content.sender, ANONYMOUS)) {
    if (senderKey !== undefined || signature !== undefined || delegations.length > 0) {
      return refuse('Signature is not allowed for the anonymous user.');
    }
    if (content.kind !== 'read_state' && content.senderInfo !== undefined) {
      return refuse('Invalid sender info: it is not allowed for the anonymous user.');
    }
    return { ok: true, targets: undefined };
  }
  if (senderKey === undefined || signature === undefined) {
    return refuse(`Missing signature from user: ${principalToText(content.sender)}`);
  }
  if (!samePrincipal(selfAuthenticating(senderKey), content.sender)) {
    return refuse(
      `The user id '${principalToText(content.sender)}' does not match the public key '${toHex(senderKey)}'`,
    );
  }
  const chain = checkDelegations(senderKey, delegations, now, rootKey);
  if (!chain.ok) return chain;
  const { signingKey, targets, mayCall } = chain.rights;
  const parsed = parsePublicKey(signingKey);
  if (!parsed.ok) return refuse(`Invalid signature: Invalid public key: ${parsed.reason}`);
  const wrong = checkSignature(parsed.key, concatBytes(REQUEST_DOMAIN, requestId), signature, rootKey);
  if (wrong !== undefined) return refuse(`Invalid signature: ${wrong}`);
  if (content.kind === 'call' && !mayCall)
    return refuse(
      'Update calls are not permitted: a delegation restricts the sender to query calls (permissions = "queries").',
    );
  if (content.kind === 'read_state') return { ok: true, targets };
  if (!allowsTarget(targets, content.canisterId)) {
    return refuse(`Canister '${principalToText(content.canisterId)}' is not one of the delegation targets.`);
  }
  const info = content.senderInfo && checkSenderInfo(content.senderInfo, senderKey, rootKey);
  return info === undefined ? { ok: true, targets } : refuse(info);
}

/** Sender info must come from the canister whose signature key the sender has, signed with that very key. */
function checkSenderInfo(info: SenderInfo, senderKey: Uint8Array, rootKey: Uint8Array): string | undefined {
  const parsed = parsePublicKey(senderKey);
  if (!parsed.ok || parsed.key.kind !== 'canister' || !samePrincipal(parsed.key.canisterId, info.signer)) {
    return 'Invalid sender info: the signer is not the canister that issued the sender';
  }
  const wrong = checkSignature(
    parsed.key,
    concatBytes(SENDER_INFO_DOMAIN, info.info),
    info.signature,
    rootKey,
  );
  return wrong === undefined ? undefined : `Invalid sender info: ${wrong}`;
}

function refuse(reason: string): Validation {
  return { ok: false, reason };
}
