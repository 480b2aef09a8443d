import { bytesToBase64 } from '../bytes/base64.ts';
import { err, ok, type Result } from '../result.ts';
import { parseOrigin } from './origin.ts';
import type { AuthorizeRequest, IssuedDelegation, MalformedField } from './request.ts';
import {
  isPrincipalText,
  parseNanoseconds,
  parsePermissions,
  parseSessionKey,
  QUERIES_ONLY,
} from './request_fields.ts';

// JSON-RPC of the signer standards (ICRC-25, 29, 34, 95), sent by postMessage. The boot script answers
// the heartbeat, `icrc29_status`; the other calls come here. Contract: clients.md 2.

/** A call with an id, so that it can be answered. */
export interface SignerCall {
  readonly id: string | number;
  /** Null when it is not text. */
  readonly method: string | null;
  readonly params: unknown;
}

export const DELEGATION_METHOD = 'icrc34_delegation';

export const GENERIC_ERROR = 1000;
/** The person does not want to. */
export const ABORTED = 3001;
export const INVALID_REQUEST = -32600;
export const METHOD_NOT_FOUND = -32601;
export const INVALID_PARAMS = -32602;

const MAX_ID_LENGTH = 256;
const MAX_TARGETS = 1000;

/** The call in a message, or null when it is none that can be answered. */
export function parseSignerCall(data: unknown): SignerCall | null {
  if (typeof data !== 'object' || data === null) return null;
  const { jsonrpc, id, method, params } = data as Record<string, unknown>;
  // Without a method it is an answer.
  if (jsonrpc !== '2.0' || method === undefined) return null;
  const answerable = typeof id === 'number' || (typeof id === 'string' && id.length <= MAX_ID_LENGTH);
  return answerable ? { id, method: typeof method === 'string' ? method : null, params } : null;
}

/** Reads the parameters of `icrc34_delegation`. Keys with the value undefined count as absent. */
export function parseDelegationParams(
  params: unknown,
  origin: string,
): Result<AuthorizeRequest, MalformedField> {
  if (parseOrigin(origin) === null) return err('origin');
  const fields: Record<string, unknown> = typeof params === 'object' && params !== null ? { ...params } : {};
  const publicKey = fields['publicKey'];
  const sessionKey = typeof publicKey === 'string' ? parseSessionKey(publicKey) : null;
  if (sessionKey === null) return err('publicKey');
  const maxTimeToLive = parseNanoseconds(fields['maxTimeToLive']);
  if (maxTimeToLive === undefined) return err('maxTimeToLive');
  // Read and left aside: the canister signs for all canisters, and the answer has no targets.
  const targets = fields['targets'] ?? [];
  if (!Array.isArray(targets) || targets.length > MAX_TARGETS || !targets.every(isPrincipalText)) {
    return err('targets');
  }
  const derivationOrigin = fields['icrc95DerivationOrigin'] ?? null;
  if (
    derivationOrigin !== null &&
    (typeof derivationOrigin !== 'string' || parseOrigin(derivationOrigin) === null)
  ) {
    return err('icrc95DerivationOrigin');
  }
  const queriesOnly = parsePermissions(fields['permissions']);
  if (queriesOnly === undefined) return err('permissions');
  // This protocol has no word about either.
  const silent = { autoSelectionPrincipal: null, allowPin: true };
  return ok({ origin, sessionKey, maxTimeToLive, derivationOrigin, queriesOnly, ...silent });
}

/** The answer to a call that needs nobody's consent: it tells nothing about the person. */
export function answerAtOnce({ id, method }: SignerCall) {
  switch (method) {
    case null:
      return signerError(id, INVALID_REQUEST, 'the method is not text');
    case 'icrc25_supported_standards':
      return { jsonrpc: '2.0', id, result: { supportedStandards: SUPPORTED_STANDARDS } } as const;
    case 'icrc25_request_permissions':
    case 'icrc25_permissions':
      return { jsonrpc: '2.0', id, result: { scopes: GRANTED_SCOPES } } as const;
    default:
      return signerError(id, METHOD_NOT_FOUND, `${method.slice(0, 100)} is not supported`);
  }
}

/** The answer that hands a delegation to the dapp. */
export function signerSuccess(
  id: SignerCall['id'],
  { userKey, sessionKey, expiration, signature, queriesOnly }: IssuedDelegation,
) {
  const permissions = queriesOnly ? { permissions: QUERIES_ONLY } : {};
  const delegation = { pubkey: bytesToBase64(sessionKey), expiration: String(expiration), ...permissions };
  const signerDelegation = [{ delegation, signature: bytesToBase64(signature) }];
  return { jsonrpc: '2.0', id, result: { publicKey: bytesToBase64(userKey), signerDelegation } } as const;
}

export function signerError(id: SignerCall['id'], code: number, message: string) {
  return { jsonrpc: '2.0', id, error: { code, message } } as const;
}

const TOPICS = 'https://github.com/dfinity/wg-identity-authentication/blob/main/topics/';

const SUPPORTED_STANDARDS = [
  { name: 'ICRC-25', url: `${TOPICS}icrc_25_signer_interaction_standard.md` },
  { name: 'ICRC-29', url: `${TOPICS}icrc_29_window_post_message_transport.md` },
  { name: 'ICRC-34', url: `${TOPICS}icrc_34_delegation.md` },
  { name: 'ICRC-95', url: `${TOPICS}icrc_95_derivationorigin.md` },
];

const GRANTED_SCOPES = [{ scope: { method: DELEGATION_METHOD }, state: 'granted' }];
