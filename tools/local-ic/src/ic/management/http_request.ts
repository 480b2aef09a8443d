import { httpRequestCost } from '../../wasm/ic0/prices.ts';
import { chargingOf, cyclesText } from '../charging.ts';
import { MAX_RESPONSE_BYTES } from '../http_outcall.ts';
import { equalBytes, principalText } from '../principal.ts';
import { canisterReject } from '../reject.ts';
import type { HttpOutcallMethod, PrincipalBytes } from '../types.ts';
import { HttpRequestArg } from './http_candid.ts';
import { findBadHeaders, headerBytes, MAX_URL_BYTES } from './http_limits.ts';
import { refused, subnetMethod } from './method.ts';

const METHODS: Readonly<Record<string, HttpOutcallMethod>> = {
  get: 'GET',
  head: 'HEAD',
  post: 'POST',
  put: 'PUT',
  delete: 'DELETE',
};
/** Methods that only one node may use: many nodes repeating them could undo what came between. */
const ALONE_ONLY: ReadonlySet<HttpOutcallMethod> = new Set(['PUT', 'DELETE']);

/** Takes a request to a server outside; it is answered once somebody brings the response. */
export const httpRequest = subnetMethod<HttpRequestArg>({
  name: 'http_request',
  argType: HttpRequestArg,
  fromUsers: false,
  execute(call, arg) {
    const method = METHODS[Object.keys(arg.method)[0] ?? ''] ?? 'GET';
    const wrong = findMistake(call.sender, method, arg);
    if (wrong !== undefined) return refused(call, canisterReject(wrong));
    const [limit] = arg.max_response_bytes;
    const charging = chargingOf(call.subnet.info);
    const fee = httpRequestCost(charging, BigInt(requestBytes(arg)), limit ?? MAX_RESPONSE_BYTES);
    if (call.cycles < fee) {
      const sent = `http_request request sent with ${cyclesText(call.cycles)} cycles`;
      return refused(call, canisterReject(`${sent}, but ${cyclesText(fee)} cycles are required.`));
    }
    const [transform] = arg.transform;
    call.subnet.httpOutcalls.add({
      origin: call.origin,
      sender: call.sender,
      refund: call.cycles - fee,
      time: call.subnet.time,
      url: arg.url,
      method,
      headers: arg.headers,
      body: arg.body[0] ?? new Uint8Array(0),
      maxResponseBytes: limit,
      transform: transform && { method: transform.function[1], context: transform.context },
      replicated: arg.is_replicated[0] ?? true,
    });
    return { pending: true };
  },
});

function findMistake(
  sender: PrincipalBytes,
  method: HttpOutcallMethod,
  arg: HttpRequestArg,
): string | undefined {
  const owner = arg.transform[0]?.function[0].toUint8Array();
  if (owner !== undefined && !equalBytes(owner, sender)) {
    return `transform principal id expected to be ${principalText(sender)}, got ${principalText(owner)}`;
  }
  const urlBytes = Buffer.byteLength(arg.url);
  if (urlBytes > MAX_URL_BYTES) return `url size ${urlBytes} exceeds ${MAX_URL_BYTES}`;
  const badHeaders = findBadHeaders(arg.headers, arg.body[0]?.length ?? 0);
  if (badHeaders !== undefined) return badHeaders;
  const [limit] = arg.max_response_bytes;
  if (limit !== undefined && limit > MAX_RESPONSE_BYTES) {
    return `max_response_bytes expected to be in the range [0..${MAX_RESPONSE_BYTES}], got ${limit}`;
  }
  if (ALONE_ONLY.has(method) && arg.is_replicated[0] !== false) {
    return 'The requested HTTP method is only allowed for non-replicated requests.';
  }
  return undefined;
}

/** The part of a request that its price depends on. */
function requestBytes({ url, headers, body, transform }: HttpRequestArg): number {
  const [given] = transform;
  const transformBytes =
    given === undefined ? 0 : Buffer.byteLength(given.function[1]) + given.context.length;
  return Buffer.byteLength(url) + headerBytes(headers) + (body[0]?.length ?? 0) + transformBytes;
}
