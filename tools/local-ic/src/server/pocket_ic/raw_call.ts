/** Calls and message ids as REST clients write them. */
import type { JsonObject, JsonValue } from '../../encoding/lossless_json.ts';
import type { Call, EffectivePrincipal } from '../../ic/types.ts';
import { HttpError } from '../http/message.ts';
import { asBytes, asObject, asPrincipal, asText } from './fields.ts';

/** `{ sender, canister_id, method, payload, effective_principal }` */
export function parseRawCall(value: JsonValue): Call {
  const call = asObject(value, 'call');
  return {
    sender: asPrincipal(call['sender'], 'sender'),
    canisterId: asPrincipal(call['canister_id'], 'canister_id'),
    method: asText(call['method'], 'method'),
    arg: asBytes(call['payload'], 'payload'),
    effective: parseEffective(call['effective_principal']),
  };
}

/** `'None'`, `{ SubnetId }` or `{ CanisterId }`; missing counts as none. */
export function parseEffective(value: JsonValue | undefined): EffectivePrincipal {
  if (value === undefined || value === null || value === 'None') return { kind: 'none' };
  const effective = asObject(value, 'effective_principal');
  if ('SubnetId' in effective) return { kind: 'subnet', id: asPrincipal(effective['SubnetId'], 'SubnetId') };
  if ('CanisterId' in effective)
    return { kind: 'canister', id: asPrincipal(effective['CanisterId'], 'CanisterId') };
  throw new HttpError(400, "effective_principal must be 'None', SubnetId or CanisterId");
}

export function encodeEffective(effective: EffectivePrincipal): JsonValue {
  switch (effective.kind) {
    case 'none':
      return 'None';
    case 'subnet':
      return { SubnetId: base64(effective.id) };
    case 'canister':
      return { CanisterId: base64(effective.id) };
  }
}

/** The id in `{ effective_principal, message_id }`, 32 bytes. */
export function parseMessageId(value: JsonValue | undefined): Uint8Array {
  const message: JsonObject = asObject(value, 'message id');
  const id = asBytes(message['message_id'], 'message_id');
  if (id.length !== 32) throw new HttpError(400, 'Bad message id');
  return id;
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
