import { bls12_381 } from '@noble/curves/bls12-381';

/**
 * Whether a BLS signature (G1, 48 bytes) is the key's (G2, 96 bytes), as the Internet Computer signs certificates.
 * Takes a fraction of a second, more on a slow machine.
 */
export function verifyBls(key: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean {
  try {
    return bls12_381.verifyShortSignature(signature, message, key);
  } catch {
    // Bytes that are no point of the curve sign nothing.
    return false;
  }
}
