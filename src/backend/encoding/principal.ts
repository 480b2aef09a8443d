/**
 * Principals as bytes. A self-authenticating principal is SHA-224 of a DER public key followed by the byte 2:
 * 29 bytes (IC interface specification, "Principals").
 */
import { crc32 } from './crc32.ts';
import { sha224 } from './sha256.ts';
import { nativeForms } from './text_forms.ts';

/** Length of the digest that a self-authenticating principal begins with. */
export const KEY_DIGEST_LENGTH = 28;

const SELF_AUTHENTICATING = 2;

/** SHA-224 of a DER public key: 28 bytes. */
export function keyDigest(derPublicKey: Uint8Array): Uint8Array {
  return sha224(derPublicKey);
}

/** The principal of whoever signs with a key, from its {@link keyDigest}: 29 bytes. */
function principalOfDigest(digest: Uint8Array): Uint8Array {
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
  if (nativeForms !== null) return nativeForms.principalText(principal);
  const bytes = new Uint8Array(4 + principal.length);
  bytes.set(principal, 4);
  new DataView(bytes.buffer).setInt32(0, crc32(bytes, 4, bytes.length));
  let text = '';
  let bits = 0;
  let held = 0;
  for (let i = 0; i < bytes.length; i++) {
    // At most four bits are left over; with a byte they make one character or two.
    bits = ((bits & 15) << 8) | (bytes[i] as number);
    held += 8 - 5;
    text += BASE32[(bits >> held) & 31] as string;
    if (held >= 5) {
      held -= 5;
      text += BASE32[(bits >> held) & 31] as string;
    }
  }
  if (held > 0) text += BASE32[(bits << (5 - held)) & 31] as string;
  return (text.match(/.{1,5}/g) ?? []).join('-');
}
