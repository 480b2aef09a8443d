/**
 * Envelopes of the IC's HTTP interface: a CBOR map `{ content, sender_pubkey?, sender_sig?, sender_delegation? }` whose
 * content is a call, a query or a read_state request.
 */
import { type CborMap, type CborValue, cborNatural, decodeCbor } from '../encoding/cbor.ts';
import { isPrincipalLength } from '../encoding/principal.ts';
import { hashOfMap } from './request_hash.ts';

export interface SignedDelegation {
  /** DER. */
  readonly publicKey: Uint8Array;
  /** Nanoseconds since the epoch. */
  readonly expiration: bigint;
  /** Canisters to which it is limited. */
  readonly targets: readonly Uint8Array[] | undefined;
  /** `queries` limits it to queries and read_state requests. */
  readonly permissions: string | undefined;
  readonly signature: Uint8Array;
}

/** Attributes that a canister vouches for, signed with the sender's canister-signature key. */
export interface SenderInfo {
  readonly info: Uint8Array;
  readonly signer: Uint8Array;
  readonly signature: Uint8Array;
}

interface CommonContent {
  readonly sender: Uint8Array;
  /** Nanoseconds since the epoch. */
  readonly ingressExpiry: bigint;
  readonly nonce: Uint8Array | undefined;
}

export interface MessageContent extends CommonContent {
  readonly kind: 'call' | 'query';
  readonly canisterId: Uint8Array;
  readonly method: string;
  readonly arg: Uint8Array;
  readonly senderInfo: SenderInfo | undefined;
}

export interface ReadStateContent extends CommonContent {
  readonly kind: 'read_state';
  readonly paths: readonly (readonly Uint8Array[])[];
}

export type RequestContent = MessageContent | ReadStateContent;

export interface Envelope<C extends RequestContent = RequestContent> {
  readonly content: C;
  /** Representation-independent hash of the content, 32 bytes. */
  readonly requestId: Uint8Array;
  readonly senderKey: Uint8Array | undefined;
  readonly signature: Uint8Array | undefined;
  readonly delegations: readonly SignedDelegation[];
}

export type ParsedEnvelope =
  { readonly ok: true; readonly envelope: Envelope } | { readonly ok: false; readonly reason: string };

/** Parses an envelope; says which field is wrong. */
export function parseEnvelope(bytes: Uint8Array): ParsedEnvelope {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok) return decoded;
  try {
    return { ok: true, envelope: envelopeOf(decoded.value) };
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, reason: error.message };
    throw error;
  }
}

/** A field that is not what it must be; never leaves this module. */
class Malformed extends Error {}

function envelopeOf(value: CborValue): Envelope {
  const envelope = asMap(value, 'envelope');
  const fields = asMap(envelope.get('content'), 'content');
  const content = contentOf(fields);
  const delegations = optional(envelope, 'sender_delegation', asArray) ?? [];
  return {
    content,
    requestId: requestIdOf(content),
    senderKey: optional(envelope, 'sender_pubkey', asBytes),
    signature: optional(envelope, 'sender_sig', asBytes),
    delegations: delegations.map(signedDelegationOf),
  };
}

function contentOf(fields: CborMap): RequestContent {
  const kind = asText(fields.get('request_type'), 'request_type');
  const common = {
    sender: asPrincipal(fields.get('sender'), 'sender'),
    ingressExpiry: asNat64(fields.get('ingress_expiry'), 'ingress_expiry'),
    nonce: optional(fields, 'nonce', asBytes),
  };
  if (kind === 'read_state') {
    const paths = asArray(fields.get('paths'), 'paths').map((path) =>
      asArray(path, 'path').map((label) => asBytes(label, 'path label')),
    );
    return { kind, ...common, paths };
  }
  if (kind !== 'call' && kind !== 'query') throw new Malformed(`unknown request_type '${kind.slice(0, 20)}'`);
  return {
    kind,
    ...common,
    canisterId: asPrincipal(fields.get('canister_id'), 'canister_id'),
    method: asText(fields.get('method_name'), 'method_name'),
    arg: asBytes(fields.get('arg'), 'arg'),
    senderInfo: optional(fields, 'sender_info', senderInfoOf),
  };
}

function requestIdOf(content: RequestContent): Uint8Array {
  const common = {
    request_type: content.kind,
    sender: content.sender,
    ingress_expiry: content.ingressExpiry,
    nonce: content.nonce,
  };
  if (content.kind === 'read_state') return hashOfMap({ ...common, paths: content.paths });
  const { canisterId, method, arg, senderInfo } = content;
  return hashOfMap({
    ...common,
    canister_id: canisterId,
    method_name: method,
    arg,
    sender_info: senderInfo && {
      info: senderInfo.info,
      signer: senderInfo.signer,
      sig: senderInfo.signature,
    },
  });
}

function senderInfoOf(value: CborValue, name: string): SenderInfo {
  const fields = asMap(value, name);
  return {
    info: asBytes(fields.get('info'), 'sender_info.info'),
    signer: asPrincipal(fields.get('signer'), 'sender_info.signer'),
    signature: asBytes(fields.get('sig'), 'sender_info.sig'),
  };
}

function signedDelegationOf(value: CborValue): SignedDelegation {
  const signed = asMap(value, 'signed delegation');
  const delegation = asMap(signed.get('delegation'), 'delegation');
  return {
    publicKey: asBytes(delegation.get('pubkey'), 'delegation.pubkey'),
    expiration: asNat64(delegation.get('expiration'), 'delegation.expiration'),
    targets: optional(delegation, 'targets', (targets, name) =>
      asArray(targets, name).map((target) => asPrincipal(target, 'delegation target')),
    ),
    permissions: optional(delegation, 'permissions', asText),
    signature: asBytes(signed.get('signature'), 'delegation signature'),
  };
}

/** Parses a field that may be missing or null. */
function optional<T>(
  fields: CborMap,
  name: string,
  parse: (value: CborValue, name: string) => T,
): T | undefined {
  const value = fields.get(name);
  return value === undefined || value === null ? undefined : parse(value, name);
}

function asMap(value: CborValue | undefined, name: string): CborMap {
  if (value instanceof Map) return value as CborMap;
  throw new Malformed(`${name} is not a map`);
}

function asArray(value: CborValue | undefined, name: string): readonly CborValue[] {
  if (Array.isArray(value)) return value as readonly CborValue[];
  throw new Malformed(`${name} is not an array`);
}

function asBytes(value: CborValue | undefined, name: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new Malformed(`${name} is not a byte string`);
}

function asText(value: CborValue | undefined, name: string): string {
  if (typeof value === 'string') return value;
  throw new Malformed(`${name} is not a text`);
}

function asPrincipal(value: CborValue | undefined, name: string): Uint8Array {
  const bytes = asBytes(value, name);
  if (!isPrincipalLength(bytes)) throw new Malformed(`${name} is longer than a principal`);
  return bytes;
}

function asNat64(value: CborValue | undefined, name: string): bigint {
  const natural = cborNatural(value);
  if (natural === undefined || natural >= 2n ** 64n)
    throw new Malformed(`${name} is not a 64-bit natural number`);
  return natural;
}
