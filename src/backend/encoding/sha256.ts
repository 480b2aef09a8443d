import { sha224 as javascriptSha224, sha256 as javascriptSha256 } from '@noble/hashes/sha2';

declare const __NATIVE__: boolean | undefined;

/** An implementation of SHA-256 and SHA-224 (FIPS 180-4). */
export interface Sha256 {
  /** SHA-256 of one message, 32 bytes. */
  digest(message: Uint8Array): Uint8Array;
  /** SHA-256 of the parts one after another, 32 bytes. */
  digestConcat(parts: readonly Uint8Array[]): Uint8Array;
  /** SHA-256 of a prefix, which is seldom another than before, and two digests: a node of a hash tree. */
  digestPair(prefix: Uint8Array, left: Uint8Array, right: Uint8Array): Uint8Array;
  /** SHA-224 of one message, 28 bytes. */
  digest224(message: Uint8Array): Uint8Array;
}

const IN_JAVASCRIPT: Sha256 = {
  digest: javascriptSha256,
  digestConcat(parts) {
    const hash = javascriptSha256.create();
    for (const part of parts) hash.update(part);
    return hash.digest();
  },
  digestPair: (prefix, left, right) => IN_JAVASCRIPT.digestConcat([prefix, left, right]),
  digest224: javascriptSha224,
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

/** SHA-256 of a prefix of at most 32 bytes, which is seldom another than before, and two digests: 32 bytes. */
export function sha256Pair(prefix: Uint8Array, left: Uint8Array, right: Uint8Array): Uint8Array {
  return implementation!.digestPair(prefix, left, right);
}

/** SHA-224 of a byte string, as principals contain it: 28 bytes. */
export function sha224(message: Uint8Array): Uint8Array {
  return implementation!.digest224(message);
}

/** The example of FIPS 180-4 in one and in several parts: it takes two blocks with its padding. */
const SELF_TEST_MESSAGE = 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq';
const SELF_TEST_SHA256 =
  '36,141,106,97,210,6,56,184,229,192,38,147,12,62,96,57,163,60,228,89,100,255,33,103,246,236,237,212,25,219,6,193';
const SELF_TEST_SHA224 =
  '117,56,139,22,81,39,118,204,93,186,93,161,253,137,1,80,176,198,69,92,180,245,139,25,82,82,37,37';

/**
 * Makes `native` compute every digest from now on.
 *
 * @throws when it fails the test vector, so that a canister whose native code does not fit is never installed
 */
export function installNativeSha256(native: Sha256): void {
  const message = Uint8Array.from(SELF_TEST_MESSAGE, (character) => character.charCodeAt(0));
  const digests = [
    native.digest(message),
    native.digestConcat([message.subarray(0, 5), message.subarray(5)]),
  ];
  if (
    digests.some((digest) => digest.join() !== SELF_TEST_SHA256) ||
    native.digest224(message).join() !== SELF_TEST_SHA224
  ) {
    throw new Error('native SHA-256 fails its self-test');
  }
  implementation = native;
}
