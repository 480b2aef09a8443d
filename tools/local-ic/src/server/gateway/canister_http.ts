/** One HTTP request to a canister: query, upgrade to an update call, streaming, verification. */
import { randomBytes } from 'node:crypto';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { ANONYMOUS, principalToText, samePrincipal } from '../../encoding/principal.ts';
import { concatBytes } from '../../encoding/bytes.ts';
import type { CallResult, Reject } from '../../ic/types.ts';
import type { HostedInstance } from '../hosted_instance.ts';
import { HttpError, type HttpReply, type HttpRequest } from '../http/message.ts';
import type { Target } from './canister_of_request.ts';
import { errorPage } from './error_page.ts';
import {
  type CanisterRequest,
  type CanisterResponse,
  decodeChunk,
  decodeResponse,
  encodeRequest,
  type Streaming,
} from './http_candid.ts';
import { CERTIFICATE_VERSION, verifyResponse } from './verify_response.ts';

/** Requests must fit into an ingress message. */
const MAX_REQUEST_BYTES = 2 * 1024 * 1024;
const MAX_STREAMED_BYTES = 256 * 1024 * 1024;
const MAX_CHUNKS = 1000;
/** Milliseconds that an update call gets. */
const UPDATE_TIMEOUT = 60_000;
/** Nanoseconds for which an update call is kept. */
const UPDATE_TTL = 300_000_000_000n;
/** Headers between client and gateway, and such as the gateway sets itself. */
const HOP_BY_HOP = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Answers a request from a canister, or with a page that says why not. */
export async function serveCanister(
  hosted: HostedInstance,
  { canisterId, raw }: Target,
  incoming: HttpRequest,
): Promise<HttpReply> {
  const subnet = hosted.instance.subnetOf(canisterId);
  if (subnet?.canister(canisterId) === undefined) {
    return errorPage(
      404,
      'Canister not found',
      `There is no canister ${principalToText(canisterId)} in this network.`,
    );
  }
  const request: CanisterRequest = {
    method: incoming.method,
    url: incoming.target,
    headers: incoming.headers.filter(([name]) => !HOP_BY_HOP.has(name)),
    body: await incoming.body(MAX_REQUEST_BYTES),
    certificateVersion: CERTIFICATE_VERSION,
  };
  hosted.freshen(subnet);
  const queried = responseOf(
    query(hosted, canisterId, 'http_request', encodeRequest(request)),
    'http_request',
  );
  if (!queried.ok) return queried.page;
  if (queried.response.upgrade) {
    const answer = await update(hosted, canisterId, encodeRequest(request));
    const updated = responseOf(answer, 'http_request_update');
    if (!updated.ok) return updated.page;
    // The answer of an update call has gone through consensus: there is nothing to verify.
    return streamed(hosted, canisterId, updated.response, updated.response);
  }
  if (raw) return streamed(hosted, canisterId, queried.response, queried.response);
  const whole = await collect(hosted, canisterId, queried.response);
  if (whole === undefined)
    return errorPage(502, 'Response too large', 'The streamed response exceeds the limits.');
  const now = hosted.instance.time;
  const verified = verifyResponse(canisterId, request, whole, now, hosted.certifier.rootKey);
  if (!verified.ok) {
    return errorPage(
      503,
      'Response verification failed',
      `The response of canister ${principalToText(canisterId)} to ${request.method} ${request.url} does not verify:\n${verified.reason}`,
    );
  }
  return reply(canisterId, verified.status, verified.headers, whole.body);
}

type Answer =
  | { readonly ok: true; readonly response: CanisterResponse }
  | { readonly ok: false; readonly page: HttpReply };

function responseOf(result: CallResult, method: string): Answer {
  if (result.kind === 'reject') return { ok: false, page: rejectPage(result.reject) };
  try {
    return { ok: true, response: decodeResponse(result.bytes) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      page: errorPage(502, 'Malformed response', `${method} did not answer an HTTP response: ${reason}`),
    };
  }
}

function rejectPage({ code, message, errorCode }: Reject): HttpReply {
  return errorPage(503, 'The canister rejected the request', `reject code ${code}, ${errorCode}: ${message}`);
}

