import { decodeFirst, encode } from 'cborg';

// COSE keys of passkeys (RFC 9053) and their wrapping in DER, as the Internet Computer takes them:
//   30 L1 | 30 0c 06 0a 2b 06 01 04 01 83 b8 43 01 01 | 03 L2 00 | COSE key
// Contract: clients.md 9.

/** The canister stores at most this many bytes of a device's key. */
export const MAX_PUBLIC_KEY_BYTES = 300;

const COSE_ALGORITHM = Uint8Array.of(
  ...[0x30, 0x0c, 0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xb8, 0x43, 0x01, 0x01],
);

const KTY = 1;
const ALG = 3;
const ES256 = { kty: 2, alg: -7 };
const EDDSA = { kty: 1, alg: -8 };
const RS256 = { kty: 3, alg: -257 };

/** COSE algorithm numbers that this page asks authenticators for, the preferred one first. */
export const ALGORITHMS: readonly number[] = [ES256.alg, EDDSA.alg, RS256.alg];

/**
 * The public key at the start of `bytes`, written again with the labels that matter and no others.
 * @param bytes - a CBOR map, with whatever follows it (WebAuthn extensions) ignored
 * @returns null unless it is an ES256 (x, y of 32 bytes), EdDSA (x of 32 bytes) or RS256 key
 */
export function parseCoseKey(bytes: Uint8Array): Uint8Array | null {
  let key: unknown;
  try {
    [key] = decodeFirst(bytes, { useMaps: true, rejectDuplicateMapKeys: true }) as [unknown, Uint8Array];
  } catch {
    return null;
  }
  if (!(key instanceof Map)) return null;
  const has = ({ kty, alg }: { kty: number; alg: number }) => key.get(KTY) === kty && key.get(ALG) === alg;
  const blob = (label: number, min: number, max = min) => {
    const value: unknown = key.get(label);
    return value instanceof Uint8Array && value.length >= min && value.length <= max;
  };
  let labels: number[];
  if (has(ES256) && key.get(-1) === 1 && blob(-2, 32) && blob(-3, 32)) labels = [KTY, ALG, -1, -2, -3];
  else if (has(EDDSA) && key.get(-1) === 6 && blob(-2, 32)) labels = [KTY, ALG, -1, -2];
  else if (has(RS256) && blob(-1, 256, 512) && blob(-2, 1, 8)) labels = [KTY, ALG, -1, -2];
  else return null;
  return encode(new Map(labels.map((label) => [label, key.get(label) as unknown])));
}

/**
 * A COSE key in DER.
 * @param cose - 1..65 535 bytes
 * @throws RangeError for other lengths
 */
export function coseToDer(cose: Uint8Array): Uint8Array {
  if (cose.length === 0 || cose.length > 0xffff) throw new RangeError(`a COSE key of ${cose.length} bytes`);
  const bits = Uint8Array.of(0x03, ...derLength(cose.length + 1), 0x00, ...cose);
  return Uint8Array.of(0x30, ...derLength(COSE_ALGORITHM.length + bits.length), ...COSE_ALGORITHM, ...bits);
}

function derLength(length: number): number[] {
  if (length < 0x80) return [length];
  if (length < 0x100) return [0x81, length];
  if (length < 0x10000) return [0x82, length >> 8, length & 0xff];
  return [0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
}
