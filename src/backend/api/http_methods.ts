/** HTTP requests from gateways. */
import { serveHttp } from '../services/serve_http.ts';
import type { Handler } from './handler.ts';
import { decodeHttpRequest, encodeHttpResponse } from './http_message.ts';

/** Both methods take and give the same. */
const answer: Handler = (canister, argument) =>
  encodeHttpResponse(serveHttp(canister, decodeHttpRequest(argument)));

export const http_request: Handler = answer;
export const http_request_update: Handler = answer;
