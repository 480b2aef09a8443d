import { base64ToBytes } from '../bytes/base64.ts';
import { err, ok, type Result } from '../result.ts';
import { parseOrigin } from './origin.ts';
import { type AuthorizeRequest, type IssuedDelegation, MAX_SESSION_KEY_BYTES } from './request.ts';

// The messages of `@dfinity/auth-client`, sent by postMessage and structured clone.
// Contract: clients.md 1 and 2.3.

/** The field of a request that is not as it must be. */
export type MalformedField =
  | 'origin'
  | 'sessionPublicKey'
  | 'maxTimeToLive'
  | 'derivationOrigin'
  | 'allowPinAuthentication'
  | 'autoSelectionPrincipal';

const MAX_NAT64 = (1n << 64n) - 1n;
const PRINCIPAL_TEXT = /^[a-z2-7]{1,5}(-[a-z2-7]{1,5}){0,12}$/;

/** Whether a message asks for a delegation; whatever else arrives is not for this page. */
export function isLegacyRequest(data: unknown): data is { readonly kind: 'authorize-client' } {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'authorize-client';
}

/**
 * Reads an `authorize-client` message.
 * @param data - the message; fields that this page does not know are ignored
 * @param origin - the origin the browser vouches for
 * @returns the request, or the first field that is malformed
 */
export function parseLegacyRequest(
  data: { readonly kind: 'authorize-client' },
  origin: string,
): Result<AuthorizeRequest, MalformedField> {
  const fields: Record<string, unknown> = { ...data };
  if (parseOrigin(origin) === null) return err('origin');
  const sessionKey = parseSessionKey(fields['sessionPublicKey']);
  if (sessionKey === null) return err('sessionPublicKey');
  const maxTimeToLive = parseNanoseconds(fields['maxTimeToLive']);
  if (maxTimeToLive === undefined) return err('maxTimeToLive');
  const derivationOrigin = fields['derivationOrigin'] ?? null;
  if (
    derivationOrigin !== null &&
    (typeof derivationOrigin !== 'string' || parseOrigin(derivationOrigin) === null)
  ) {
    return err('derivationOrigin');
  }
  const allowPin = fields['allowPinAuthentication'] ?? true;
  if (typeof allowPin !== 'boolean') return err('allowPinAuthentication');
  const autoSelectionPrincipal = fields['autoSelectionPrincipal'] ?? null;
  if (
    autoSelectionPrincipal !== null &&
    (typeof autoSelectionPrincipal !== 'string' || !PRINCIPAL_TEXT.test(autoSelectionPrincipal))
  ) {
    return err('autoSelectionPrincipal');
  }
  return ok({ origin, sessionKey, maxTimeToLive, derivationOrigin, autoSelectionPrincipal });
}

function parseSessionKey(value: unknown): Uint8Array | null {
  let bytes: Uint8Array | null = null;
  if (value instanceof Uint8Array) bytes = value;
  // Four characters of base64 hold three bytes.
  else if (typeof value === 'string' && value.length <= MAX_SESSION_KEY_BYTES * 2)
    bytes = base64ToBytes(value);
  if (bytes === null || bytes.length === 0 || bytes.length > MAX_SESSION_KEY_BYTES) return null;
  // A copy: the message may share its buffer with a larger one.
  return bytes.slice();
}

/** Nanoseconds, null when absent, undefined when malformed. */
function parseNanoseconds(value: unknown): bigint | null | undefined {
  if (value === undefined || value === null) return null;
  let nanoseconds: bigint;
  if (typeof value === 'bigint') nanoseconds = value;
  else if (typeof value === 'number' && Number.isInteger(value)) nanoseconds = BigInt(value);
  else if (typeof value === 'string' && /^\d{1,20}$/.test(value)) nanoseconds = BigInt(value);
  else return undefined;
  return nanoseconds >= 0n && nanoseconds <= MAX_NAT64 ? nanoseconds : undefined;
}

/** The answer that hands a delegation to the dapp. `targets` is left out: it cannot be cloned. */
export function legacySuccess(delegation: IssuedDelegation) {
  return {
    kind: 'authorize-client-success',
    delegations: [
      {
        delegation: { pubkey: delegation.sessionKey, expiration: delegation.expiration },
        signature: delegation.signature,
      },
    ],
    userPublicKey: delegation.userKey,
    authnMethod: 'passkey',
  } as const;
}

/** The answer that tells the dapp's developer why there is no delegation. */
export function legacyFailure(text: string) {
  return { kind: 'authorize-client-failure', text } as const;
}
