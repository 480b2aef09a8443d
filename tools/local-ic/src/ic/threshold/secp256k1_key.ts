import { bytesToNumberBE, concatBytes, numberToBytesBE } from '@noble/curves/abstract/utils';
import { mod } from '@noble/curves/abstract/modular';
import { schnorr, secp256k1 } from '@noble/curves/secp256k1';
import { hmac } from '@noble/hashes/hmac';
import { sha256, sha512 } from '@noble/hashes/sha2';

const ORDER = secp256k1.CURVE.n;
const NO_CHAIN_CODE = new Uint8Array(32);
const SCALAR_BYTES = 32;

/** A secp256k1 secret with the chain code from which its children are derived. */
export interface Secp256k1Key {
  /** Between 1 and the order of the group. */
  readonly secret: bigint;
  /** 32 bytes. */
  readonly chainCode: Uint8Array;
}

/** The root key that a seed gives: its SHA-256, reduced, with a chain code of zeros. */
export function secp256k1FromSeed(seed: Uint8Array): Secp256k1Key {
  return { secret: mod(bytesToNumberBE(sha256(seed)), ORDER), chainCode: NO_CHAIN_CODE };
}

/** The same secret as the root of its own tree of children. */
export function asSecp256k1Root({ secret }: Secp256k1Key): Secp256k1Key {
  return { secret, chainCode: NO_CHAIN_CODE };
}

/**
 * The child at the end of a path of byte strings of any length: SLIP-10 without hardened steps, its 32-bit
 * indexes generalised to byte strings, so that the public key and chain code are enough to follow the path.
 */
export function deriveSecp256k1(key: Secp256k1Key, path: readonly Uint8Array[]): Secp256k1Key {
  return path.reduce(childOf, key);
}

/** 33 bytes: the compressed point of SEC 1. */
export function secp256k1PublicKey({ secret }: Secp256k1Key): Uint8Array {
  return secp256k1.getPublicKey(scalarBytes(secret), true);
}

/** ECDSA over a hash of 32 bytes: 64 bytes, r and s, s in the lower half. */
export function signEcdsa({ secret }: Secp256k1Key, hash: Uint8Array): Uint8Array {
  return secp256k1.sign(hash, scalarBytes(secret), { lowS: true }).toCompactRawBytes();
}

/**
 * BIP 340 over a message of any length: 64 bytes, for the x coordinate of the public key.
 * @param merkleRoot - tweaks the key as BIP 341 does: 32 bytes, or none for an output without scripts
 */
export function signBip340(
  { secret }: Secp256k1Key,
  message: Uint8Array,
  merkleRoot?: Uint8Array,
): Uint8Array {
  // No randomness besides the key and the message: the same calls have to give the same state.
  return schnorr.sign(message, scalarBytes(merkleRoot ? tweaked(secret, merkleRoot) : secret), NO_CHAIN_CODE);
}

function childOf(parent: Secp256k1Key, index: Uint8Array): Secp256k1Key {
  let input = secp256k1PublicKey(parent);
  for (;;) {
    const digest = hmac(sha512, parent.chainCode, concatBytes(input, index));
    const offset = bytesToNumberBE(digest.subarray(0, SCALAR_BYTES));
    const chainCode = digest.slice(SCALAR_BYTES);
    const secret = mod(parent.secret + offset, ORDER);
    if (offset < ORDER && secret !== 0n) return { secret, chainCode };
    // SLIP-10 goes on so when the digest is no scalar, which nobody has seen yet.
    input = concatBytes(Uint8Array.of(1), chainCode);
  }
}

/** BIP 341, `taproot_tweak_seckey`. */
function tweaked(secret: bigint, merkleRoot: Uint8Array): bigint {
  const publicKey = secp256k1.getPublicKey(scalarBytes(secret), true);
  const even = publicKey[0] === 2 ? secret : ORDER - secret;
  const tweak = schnorr.utils.taggedHash('TapTweak', publicKey.subarray(1), merkleRoot);
  return mod(even + bytesToNumberBE(tweak), ORDER);
}

function scalarBytes(secret: bigint): Uint8Array {
  return numberToBytesBE(secret, SCALAR_BYTES);
}
