/**
 * Signatures made by passkeys: CBOR `{ authenticator_data, client_data_json, signature }`, where the challenge inside
 * the client data is the signed message and the signature covers `authenticator_data · SHA-256(client_data_json)`.
 */
import { verify } from 'node:crypto';
import { concatBytes, equalBytes, parseUtf8, utf8 } from '../encoding/bytes.ts';
import { type CborMap, decodeCbor } from '../encoding/cbor.ts';
import { sha256 } from '../encoding/sha256.ts';
import type { CoseKey } from './cose_key.ts';

/** @returns what is wrong, or nothing when the signature is good */
export function checkWebauthnSignature(
  key: CoseKey,
  message: Uint8Array,
  signature: Uint8Array,
): string | undefined {
  const parts = parseSignature(signature);
  if (parts === undefined) return 'WebAuthn signature is malformed';
  const challenge = challengeOf(parts.clientData);
  if (challenge === undefined) return 'WebAuthn client data is malformed';
  if (!equalBytes(challenge, message)) return 'WebAuthn challenge does not match the signed message';
  const signed = concatBytes(parts.authenticatorData, sha256(parts.clientData));
  const hash = key.algorithm === 'EdDSA' ? null : 'sha256';
  return verify(hash, signed, key.key, parts.signature)
    ? undefined
    : 'WebAuthn signature could not be verified';
}

interface SignatureParts {
  readonly authenticatorData: Uint8Array;
  readonly clientData: Uint8Array;
  readonly signature: Uint8Array;
}

function parseSignature(bytes: Uint8Array): SignatureParts | undefined {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok || !(decoded.value instanceof Map)) return undefined;
  const fields = decoded.value as CborMap;
  const authenticatorData = fields.get('authenticator_data');
  const clientData = fields.get('client_data_json');
  const signature = fields.get('signature');
  if (!(authenticatorData instanceof Uint8Array) || !(signature instanceof Uint8Array)) return undefined;
  if (typeof clientData === 'string') return { authenticatorData, clientData: utf8(clientData), signature };
  if (clientData instanceof Uint8Array) return { authenticatorData, clientData, signature };
  return undefined;
}

function challengeOf(clientData: Uint8Array): Uint8Array | undefined {
  const text = clientData.length <= 65_536 ? parseUtf8(clientData) : undefined;
  if (text === undefined) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { challenge, type } = parsed as { challenge?: unknown; type?: unknown };
  if (type !== 'webauthn.get' || typeof challenge !== 'string' || !/^[\w-]+$/.test(challenge))
    return undefined;
  return Buffer.from(challenge, 'base64url');
}
