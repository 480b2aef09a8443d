/** What methods for accounts of OpenID providers have in common. */
import type { OpenIdCredential } from '../../declarations/canister_types.ts';
import type { Canister } from '../services/canister.ts';
import { credentialsOf } from '../services/openid.ts';
import { metadataToCandidV2 } from './metadata_conversion.ts';

/** Bytes of a message with the longest token that is looked at, and a session key several times as long as any. */
const MESSAGE_LIMIT = 16_384;

/**
 * Whether a message is so long that no token in it could be verified. Such a one is refused as it is: decoding a text of
 * a hundred kilobytes is more work than any message is worth.
 */
export function isTooLongForToken({ length }: Uint8Array): boolean {
  return length > MESSAGE_LIMIT;
}

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