function query(hosted: HostedInstance, canisterId: Uint8Array, method: string, arg: Uint8Array): CallResult {
  return hosted.instance.query({ sender: ANONYMOUS, canisterId, method, arg, effective: { kind: 'none' } });
}

async function update(hosted: HostedInstance, canisterId: Uint8Array, arg: Uint8Array): Promise<CallResult> {
  const messageId = randomBytes(32);
  const reject = hosted.submit({
    sender: ANONYMOUS,
    canisterId,
    method: 'http_request_update',
    arg,
    effective: { kind: 'canister', id: canisterId },
    messageId,
    expiry: hosted.instance.time + UPDATE_TTL,
  });
  if (reject !== undefined) return { kind: 'reject', reject };
  const status = await hosted.outcome(messageId, UPDATE_TIMEOUT);
  if (status?.kind === 'replied') return { kind: 'reply', bytes: status.bytes };
  if (status?.kind === 'rejected') return { kind: 'reject', reject: status.reject };
  return {
    kind: 'reject',
    reject: { code: 2, errorCode: 'IC0202', message: 'the update call was not answered in time' },
  };
}

/** The response with its whole body, or nothing when that is too large. */
async function collect(
  hosted: HostedInstance,
  canisterId: Uint8Array,
  response: CanisterResponse,
): Promise<CanisterResponse | undefined> {
  if (response.streaming === undefined) return response;
  const parts = [response.body];
  let length = response.body.length;
  for await (const chunk of chunks(hosted, canisterId, response.streaming)) {
    length += chunk.length;
    if (length > MAX_STREAMED_BYTES) return undefined;
    parts.push(chunk);
  }
  return { ...response, body: concatBytes(...parts), streaming: undefined };
}

/** A response that is passed on as it comes. */
function streamed(
  hosted: HostedInstance,
  canisterId: Uint8Array,
  { status, headers }: CanisterResponse,
  { body, streaming }: CanisterResponse,
): HttpReply {
  if (streaming === undefined) return reply(canisterId, status, headers, body);
  const all = async function* (): AsyncIterable<Uint8Array> {
    yield body;
    yield* chunks(hosted, canisterId, streaming);
  };
  return reply(canisterId, status, headers, all());
}

/**
 * The parts of a body after the first.
 * @throws HttpError 502 when a callback fails, is another canister's, or there is no end to them
 */
async function* chunks(
  hosted: HostedInstance,
  canisterId: Uint8Array,
  streaming: Streaming,
): AsyncIterable<Uint8Array> {
  if (!samePrincipal(streaming.canisterId, canisterId)) {
    throw new HttpError(502, 'the streaming callback is a method of another canister');
  }
  let next: Uint8Array | undefined = streaming.token;
  for (let count = 0; next !== undefined; count++) {
    if (count === MAX_CHUNKS) throw new HttpError(502, `more than ${MAX_CHUNKS} streaming callbacks`);
    const result = query(hosted, canisterId, streaming.method, next);
    if (result.kind === 'reject')
      throw new HttpError(502, `streaming callback failed: ${result.reject.message}`);
    const chunk = parseChunk(result.bytes);
    yield chunk.body;
    next = chunk.token;
  }
}

function parseChunk(bytes: Uint8Array): { body: Uint8Array; token: Uint8Array | undefined } {
  try {
    return decodeChunk(bytes);
  } catch (error) {
    throw new HttpError(502, `streaming callback answered something else: ${(error as Error).message}`);
  }
}

function reply(
  canisterId: Uint8Array,
  status: number,
  headers: CanisterResponse['headers'],
  body: HttpReply['body'],
): HttpReply {
  const passed = headers.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()));
  const wrong = unsendable(status, passed);
  if (wrong !== undefined) return errorPage(502, 'Malformed response', wrong);
  return { status, headers: [...passed, ['x-ic-canister-id', principalToText(canisterId)]], body };
}

/** What of a canister's answer HTTP has no form for; nothing when it can be sent. */
function unsendable(status: number, headers: CanisterResponse['headers']): string | undefined {
  if (status < 200 || status > 999) return `The canister answered with the status ${status}.`;
  try {
    for (const [name, value] of headers) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
    return undefined;
  } catch (error) {
    return `The canister answered with a header that cannot be sent: ${(error as Error).message}`;
  }
}
