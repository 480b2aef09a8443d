import { WebAuthnError } from '@simplewebauthn/browser';
import type { PasskeyError } from './passkeys.ts';

/** What a failed WebAuthn call means to a person. */
export function passkeyError(cause: unknown): PasskeyError {
  const name =
    cause instanceof WebAuthnError && cause.cause instanceof Error ? cause.cause.name : nameOf(cause);
  if (name === 'NotAllowedError' || name === 'AbortError') return { kind: 'cancelled' };
  if (cause instanceof WebAuthnError) {
    switch (cause.code) {
      case 'ERROR_CEREMONY_ABORTED':
        return { kind: 'cancelled' };
      case 'ERROR_INVALID_DOMAIN':
      case 'ERROR_INVALID_RP_ID':
        return { kind: 'unsupported' };
      case 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED':
        return { kind: 'alreadyHere' };
      case 'ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT':
      case 'ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT':
      case 'ERROR_AUTHENTICATOR_NO_SUPPORTED_PUBKEYCREDPARAMS_ALG':
        return { kind: 'unsuitableAuthenticator' };
      default:
    }
  }
  return { kind: 'failed', cause };
}

function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : '';
}
