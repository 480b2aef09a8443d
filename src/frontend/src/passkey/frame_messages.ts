// Between a page and a frame of a related address, where the browser lets a page use the passkeys of no other
// address. Both ends may be another version of this page. Contract: clients.md 6.

/** Fragment of the address that such a frame is opened at. */
export const FRAME_HASH = '#iframe/webauthn';

/** What the frame is asked for: one signature by a passkey of its own address. */
export interface FrameRequest {
  readonly id: string;
  readonly challenge: Uint8Array<ArrayBuffer>;
  /** Credential ids; with none the person picks from all that the browser finds. */
  readonly allowed: readonly Uint8Array<ArrayBuffer>[];
}

export interface FrameAssertion {
  readonly credentialId: Uint8Array;
  readonly authenticatorData: Uint8Array;
  readonly clientDataJson: Uint8Array;
  readonly signature: Uint8Array;
}

/** More passkeys than an identity can have. */
const MAX_ALLOWED = 100;

export function readyRequest(id: string) {
  return { ii_ready_request: id };
}

export function isReadyResponse(data: unknown, id: string): boolean {
  return fieldOf(data, 'ii_ready_response') === id;
}

/** The answer to a message that asks whether the frame listens; null for other messages. */
export function readyResponseTo(data: unknown) {
  const id = fieldOf(data, 'ii_ready_request');
  return typeof id === 'string' ? { ii_ready_response: id } : null;
}

export function credentialRequest({ id, challenge, allowed }: FrameRequest, rpId: string) {
  const allowCredentials = allowed.map((credential) => ({ type: 'public-key', id: credential }));
  const publicKey = { rpId, challenge, allowCredentials, userVerification: 'required' };
  return { ii_credential_request: { id, options: { publicKey } } };
}

/** Reads a request for a signature at a host name; null for what is none. */
export function parseCredentialRequest(data: unknown, hostname: string): FrameRequest | null {
  const request = fieldOf(data, 'ii_credential_request');
  const id = fieldOf(request, 'id');
  const publicKey = fieldOf(fieldOf(request, 'options'), 'publicKey');
  const challenge = bytesOf(fieldOf(publicKey, 'challenge'));
  const allowed = fieldOf(publicKey, 'allowCredentials') ?? [];
  if (typeof id !== 'string' || fieldOf(publicKey, 'rpId') !== hostname || challenge === null) return null;
  if (!Array.isArray(allowed) || allowed.length > MAX_ALLOWED) return null;
  const ids = (allowed as unknown[]).map((descriptor) => bytesOf(fieldOf(descriptor, 'id')));
  return ids.includes(null) ? null : { id, challenge, allowed: ids.filter((own) => own !== null) };
}

export function assertionResponse(id: string, assertion: FrameAssertion) {
  const { credentialId, authenticatorData, clientDataJson, signature } = assertion;
  const response = {
    authenticatorData: bufferOf(authenticatorData),
    clientDataJSON: bufferOf(clientDataJson),
    signature: bufferOf(signature),
  };
  return {
    ii_credential_response: { id, result: { type: 'public-key', rawId: bufferOf(credentialId), response } },
  };
}

export function errorResponse(id: string, { name, message }: { name: string; message: string }) {
  return { ii_credential_response: { id, error: { name, message } } };
}

/** Reads the answer to a request; null for other messages. */
export function parseCredentialResponse(
  data: unknown,
  id: string,
): FrameAssertion | { readonly error: string } | null {
  const answer = fieldOf(data, 'ii_credential_response');
  if (fieldOf(answer, 'id') !== id) return null;
  const result = fieldOf(answer, 'result');
  const response = fieldOf(result, 'response');
  const [credentialId, authenticatorData, clientDataJson, signature] = [
    fieldOf(result, 'rawId'),
    fieldOf(response, 'authenticatorData'),
    fieldOf(response, 'clientDataJSON'),
    fieldOf(response, 'signature'),
  ].map(bytesOf);
  if (credentialId && authenticatorData && clientDataJson && signature) {
    return { credentialId, authenticatorData, clientDataJson, signature };
  }
  const name = fieldOf(fieldOf(answer, 'error'), 'name');
  return { error: typeof name === 'string' ? name : 'NotAllowedError' };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function bytesOf(value: unknown): Uint8Array<ArrayBuffer> | null {
  if (value instanceof ArrayBuffer) return new Uint8Array(value.slice(0));
  return value instanceof Uint8Array ? value.slice() : null;
}

/** A buffer of the bytes alone: the message would carry the rest along. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer;
}
