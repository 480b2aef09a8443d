/**
 * BLS12-381 keys as subnets sign with them: signatures in G1 (48 bytes), public keys in G2 (96 bytes, DER-wrapped
 * to 133), messages hashed with the `BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_` suite.
 */
import { createHash } from 'node:crypto';
import { bls12_381 } from '@noble/curves/bls12-381';
import { bytesKey, concatBytes, equalBytes } from '../encoding/bytes.ts';
import { domainSeparator } from '../encoding/sha256.ts';

/** Algorithm and curve identifiers of a DER-wrapped BLS public key, up to its 96 bytes. */
const DER_PREFIX = new Uint8Array(
  Buffer.from('308182301d060d2b0601040182dc7c0503010201060c2b0601040182dc7c05030201036100', 'hex'),
);
const PUBLIC_KEY_BYTES = 96;
const SIGNATURE_BYTES = 48;

/** Size of a DER-encoded BLS public key in bytes. */
export const BLS_DER_BYTES: number = DER_PREFIX.length + PUBLIC_KEY_BYTES;

export interface BlsKey {
  /** 133 bytes. */
  readonly derPublicKey: Uint8Array;
  /** Signature of a message, 48 bytes. Takes some 5 ms. */
  sign(message: Uint8Array): Uint8Array;
}

/**
 * Verified signatures, newest last. A BLS signature is unique for its key and message, so one that equals a signature
 * made or verified before needs no pairing (15 ms each).
 */
const verified = new Set<string>();
const MAX_VERIFIED = 4096;

/** Key derived from a seed of any length: the same seed gives the same key. */
export function deriveBlsKey(seed: Uint8Array): BlsKey {
  const wide = createHash('sha512').update(domainSeparator('local-ic-bls-key')).update(seed).digest('hex');
  const scalar = bls12_381.fields.Fr.create(BigInt(`0x${wide}`));
  const secret = bls12_381.fields.Fr.toBytes(scalar);
  const publicKey = bls12_381.getPublicKeyForShortSignatures(secret);
  const derPublicKey = concatBytes(DER_PREFIX, publicKey);
  return {
    derPublicKey,
    sign(message) {
      const signature = bls12_381.signShortSignature(message, secret);
      remember(memoKey(publicKey, message, signature));
      return signature;
    },
  };
}

/** The 96 key bytes of a DER-encoded BLS public key, or nothing when it is something else. */
export function parseBlsDer(der: Uint8Array): Uint8Array | undefined {
  if (der.length !== BLS_DER_BYTES || !equalBytes(der.subarray(0, DER_PREFIX.length), DER_PREFIX))
    return undefined;
  return der.subarray(DER_PREFIX.length);
}

/**
 * Whether a signature over a message verifies.
 * @param publicKey - 96 bytes, see {@link parseBlsDer}
 */
export function verifyBls(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  const key = memoKey(publicKey, message, signature);
  if (verified.has(key)) return true;
  let valid: boolean;
  try {
    valid = bls12_381.verifyShortSignature(signature, message, publicKey);
  } catch {
    // Bytes that are no point of the curve.
    valid = false;
  }
  if (valid) remember(key);
  return valid;
}

function memoKey(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): string {
  const digest = createHash('sha256').update(publicKey).update(signature).update(message).digest();
  return bytesKey(digest);
}

function remember(key: string): void {
  verified.add(key);
  if (verified.size > MAX_VERIFIED) {
    const [oldest] = verified;
    if (oldest !== undefined) verified.delete(oldest);
  }
}
