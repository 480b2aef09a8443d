/** Cross-origin access: pages of one canister call the API and read public files of others. */
import type { HttpReply, HttpRequest } from '../http/message.ts';
import { headerOf } from '../http/message.ts';

const ALLOWED_METHODS = 'GET, HEAD, POST, OPTIONS, PUT, DELETE, PATCH';
const ALLOWED_HEADERS =
  'accept, accept-language, authorization, cache-control, content-language, content-type, cookie, dnt, if-modified-since, if-none-match, keep-alive, range, user-agent, x-ic-canister-id, x-requested-with';
const EXPOSED_HEADERS =
  'accept-ranges, content-length, content-range, x-ic-canister-id, x-request-id, ic-certificate, ic-certificateexpression';

/** Whether a request only asks what a cross-origin request may do. */
export function isPreflight(request: HttpRequest): boolean {
  return request.method === 'OPTIONS' && headerOf(request, 'access-control-request-method') !== undefined;
}

export function preflightReply(): HttpReply {
  return {
    status: 204,
    headers: [
      ['access-control-allow-origin', '*'],
      ['access-control-allow-methods', ALLOWED_METHODS],
      ['access-control-allow-headers', ALLOWED_HEADERS],
      ['access-control-allow-private-network', 'true'],
      ['access-control-max-age', '7200'],
    ],
    body: '',
  };
}

/** Adds what lets other origins read a reply, unless the canister has decided that itself. */
export function withCors(reply: HttpReply): HttpReply {
  if (reply.headers.some(([name]) => name.toLowerCase() === 'access-control-allow-origin')) return reply;
  return {
    ...reply,
    headers: [
      ...reply.headers,
      ['access-control-allow-origin', '*'],
      ['access-control-expose-headers', EXPOSED_HEADERS],
    ],
  };
}
