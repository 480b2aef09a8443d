import { verify } from 'node:crypto';
import { checkCanisterSignature } from './canister_signature.ts';
import type { PublicKey } from './public_key.ts';
import { checkWebauthnSignature } from './webauthn_signature.ts';

/**
 * Checks a signature over a message (domain separator included) with a sender's key.
 * @param rootKey - DER key against which canister signatures verify
 * @returns what is wrong, worded as replicas do, or nothing when the signature is good
 */
export function checkSignature(
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
  rootKey: Uint8Array,
): string | undefined {
  switch (key.kind) {
    case 'ed25519':
      return verify(null, message, key.key, signature)
        ? undefined
        : 'Invalid basic signature: Ed25519 signature could not be verified';
    case 'ecdsa':
      return signature.length === 64 &&
        verify('sha256', message, { key: key.key, dsaEncoding: 'ieee-p1363' }, signature)
        ? undefined
        : 'Invalid basic signature: ECDSA signature could not be verified';
    case 'webauthn': {
      const wrong = checkWebauthnSignature(key.key, message, signature);
      return wrong === undefined ? undefined : `WebAuthn error: ${wrong}`;
    }
    case 'canister': {
      const wrong = checkCanisterSignature(key, message, signature, rootKey);
      return wrong === undefined ? undefined : `Invalid canister signature: ${wrong}`;
    }
  }
}
