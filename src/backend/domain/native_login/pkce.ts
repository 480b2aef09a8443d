/** Proof key for code exchange (RFC 7636), with SHA-256 alone: whoever redeems a code is who asked for it. */
import { base64url } from '../../encoding/base64url.ts';
import { utf8 } from '../../encoding/bytes.ts';
import { sha256 } from '../../encoding/sha256.ts';

const CHALLENGE = /^[\w-]{43}$/;
const VERIFIER = /^[\w.~-]{43,128}$/;

/** Whether a text may be a challenge: 43 characters of base64url. */
export function isChallenge(text: string): boolean {
  return CHALLENGE.test(text);
}

/** Whether a verifier, of which anything may be expected, is the one that a challenge was made of. */
export function provesChallenge(verifier: string, challenge: string): boolean {
  if (!VERIFIER.test(verifier)) return false;
  const made = base64url(sha256(utf8(verifier)));
  let difference = made.length ^ challenge.length;
  // All characters are looked at: the time taken tells nothing about how many are right.
  for (let i = 0; i < made.length; i++) difference |= made.charCodeAt(i) ^ challenge.charCodeAt(i);
  return difference === 0;
}
