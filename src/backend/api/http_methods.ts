/** HTTP requests from gateways. */
import { serveHttp, updateHttp } from '../services/serve_http.ts';
import type { Handler } from './handler.ts';
import { decodeHttpRequest, encodeHttpResponse } from './http_message.ts';

export const http_request: Handler = (canister, argument) =>
  encodeHttpResponse(serveHttp(canister, decodeHttpRequest(argument)));

export const http_request_update: Handler = (canister, argument) => {
  const answered = updateHttp(canister, decodeHttpRequest(argument));
  return answered instanceof Promise ? answered.then(encodeHttpResponse) : encodeHttpResponse(answered);
};
