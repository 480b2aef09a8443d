import { createHash } from 'node:crypto';
import { Principal } from '@dfinity/principal';
import { bytesKey, concatBytes } from './bytes.ts';

/** Principal of requests without a signature. */
export const ANONYMOUS: Uint8Array = new Uint8Array([4]);
/** The management canister `aaaaa-aa`. */
export const MANAGEMENT_CANISTER: Uint8Array = new Uint8Array(0);

const MAX_PRINCIPAL_BYTES = 29;
const SELF_AUTHENTICATING_SUFFIX = new Uint8Array([2]);

/** Whether the bytes can be a principal at all (0 to 29 bytes). */
export function isPrincipalLength(bytes: Uint8Array): boolean {
  return bytes.length <= MAX_PRINCIPAL_BYTES;
}

/** Textual form: groups of five base32 characters with a checksum in front. */
export function principalToText(bytes: Uint8Array): string {
  return Principal.fromUint8Array(bytes).toText();
}

/** Bytes of a textual principal, or nothing when its checksum or form is wrong. */
export function parsePrincipalText(text: string): Uint8Array | undefined {
  // The longest principal has 63 characters; longer texts are not worth decoding.
  if (text.length > 63 || !/^[a-z2-7]+(-[a-z2-7]+)*$/.test(text)) return undefined;
  try {
    const bytes = Principal.fromText(text).toUint8Array();
    return isPrincipalLength(bytes) ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** Principal of the holder of a DER-encoded public key: SHA-224 of the key and the byte 2, 29 bytes. */
export function selfAuthenticating(derKey: Uint8Array): Uint8Array {
  return concatBytes(createHash('sha224').update(derKey).digest(), SELF_AUTHENTICATING_SUFFIX);
}

/** Whether two principals are the same. */
export function samePrincipal(a: Uint8Array, b: Uint8Array): boolean {
  return bytesKey(a) === bytesKey(b);
}
