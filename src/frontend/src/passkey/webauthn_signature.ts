import { encode } from 'cborg';

/** CBOR's self-described tag 55799, which the Internet Computer expects in front. */
const SELF_DESCRIBED = [0xd9, 0xd9, 0xf7];

export interface Assertion {
  readonly authenticatorData: Uint8Array;
  readonly clientDataJson: Uint8Array;
  /** As the authenticator gave it; ASN.1 DER for ES256. */
  readonly signature: Uint8Array;
}

/**
 * A passkey's assertion in the form that the Internet Computer verifies as a signature.
 * @throws TypeError when the client data is not UTF-8: it could not have come from a browser
 * @see contract: clients.md 9
 */
export function encodeWebAuthnSignature({
  authenticatorData,
  clientDataJson,
  signature,
}: Assertion): Uint8Array {
  // A byte order mark is part of what was signed, so it stays.
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(clientDataJson);
  const map = encode({ authenticator_data: authenticatorData, client_data_json: text, signature });
  return Uint8Array.of(...SELF_DESCRIBED, ...map);
}
