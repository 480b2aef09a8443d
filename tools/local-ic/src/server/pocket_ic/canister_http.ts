/** HTTPS outcalls in REST requests: those that wait, and the answers that a test gives them. */
import type { JsonValue } from '../../encoding/lossless_json.ts';
import { principalToText } from '../../encoding/principal.ts';
import type { HttpHeader, HttpResponse, PendingHttpRequest } from '../../ic/types.ts';
import { HttpError } from '../http/message.ts';
import {
  asArray,
  asBytes,
  asNat64,
  asObject,
  asPrincipal,
  asSmallNatural,
  asText,
  optional,
} from './fields.ts';
import type { InstanceHandler } from './instance_reads.ts';
import { base64 } from './raw_call.ts';

const MAX_STATUS = 65_535;
const MAX_REJECT_CODE = 5;

/** GET I/read/get_canister_http */
export const pendingOutcalls: InstanceHandler = ({ instance }) =>
  instance.pendingHttpRequests().map(encodePending);

/** POST I/update/mock_canister_http */
export const mockOutcall: InstanceHandler = (hosted, body) => {
  const request = asObject(body, 'body');
  const subnet = asPrincipal(asObject(request['subnet_id'], 'subnet_id')['subnet_id'], 'subnet_id');
  const id = asNat64(request['request_id'], 'request_id');
  const others = optional(request, 'additional_responses', asArray) ?? [];
  // One answer stands for all nodes; with more, each node has one of its own.
  const responses = [request['response'], ...others].map(parseResponse);
  switch (hosted.instance.answerHttpRequest(subnet, id, responses)) {
    case 'unknown_request':
      throw new HttpError(400, `no pending HTTPS outcall ${id} on subnet ${principalToText(subnet)}`);
    case 'wrong_number':
      throw new HttpError(
        400,
        `${responses.length} responses are neither one nor one for each node of the subnet`,
      );
    case undefined:
      hosted.settle();
      hosted.progress.kick();
      return null;
  }
};

function encodePending(request: PendingHttpRequest): JsonValue {
  const { subnetId, requestId, method, url, headers, body, maxResponseBytes } = request;
  return {
    subnet_id: { subnet_id: base64(subnetId) },
    request_id: requestId,
    http_method: method,
    url,
    headers: headers.map(({ name, value }) => ({ name, value })),
    body: base64(body),
    max_response_bytes: maxResponseBytes ?? null,
  };
}

function parseResponse(value: JsonValue | undefined): HttpResponse {
  const response = asObject(value, 'response');
  const reply = optional(response, 'CanisterHttpReply', asObject);
  if (reply !== undefined) {
    return {
      kind: 'reply',
      status: asSmallNatural(MAX_STATUS)(reply['status'], 'status'),
      headers: asArray(reply['headers'], 'headers').map(parseHeader),
      body: asBytes(reply['body'], 'body'),
    };
  }
  const reject = asObject(response['CanisterHttpReject'], 'response');
  const code = asNat64(reject['reject_code'], 'reject_code');
  if (code < 1n || code > BigInt(MAX_REJECT_CODE)) throw new HttpError(400, `${code} is not a reject code`);
  return { kind: 'reject', code: Number(code), message: asText(reject['message'], 'message') };
}

function parseHeader(value: JsonValue): HttpHeader {
  const header = asObject(value, 'header');
  return { name: asText(header['name'], 'name'), value: asText(header['value'], 'value') };
}
