/** Passkey public keys in COSE form (RFC 9053): ES256, RS256 and EdDSA over Ed25519. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { type CborMap, type CborValue, decodeCbor } from '../encoding/cbor.ts';

export interface CoseKey {
  readonly algorithm: 'ES256' | 'RS256' | 'EdDSA';
  readonly key: KeyObject;
}

/** Labels of RFC 9052 section 7 and RFC 9053 section 7; -1 to -3 depend on the key type. */
const KEY_TYPE = 1;
const ALGORITHM = 3;

/** Key of its CBOR map, or nothing when it is malformed or of another algorithm. */
export function parseCoseKey(bytes: Uint8Array): CoseKey | undefined {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok || !(decoded.value instanceof Map)) return undefined;
  const key = decoded.value as CborMap;
  switch (`${String(key.get(KEY_TYPE))} ${String(key.get(ALGORITHM))}`) {
    case '2 -7':
      return key.get(-1) === 1
        ? fromJwk('ES256', { kty: 'EC', crv: 'P-256', x: key.get(-2), y: key.get(-3) })
        : undefined;
    case '3 -257':
      return fromJwk('RS256', { kty: 'RSA', n: key.get(-1), e: key.get(-2) });
    case '1 -8':
      return key.get(-1) === 6 ? fromJwk('EdDSA', { kty: 'OKP', crv: 'Ed25519', x: key.get(-2) }) : undefined;
    default:
      return undefined;
  }
}

function fromJwk(
  algorithm: CoseKey['algorithm'],
  fields: Record<string, CborValue | undefined>,
): CoseKey | undefined {
  const jwk: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') jwk[name] = value;
    else if (value instanceof Uint8Array && value.length > 0 && value.length <= 1024) {
      jwk[name] = Buffer.from(value).toString('base64url');
    } else return undefined;
  }
  try {
    return { algorithm, key: createPublicKey({ key: jwk, format: 'jwk' }) };
  } catch {
    return undefined;
  }
}
