/** Public keys of senders: DER `SEQUENCE { SEQUENCE { algorithm }, BIT STRING }`, told apart by their algorithm. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { toHex } from '../encoding/bytes.ts';
import { isPrincipalLength } from '../encoding/principal.ts';
import { type CoseKey, parseCoseKey } from './cose_key.ts';

export type PublicKey =
  | { readonly kind: 'ed25519' | 'ecdsa'; readonly key: KeyObject }
  | { readonly kind: 'webauthn'; readonly key: CoseKey }
  /** Key of a canister signature: the canister and the seed under which it signs. */
  | { readonly kind: 'canister'; readonly canisterId: Uint8Array; readonly seed: Uint8Array };

export type ParsedKey =
  { readonly ok: true; readonly key: PublicKey } | { readonly ok: false; readonly reason: string };

/** Contents of the algorithm SEQUENCE, hexadecimal. */
const ED25519 = '06032b6570';
const ECDSA_P256 = '06072a8648ce3d020106082a8648ce3d030107';
const ECDSA_SECP256K1 = '06072a8648ce3d020106052b8104000a';
const COSE = '060a2b0601040183b8430101';
const CANISTER_SIGNATURE = '060a2b0601040183b8430102';

/** @param der - at most a few hundred bytes; longer input is refused */
export function parsePublicKey(der: Uint8Array): ParsedKey {
  const parts = der.length <= 2048 ? splitSubjectPublicKeyInfo(der) : undefined;
  if (parts === undefined) return refuse('malformed DER');
  const { algorithm, keyBytes } = parts;
  switch (toHex(algorithm)) {
    case ED25519:
      return parseSpki(der, 'ed25519', keyBytes.length === 32);
    case ECDSA_P256:
    case ECDSA_SECP256K1:
      return parseSpki(der, 'ecdsa', keyBytes.length === 65);
    case COSE: {
      const key = parseCoseKey(keyBytes);
      return key === undefined
        ? refuse('malformed or unsupported COSE key')
        : { ok: true, key: { kind: 'webauthn', key } };
    }
    case CANISTER_SIGNATURE:
      return parseCanisterKey(keyBytes);
    default:
      return refuse('unsupported algorithm');
  }
}

function parseSpki(der: Uint8Array, kind: 'ed25519' | 'ecdsa', rightSize: boolean): ParsedKey {
  if (!rightSize) return refuse('key has the wrong size');
  try {
    return {
      ok: true,
      key: { kind, key: createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }) },
    };
  } catch {
    return refuse('key is not a point of its curve');
  }
}

function parseCanisterKey(bytes: Uint8Array): ParsedKey {
  const idLength = bytes[0];
  if (idLength === undefined || bytes.length < 1 + idLength)
    return refuse('malformed canister signature key');
  const canisterId = bytes.subarray(1, 1 + idLength);
  if (!isPrincipalLength(canisterId)) return refuse('malformed canister signature key');
  return { ok: true, key: { kind: 'canister', canisterId, seed: bytes.subarray(1 + idLength) } };
}

function refuse(reason: string): ParsedKey {
  return { ok: false, reason };
}

function splitSubjectPublicKeyInfo(
  der: Uint8Array,
): { algorithm: Uint8Array; keyBytes: Uint8Array } | undefined {
  const outer = readElement(der, 0, 0x30);
  if (outer === undefined || outer.end !== der.length) return undefined;
  const algorithm = readElement(der, outer.start, 0x30);
  if (algorithm === undefined) return undefined;
  const bits = readElement(der, algorithm.end, 0x03);
  // The first byte of a bit string counts its unused bits.
  if (bits === undefined || bits.end !== der.length || der[bits.start] !== 0) return undefined;
  return {
    algorithm: der.subarray(algorithm.start, algorithm.end),
    keyBytes: der.subarray(bits.start + 1, bits.end),
  };
}

/** Content range of the DER element at an offset; lengths up to 65,535 in their shortest form. */
function readElement(
  der: Uint8Array,
  offset: number,
  tag: number,
): { start: number; end: number } | undefined {
  if (der[offset] !== tag) return undefined;
  const first = der[offset + 1];
  if (first === undefined) return undefined;
  let start = offset + 2;
  let length = first;
  if (first >= 0x80) {
    const width = first & 0x7f;
    if (width < 1 || width > 2) return undefined;
    length = 0;
    for (let i = 0; i < width; i++) {
      const byte = der[start++];
      if (byte === undefined) return undefined;
      length = length * 256 + byte;
    }
    if (length < (width === 1 ? 0x80 : 0x100)) return undefined;
  }
  const end = start + length;
  return end <= der.length ? { start, end } : undefined;
}
