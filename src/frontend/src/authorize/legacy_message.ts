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

// The messages of `@dfinity/auth-client`, sent by postMessage and structured clone.
// Contract: clients.md 1 and 2.3.

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
  if (autoSelectionPrincipal !== null && !isPrincipalText(autoSelectionPrincipal)) {
    return err('autoSelectionPrincipal');
  }
  const queriesOnly = parsePermissions(fields['permissions']);
  if (queriesOnly === undefined) return err('permissions');
  const wishes = { autoSelectionPrincipal, allowPin, queriesOnly };
  return ok({ origin, sessionKey, maxTimeToLive, derivationOrigin, ...wishes });
}

/** The answer that hands a delegation to the dapp. `targets` is left out: it cannot be cloned. */
export function legacySuccess(delegation: IssuedDelegation) {
  return {
    kind: 'authorize-client-success',
    delegations: [
      {
        delegation: {
          pubkey: delegation.sessionKey,
          expiration: delegation.expiration,
          ...(delegation.queriesOnly ? { permissions: QUERIES_ONLY } : {}),
        },
        signature: delegation.signature,
      },
    ],
    userPublicKey: delegation.userKey,
    authnMethod: delegation.signedInBy,
  } as const;
}

/** What the clients themselves say when the person closes the window; dapps know it. */
export const USER_INTERRUPT = 'UserInterrupt';

/** The answer that tells the dapp's developer why there is no delegation. */
export function legacyFailure(text: string) {
  return { kind: 'authorize-client-failure', text } as const;
}
