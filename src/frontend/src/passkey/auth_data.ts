// Authenticator data of a registration (WebAuthn Level 3, 6.1):
//   rpIdHash 32 | flags 1 | counter 4 | AAGUID 16 | credential id length 2 (big endian) | id | COSE key | extensions

/** The canister stores at most this many bytes of a credential id. */
export const MAX_CREDENTIAL_ID_BYTES = 350;

const FLAG_ATTESTED_CREDENTIAL = 0x40;
const AAGUID_AT = 37;
const ID_LENGTH_AT = 53;
const ID_AT = 55;

export interface AttestedCredential {
  /** Model of the authenticator, in the usual text form of a UUID; zeros when it does not tell. */
  readonly aaguid: string;
  readonly credentialId: Uint8Array;
  /** The COSE key, and extensions where there are any. */
  readonly rest: Uint8Array;
}

/** The credential in authenticator data, or null when there is none or it is cut short. */
export function parseAttestedCredential(authData: Uint8Array): AttestedCredential | null {
  const flags = authData[32];
  if (flags === undefined || (flags & FLAG_ATTESTED_CREDENTIAL) === 0 || authData.length < ID_AT) return null;
  const idLength = new DataView(authData.buffer, authData.byteOffset).getUint16(ID_LENGTH_AT);
  if (idLength === 0 || idLength > MAX_CREDENTIAL_ID_BYTES || authData.length <= ID_AT + idLength)
    return null;
  const hex = Array.from(authData.subarray(AAGUID_AT, ID_LENGTH_AT), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  return {
    aaguid: hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    credentialId: authData.slice(ID_AT, ID_AT + idLength),
    rest: authData.slice(ID_AT + idLength),
  };
}
