import { setTimeout as delay } from 'node:timers/promises';
import { IC_ROOT_KEY, type Signature, requestIdOf } from '@dfinity/agent';
import { Delegation, DelegationChain, DelegationIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import type { PendingAuthorization } from './authorization.ts';
import { isSignedByCanister } from './canister_signature.ts';
import type { Server } from './discovery.ts';
import { LoginError } from './errors.ts';
import {
  type JsonAnswer,
  type JsonObject,
  answeredError,
  fetchWithLocalhost,
  requestJson,
} from './requests.ts';
import type { Tokens } from './tokens.ts';

/** A replica that has not caught up does not know a new token yet. */
const RETRY_FOR_MS = 10_000;
const RETRY_AFTER_MS = 300;
/** Clocks differ. */
const TOLERANCE_NS = 300_000_000_000n;
const DOMAIN = Buffer.from('\x1Aic-request-auth-delegation');

/** DER of the Internet Computer's root key. */
export const MAINNET_ROOT_KEY: Uint8Array = Buffer.from(IC_ROOT_KEY, 'hex');

export interface DelegationOptions {
  /** What the app's principal must be: the subject of the id token. */
  readonly subject: string;
  /** DER of the network's root key. @default the Internet Computer's */
  readonly rootKey?: Uint8Array;
  readonly send?: typeof fetch;
}

/**
 * Exchanges the access token for the delegation and verifies it: the canister's signature up to the root key, that it
 * is for the app's own session key, for no longer than was asked, and for the principal that the id token names.
 * @throws LoginError when it cannot be had, or cannot be trusted
 */
export async function fetchDelegation(
  server: Server,
  pending: PendingAuthorization,
  tokens: Tokens,
  { subject, rootKey = MAINNET_ROOT_KEY, send = fetchWithLocalhost }: DelegationOptions,
): Promise<DelegationIdentity> {
  const answer = await request(server, tokens, send);
  if (answer.status !== 200) throw answeredError('delegation', answer);
  const { userKey, sessionKey, expiration, signature } = parse(answer.content);

  const ownKey = pending.sessionKey.getPublicKey().toDer();
  if (!Buffer.from(ownKey).equals(sessionKey)) throw wrong('wrong_session_key', 'it is for another key');
  const now = BigInt(Date.now()) * 1_000_000n;
  if (expiration <= now || expiration > now + pending.maxTimeToLive + TOLERANCE_NS) {
    throw wrong('wrong_expiration', 'it does not end when it should');
  }
  if (Principal.selfAuthenticating(userKey).toText() !== subject) {
    throw wrong('wrong_subject', 'it is for somebody else than the id token');
  }
  const delegation = new Delegation(sessionKey, expiration);
  const message = Buffer.concat([DOMAIN, requestIdOf({ pubkey: sessionKey, expiration })]);
  if (!(await isSignedByCanister(userKey, message, signature, rootKey))) {
    throw wrong('wrong_signature', 'its signature does not verify');
  }
  const signed = { delegation, signature: signature as Signature };
  const chain = DelegationChain.fromDelegations([signed], userKey as never);
  return DelegationIdentity.fromDelegation(pending.sessionKey, chain);
}

async function request(
  { delegationEndpoint }: Server,
  { accessToken, receivedAt }: Tokens,
  send: typeof fetch,
): Promise<JsonAnswer> {
  const headers = { authorization: `Bearer ${accessToken}` };
  for (;;) {
    const answer = await requestJson('delegation', delegationEndpoint, { headers }, send);
    const isNew = Date.now() - receivedAt < RETRY_FOR_MS;
    if (answer.status !== 401 || answer.content['error'] !== 'invalid_token' || !isNew) return answer;
    await delay(RETRY_AFTER_MS);
  }
}

function parse({ user_public_key: userKey, delegations }: JsonObject) {
  const [only, more] = Array.isArray(delegations) ? (delegations as unknown[]) : [];
  const { delegation, signature } = objectOf(only);
  const { pubkey, expiration, targets } = objectOf(delegation);
  const isExpiration = typeof expiration === 'string' && /^\d{1,20}$/.test(expiration);
  if (!isExpiration || more !== undefined || targets !== undefined) {
    throw new LoginError('delegation', 'unexpected_answer', 'the answer is no delegation');
  }
  return {
    userKey: bytesOf(userKey),
    sessionKey: bytesOf(pubkey),
    expiration: BigInt(expiration),
    signature: bytesOf(signature),
  };
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}

function bytesOf(value: unknown): Uint8Array {
  if (typeof value === 'string' && value !== '') return new Uint8Array(Buffer.from(value, 'base64url'));
  throw new LoginError('delegation', 'unexpected_answer', 'the answer is no delegation');
}

function wrong(code: string, why: string): LoginError {
  return new LoginError('verification', code, `the delegation cannot be trusted: ${why}`);
}
