/** HTTP requests from gateways. */
import {
  decode_http_request,
  decode_http_request_update,
  encode_http_request,
  encode_http_request_update,
} from '../../declarations/canister_codec.ts';
import type { HttpRequest, HttpResponse } from '../../declarations/canister_types.ts';
import type { Canister } from '../services/canister.ts';
import { serveHttp } from '../services/serve_http.ts';
import type { Handler } from './handler.ts';

export const http_request: Handler = (canister, argument) =>
  encode_http_request(answer(canister, decode_http_request(argument)[0]));

export const http_request_update: Handler = (canister, argument) =>
  encode_http_request_update(answer(canister, decode_http_request_update(argument)[0]));

function answer(canister: Canister, request: HttpRequest): HttpResponse {
  const { status, headers, body, upgrade } = serveHttp(canister, {
    method: request.method,
    url: request.url,
    body: request.body,
    certificateVersion: request.certificate_version,
  });
  return { status_code: status, headers, body, upgrade: upgrade ? true : null, streaming_strategy: null };
}
