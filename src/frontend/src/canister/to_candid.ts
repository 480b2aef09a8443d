import type { AuthnMethodData, MetadataMapV2 } from '../../../declarations/internet_identity.did.ts';
import type { NewPasskey } from '../passkey/passkeys.ts';

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
