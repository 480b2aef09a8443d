import type { OpenIdCredential } from '../../declarations/canister_types.ts';
import type { Canister } from '../services/canister.ts';
import { credentialsOf } from '../services/openid.ts';
import { metadataToCandidV2 } from './metadata_conversion.ts';

/** The accounts of OpenID providers that are linked to an identity, as its owner reads them. */
export function openIdCredentialsToCandid(canister: Canister, anchorNumber: bigint): OpenIdCredential[] {
  return credentialsOf(canister, anchorNumber).map(({ iss, sub, aud, metadata, lastUsage }) => ({
    iss,
    sub,
    aud,
    last_usage_timestamp: lastUsage,
    metadata: metadataToCandidV2(metadata),
  }));
}
