import { sha256 as javascriptSha256 } from '@noble/hashes/sha2';

declare const __NATIVE__: boolean | undefined;

/** An implementation of SHA-256 (FIPS 180-4). Digests are 32 bytes. */
export interface Sha256 {
  /** Digest of one message. */
  digest(message: Uint8Array): Uint8Array;
  /** Digest of the parts one after another. */
  digestConcat(parts: readonly Uint8Array[]): Uint8Array;
}

const IN_JAVASCRIPT: Sha256 = {
  digest: javascriptSha256,
  digestConcat(parts) {
    const hash = javascriptSha256.create();
    for (const part of parts) hash.update(part);
    return hash.digest();
  },
};

/** A build with native code leaves the JavaScript out, since every install would pay for evaluating it. */
let implementation: Sha256 | null = typeof __NATIVE__ !== 'undefined' && __NATIVE__ ? null : IN_JAVASCRIPT;

/** SHA-256 of a byte string: 32 bytes. */
export function sha256(message: Uint8Array): Uint8Array {
  return implementation!.digest(message);
}

/** SHA-256 of byte strings one after another, without joining them first: 32 bytes. */
export function sha256Concat(...parts: readonly Uint8Array[]): Uint8Array {
  return implementation!.digestConcat(parts);
}

/** The example of FIPS 180-4 in one and in several parts: it takes two blocks with its padding. */
const SELF_TEST_MESSAGE = 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq';
const SELF_TEST_DIGEST =
  '36,141,106,97,210,6,56,184,229,192,38,147,12,62,96,57,163,60,228,89,100,255,33,103,246,236,237,212,25,219,6,193';

/**
 * Makes `native` compute every digest from now on.
 *
 * @throws when it fails the test vector, so that a canister whose native code does not fit is never installed
 */
export function installNativeSha256(native: Sha256): void {
  const message = Uint8Array.from(SELF_TEST_MESSAGE, (character) => character.charCodeAt(0));
  const whole = native.digest(message);
  const joined = native.digestConcat([message.subarray(0, 5), message.subarray(5)]);
  if (whole.join() !== SELF_TEST_DIGEST || joined.join() !== SELF_TEST_DIGEST) {
    throw new Error('native SHA-256 fails its self-test');
  }
  implementation = native;
}
