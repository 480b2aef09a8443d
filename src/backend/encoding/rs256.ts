/**
 * Signatures by RSA with PKCS#1 v1.5 padding and SHA-256 (RFC 8017, 8.2.2; "RS256" of RFC 7518), verified with the
 * engine's big integers: some 35 million instructions for a key of 2048 bits.
 */
import { hex } from './hex.ts';
import { sha256 } from './sha256.ts';

/** A public key with the exponent 65537, the only one that is accepted. */
export interface RsaKey {
  readonly modulus: bigint;
  /** Bytes of the modulus and of every signature. */
  readonly length: number;
}

const SMALLEST_BITS = 2048;
const LARGEST_BITS = 4096;
/** 65537, big-endian. */
const EXPONENT = '010001';
const EXPONENT_SQUARINGS = 16;

/** The ASN.1 that stands before a SHA-256 digest (RFC 8017, 9.2, note 1). */
const DIGEST_INFO = '3031300d060960864801650304020105000420';
const DIGEST_LENGTH = 32;

/**
 * A key from its big-endian numbers; null when its modulus has not 2048 to 4096 bits, or is even, or when its exponent
 * is another: small ones have made forgeries easy more than once.
 */
export function rsaKey(modulus: Uint8Array, exponent: Uint8Array): RsaKey | null {
  const [first = 0] = modulus;
  const bits = modulus.length * 8 - (Math.clz32(first) - 24);
  const isOdd = ((modulus.at(-1) ?? 0) & 1) === 1;
  // Key sets write numbers without leading zeros (RFC 7518, 6.3.1).
  if (first === 0 || !isOdd || bits < SMALLEST_BITS || bits > LARGEST_BITS) return null;
  if (hex(exponent) !== EXPONENT) return null;
  return { modulus: number(modulus), length: modulus.length };
}

/**
 * Whether a signature over a message is the key's. The padding is not parsed but compared whole with the only one that
 * there is: what is merely skipped over can be chosen by a forger.
 */
export function verifyRs256(
  { modulus, length }: RsaKey,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== length) return false;
  const base = number(signature);
  if (base >= modulus) return false;
  let power = base;
  for (let i = 0; i < EXPONENT_SQUARINGS; i++) power = (power * power) % modulus;
  power = (power * base) % modulus;
  const filling = length - 3 - DIGEST_INFO.length / 2 - DIGEST_LENGTH;
  // The leading zeros of the padding are no digits of a number.
  return power.toString(16) === `1${'ff'.repeat(filling)}00${DIGEST_INFO}${hex(sha256(message))}`;
}

function number(bytes: Uint8Array): bigint {
  return BigInt(`0x${hex(bytes)}`);
}
