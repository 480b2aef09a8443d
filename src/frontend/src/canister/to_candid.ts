import type { AuthnMethodData, MetadataMapV2 } from '../../../declarations/internet_identity.did.ts';
import type { NewPasskey } from '../passkey/passkeys.ts';
import type { NewAccessMethod } from './canister.ts';

/** Names that people and other front ends know these by. */
const PHRASE_NAME = 'Recovery phrase';
const RECOVERY_DEVICE_NAME = 'Recovery key';

/** A new passkey as the canister stores it. */
export function passkeyToAuthnMethod(passkey: NewPasskey): AuthnMethodData {
  const metadata: MetadataMapV2 = [['alias', { String: passkey.name }]];
  if (passkey.origin !== null) metadata.push(['origin', { String: passkey.origin }]);
  if (passkey.attachment !== null)
    metadata.push(['authenticator_attachment', { String: passkey.attachment }]);
  return {
    authn_method: { WebAuthn: { credential_id: passkey.credentialId, pubkey: passkey.publicKey } },
    security_settings: { protection: { Unprotected: null }, purpose: { Authentication: null } },
    metadata,
    last_authentication: [],
  };
}

/** Any new way in as the canister stores it. */
export function methodToAuthnMethod(method: NewAccessMethod): AuthnMethodData {
  switch (method.kind) {
    case 'passkey':
      return passkeyToAuthnMethod(method.passkey);
    case 'recoveryDevice':
      return {
        ...passkeyToAuthnMethod({ ...method.passkey, name: RECOVERY_DEVICE_NAME }),
        security_settings: { protection: { Unprotected: null }, purpose: { Recovery: null } },
      };
    case 'recoveryPhrase':
      return {
        authn_method: { PubKey: { pubkey: method.publicKey } },
        security_settings: { protection: { Unprotected: null }, purpose: { Recovery: null } },
        metadata: [
          ['alias', { String: PHRASE_NAME }],
          ['usage', { String: 'recovery_phrase' }],
        ],
        last_authentication: [],
      };
  }
}
