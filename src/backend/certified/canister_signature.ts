/**
 * Canister signatures (interface specification, "Canister signatures"; contract, 3.3 and 3.6). The public key is DER:
 *
 *     30 L1 | 30 0c 06 0a 2b 06 01 04 01 83 b8 43 01 02 | 03 L2 00 | len(canister id) canister id seed
 */
import { concatBytes } from '../encoding/bytes.ts';
import { CBOR_SELF_DESCRIBED, cborBytesHead, cborMapHead, cborText } from '../encoding/cbor.ts';

/** SEQUENCE of the object identifier 1.3.6.1.4.1.56387.1.2. */
const ALGORITHM = Uint8Array.of(0x30, 0x0c, 0x06, 0x0a, 0x2b, 6, 1, 4, 1, 0x83, 0xb8, 0x43, 1, 2);
const LONGEST_SHORT_FORM = 127;
/** Of all seeds that are hashes. */
const SEED_LENGTH = 32;

/** The canister whose keys were asked for last, which is always the same, and what they begin with. */
let latestId: Uint8Array | null = null;
let latestStart: Uint8Array = new Uint8Array(0);

/** What comes before the seed in a canister's keys for seeds of 32 bytes: the same array again. */
export function canisterKeyStart(canisterId: Uint8Array): Uint8Array {
  if (canisterId !== latestId) {
    latestStart = encodeStart(canisterId, SEED_LENGTH);
    latestId = canisterId;
  }
  return latestStart;
}

/**
 * DER public key of the signatures that a canister makes under a seed.
 * @throws RangeError when the seed is so long that a DER length would need a second byte
 */
export function canisterSignatureKey(canisterId: Uint8Array, seed: Uint8Array): Uint8Array {
  const { length } = seed;
  const start = length === SEED_LENGTH ? canisterKeyStart(canisterId) : encodeStart(canisterId, length);
  const key = new Uint8Array(start.length + length);
  key.set(start);
  key.set(seed, start.length);
  return key;
}

function encodeStart(canisterId: Uint8Array, seedLength: number): Uint8Array {
  const bits = 1 + canisterId.length + seedLength;
  const total = ALGORITHM.length + 3 + bits;
  if (total > LONGEST_SHORT_FORM) throw new RangeError(`seed of ${seedLength} bytes`);
  return concatBytes(
    Uint8Array.of(0x30, total),
    ALGORITHM,
    Uint8Array.of(0x03, 1 + bits, 0),
    Uint8Array.of(canisterId.length),
    canisterId,
  );
}

const BEFORE_CERTIFICATE = concatBytes(CBOR_SELF_DESCRIBED, cborMapHead(2), cborText('certificate'));
const BEFORE_TREE = cborText('tree');

/**
 * The signature itself: certificate of the canister's root hash, and a tree with that root that shows the message.
 * @param treeStart - its CBOR, up to where the part begins that differs between signatures
 * @param treeEnd - that part
 */
export function canisterSignature(
  certificate: Uint8Array,
  treeStart: Uint8Array,
  treeEnd: Uint8Array,
): Uint8Array {
  const head = cborBytesHead(certificate.length);
  return concatBytes(BEFORE_CERTIFICATE, head, certificate, BEFORE_TREE, treeStart, treeEnd);
}
