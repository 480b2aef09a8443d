/** POST /verify_signature: `{ msg, sig, pubkey, root_pubkey }`, all base64, the keys DER. */
import { checkSignature } from '../../auth/signature.ts';
import { parsePublicKey } from '../../auth/public_key.ts';
import type { JsonValue } from '../../encoding/lossless_json.ts';
import { asBytes, asObject } from './fields.ts';

export function verifySignature(body: JsonValue): JsonValue {
  const request = asObject(body, 'body');
  const message = asBytes(request['msg'], 'msg');
  const signature = asBytes(request['sig'], 'sig');
  const parsed = parsePublicKey(asBytes(request['pubkey'], 'pubkey'));
  const rootKey = asBytes(request['root_pubkey'], 'root_pubkey');
  if (!parsed.ok) return { Err: `Invalid public key: ${parsed.reason}` };
  const wrong = checkSignature(parsed.key, message, signature, rootKey);
  return wrong === undefined ? { Ok: null } : { Err: wrong };
}
