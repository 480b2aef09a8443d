import { bytesToNumberBE, bytesToNumberLE, concatBytes, numberToBytesLE } from '@noble/curves/abstract/utils';
import { mod } from '@noble/curves/abstract/modular';
import { ed25519 } from '@noble/curves/ed25519';
import { hkdf } from '@noble/hashes/hkdf';
import { sha512 } from '@noble/hashes/sha2';

const ORDER = ed25519.CURVE.n;
const NO_CHAIN_CODE = new Uint8Array(32);
const SCALAR_BYTES = 32;
/** Bytes that one step of derivation takes from the hash: a wide scalar and the next chain code. */
const WIDE_SCALAR_BYTES = 64;
const STEP_BYTES = 96;
const STEP_LABEL = new TextEncoder().encode('Ed25519');

/**
 * An Ed25519 secret that can be derived from. Unlike the keys of RFC 8032 it is the scalar itself: a sum of
 * scalars has no seed that hashes to it.
 */
export interface Ed25519Key {
  readonly secret: bigint;
  /** 32 bytes from which the nonces of signatures are hashed. */
  readonly noncePrefix: Uint8Array;
  /** 32 bytes. */
  readonly chainCode: Uint8Array;
}

/** The root key that a seed gives: the RFC 8032 key of the first half of its SHA-512. */
export function ed25519FromSeed(seed: Uint8Array): Ed25519Key {
  const { scalar, prefix } = ed25519.utils.getExtendedPublicKey(sha512(seed).subarray(0, SCALAR_BYTES));
  return { secret: mod(scalar, ORDER), noncePrefix: prefix, chainCode: NO_CHAIN_CODE };
}

/** The same secret as the root of its own tree of children. */
export function asEd25519Root(key: Ed25519Key): Ed25519Key {
  return { ...key, chainCode: NO_CHAIN_CODE };
}

/**
 * The child at the end of a path of byte strings. Each step adds to the scalar a hash (HKDF with SHA-512) of the
 * public key and the index under the chain code, so that the public key and chain code are enough to follow it.
 */
export function deriveEd25519(key: Ed25519Key, path: readonly Uint8Array[]): Ed25519Key {
  return path.reduce(childOf, key);
}

/** 32 bytes, as RFC 8032 encodes points. */
export function ed25519PublicKey({ secret }: Ed25519Key): Uint8Array {
  return ed25519.Point.BASE.multiply(secret).toBytes();
}

/** A signature of RFC 8032: 64 bytes. */
export function signEd25519(key: Ed25519Key, message: Uint8Array): Uint8Array {
  const nonce = scalarOf(sha512(concatBytes(key.noncePrefix, message)));
  const point = ed25519.Point.BASE.multiply(nonce).toBytes();
  const challenge = scalarOf(sha512(concatBytes(point, ed25519PublicKey(key), message)));
  return concatBytes(point, numberToBytesLE(mod(nonce + challenge * key.secret, ORDER), SCALAR_BYTES));
}

function childOf(parent: Ed25519Key, index: Uint8Array): Ed25519Key {
  const material = concatBytes(ed25519PublicKey(parent), index);
  const output = hkdf(sha512, material, parent.chainCode, STEP_LABEL, STEP_BYTES);
  const offset = mod(bytesToNumberBE(output.subarray(0, WIDE_SCALAR_BYTES)), ORDER);
  const chainCode = output.slice(WIDE_SCALAR_BYTES);
  const secret = mod(parent.secret + offset, ORDER);
  const prefix = sha512(concatBytes(numberToBytesLE(secret, SCALAR_BYTES), chainCode));
  return { secret, noncePrefix: prefix.slice(0, SCALAR_BYTES), chainCode };
}

function scalarOf(digest: Uint8Array): bigint {
  return mod(bytesToNumberLE(digest), ORDER);
}
