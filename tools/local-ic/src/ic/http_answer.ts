import { createHash } from 'node:crypto';
import { IDL } from '@dfinity/candid';
import { type HttpOutcall, MAX_RESPONSE_BYTES, OUTCALL_TIMEOUT } from './http_outcall.ts';
import { HttpResponseResult, TransformArg } from './management/http_candid.ts';
import { replyWith } from './management/candid.ts';
import { findBadHeaders, headerBytes } from './management/http_limits.ts';
import type { Network } from './network.ts';
import { MANAGEMENT_CANISTER } from './principal.ts';
import { executeQuery } from './query.ts';
import { plainReject, rejected } from './reject.ts';
import type { Subnet } from './subnet.ts';
import type { CallResult, HttpAnswerProblem, HttpResponse } from './types.ts';

const SYS_FATAL = 1;
const SYS_TRANSIENT = 2;

/**
 * Hands responses to the canister that asked: each goes through the transform method, then most nodes have to agree.
 * @param responses - one for all nodes of the subnet, or one for each
 */
export function answerOutcall(
  net: Network,
  subnet: Subnet,
  id: bigint,
  responses: readonly HttpResponse[],
): HttpAnswerProblem | undefined {
  const outcall = subnet.httpOutcalls.waiting.get(id);
  if (outcall === undefined) return 'unknown_request';
  if (responses.length !== 1 && responses.length !== subnet.info.size) return 'wrong_number';
  const [first] = responses.length === 1 || !outcall.replicated ? responses : [];
  const result = first === undefined ? agreed(net, outcall, responses) : transformed(net, outcall, first);
  subnet.httpOutcalls.take(id);
  net.answer(subnet, outcall.origin, result, outcall.refund);
  return undefined;
}

/** Rejects the outcalls of the subnet whose time is up. */
export function expireOutcalls(net: Network, subnet: Subnet): void {
  for (const { id, origin, refund } of subnet.httpOutcalls.expired(subnet.time)) {
    subnet.httpOutcalls.take(id);
    const reject = plainReject(SYS_TRANSIENT, 'Canister http request timed out');
    net.answer(subnet, origin, rejected(reject), refund);
  }
}

/** What at least all but a third of the nodes got; nodes that differ too much make the call fail. */
function agreed(net: Network, outcall: HttpOutcall, responses: readonly HttpResponse[]): CallResult {
  const votes = new Map<string, { result: CallResult; count: number }>();
  for (const response of responses) {
    const result = transformed(net, outcall, response);
    const key = resultHash(result);
    const vote = votes.get(key) ?? { result, count: 0 };
    vote.count += 1;
    votes.set(key, vote);
  }
  const faulty = Math.floor((responses.length - 1) / 3);
  const most = [...votes].sort(([, a], [, b]) => b.count - a.count);
  const winner = most[0]?.[1];
  if (winner !== undefined && winner.count >= responses.length - faulty) return winner.result;
  const hashes = most.map(([hash, { count }]) => `[${hash}: ${count}]`).join(', ');
  const text =
    'No consensus could be reached. Replicas had different responses. ' +
    `Details: request_id: ${outcall.id}, timeout: ${outcall.time + OUTCALL_TIMEOUT}, hashes: ${hashes}`;
  return rejected(plainReject(SYS_TRANSIENT, text));
}

function transformed(net: Network, outcall: HttpOutcall, response: HttpResponse): CallResult {
  if (response.kind === 'reject') return rejected(plainReject(response.code, response.message));
  const limit = outcall.maxResponseBytes ?? MAX_RESPONSE_BYTES;
  if (BigInt(response.body.length + headerBytes(response.headers)) > limit) {
    return rejected(plainReject(SYS_FATAL, `Http body exceeds size limit of ${limit} bytes.`));
  }
  const badHeaders = findBadHeaders(response.headers, response.body.length);
  if (badHeaders !== undefined) return rejected(plainReject(SYS_FATAL, badHeaders));
  const { status, headers, body } = response;
  const value = { status: BigInt(status), headers, body };
  const { transform, sender } = outcall;
  if (transform === undefined) return replyWith(HttpResponseResult, value);
  const arg = { response: value, context: transform.context };
  const result = executeQuery(net, {
    sender: MANAGEMENT_CANISTER,
    canisterId: sender,
    method: transform.method,
    arg: IDL.encode([TransformArg], [arg]),
    effective: { kind: 'none' },
  });
  const size = result.kind === 'reply' ? result.bytes.length : result.reject.message.length;
  if (BigInt(size) > limit) {
    return rejected(plainReject(SYS_FATAL, `Transformed http response exceeds limit: ${limit}`));
  }
  if (result.kind === 'reply' || result.reject.errorCode === 'IC0406') return result;
  const { code, errorCode, message } = result.reject;
  return rejected(plainReject(code, `${errorCode}: ${message}`));
}

function resultHash(result: CallResult): string {
  const hash = createHash('sha256').update(result.kind);
  if (result.kind === 'reply') hash.update(result.bytes);
  else hash.update(`${result.reject.code} ${result.reject.message}`);
  return hash.digest('hex');
}
