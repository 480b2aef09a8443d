import { WebAuthnError } from '@simplewebauthn/browser';
import { describe, expect, it } from 'vitest';
import { passkeyError } from './errors.ts';

const wrapped = (name: string, code: ConstructorParameters<typeof WebAuthnError>[0]['code']) =>
  new WebAuthnError({ message: 'm', code, cause: new DOMException('m', name) });

describe('passkeyError', () => {
  it.each([
    [wrapped('NotAllowedError', 'ERROR_PASSTHROUGH_SEE_CAUSE_PROPERTY'), 'cancelled'],
    [wrapped('AbortError', 'ERROR_CEREMONY_ABORTED'), 'cancelled'],
    [new DOMException('m', 'NotAllowedError'), 'cancelled'],
    [wrapped('SecurityError', 'ERROR_INVALID_DOMAIN'), 'unsupported'],
    [
      wrapped('ConstraintError', 'ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT'),
      'unsuitableAuthenticator',
    ],
    [wrapped('UnknownError', 'ERROR_AUTHENTICATOR_GENERAL_ERROR'), 'failed'],
    [new TypeError('a bug'), 'failed'],
    ['text', 'failed'],
  ])('should tell what %s means to a person', (cause, kind) => {
    expect(passkeyError(cause).kind).toBe(kind);
  });
});
