/**
 * Principals as bytes. A self-authenticating principal is SHA-224 of a DER public key followed by the byte 2:
 * 29 bytes (IC interface specification, "Principals").
 */
import { sha224 } from './sha256.ts';

/** Length of the digest that a self-authenticating principal begins with. */
export const KEY_DIGEST_LENGTH = 28;

const SELF_AUTHENTICATING = 2;

/** SHA-224 of a DER public key: 28 bytes. */
export function keyDigest(derPublicKey: Uint8Array): Uint8Array {
  return sha224(derPublicKey);
}

/** The principal of whoever signs with a key, from its {@link keyDigest}: 29 bytes. */
export function principalOfDigest(digest: Uint8Array): Uint8Array {
  const principal = new Uint8Array(KEY_DIGEST_LENGTH + 1);
  principal.set(digest);
  principal[KEY_DIGEST_LENGTH] = SELF_AUTHENTICATING;
  return principal;
}

/** The principal of whoever signs with a DER public key: 29 bytes. */
export function selfAuthenticatingPrincipal(derPublicKey: Uint8Array): Uint8Array {
  return principalOfDigest(keyDigest(derPublicKey));
}

/** Whether a principal may be that of a key, so that its first 28 bytes are a digest. */
export function isSelfAuthenticating(principal: Uint8Array): boolean {
  return principal.length === KEY_DIGEST_LENGTH + 1 && principal[KEY_DIGEST_LENGTH] === SELF_AUTHENTICATING;
}

/** Whether a principal is that of a caller who did not sign. */
export function isAnonymous(principal: Uint8Array): boolean {
  return principal.length === 1 && principal[0] === 4;
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Textual form: base32 of checksum and bytes, a dash after every five characters. */
export function principalText(principal: Uint8Array): string {
  const checksum = crc32(principal);
  let bits = 0;
  let held = 0;
  let text = '';
  const put = (byte: number): void => {
    bits = ((bits << 8) | byte) & 0xfff;
    held += 8;
    while (held >= 5) {
      held -= 5;
      text += BASE32.charAt((bits >> held) & 31);
    }
  };
  for (let shift = 24; shift >= 0; shift -= 8) put((checksum >>> shift) & 0xff);
  for (const byte of principal) put(byte);
  if (held > 0) text += BASE32.charAt((bits << (5 - held)) & 31);
  return (text.match(/.{1,5}/g) ?? []).join('-');
}

/** CRC-32 (ISO 3309) without a table: principals are short and their texts rare. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
