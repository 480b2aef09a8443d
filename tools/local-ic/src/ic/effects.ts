import type { Effects, OutgoingCall } from '../wasm/types.ts';
import type { CallContext } from './call_context.ts';
import type { Canister } from './canister.ts';
import { routeToManagement } from './management/routing.ts';
import type { RequestMessage } from './message.ts';
import type { Network } from './network.ts';
import { MANAGEMENT_CANISTER } from './principal.ts';
import { canisterReject, didNotReply, rejected } from './reject.ts';
import type { Subnet } from './subnet.ts';
import type { CallResult, Reject } from './types.ts';

/** The IC waits at most this long for the answer of a best-effort call. */
const MAX_CALL_SECONDS = 300;
const NANOS_PER_SECOND = 1_000_000_000n;

/** Takes over what a message set in its canister: certified data, timer, burned cycles. */
export function applyToCanister(canister: Canister, effects: Effects): void {
  if (effects.certifiedData !== undefined) canister.certifiedData = effects.certifiedData;
  if (effects.globalTimer !== undefined) canister.globalTimer = effects.globalTimer;
  canister.cycles -= effects.cyclesBurned;
  canister.version += 1n;
}

/** Takes over all effects of a message that ran in a call context: also its calls and its answer. */
export function applyToContext(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  context: CallContext,
  effects: Effects,
): void {
  // Accepted first: the message may have burned or sent on what it accepted.
  canister.cycles += effects.cyclesAccepted;
  applyToCanister(canister, effects);
  context.cyclesAvailable -= effects.cyclesAccepted;
  for (const call of effects.calls) send(net, subnet, canister, context, call);
  const { response } = effects;
  if (response !== undefined) {
    const result: CallResult =
      response.kind === 'reply' ? response : rejected(canisterReject(response.message));
    answerContext(net, subnet, context, result);
  }
}

/**
 * Closes a context that waits for nothing any more. One that was never answered is rejected: with `failure`, the
 * trap of its last callback, or because the canister did not reply.
 */
export function closeIfDone(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  context: CallContext,
  failure?: Reject,
): void {
  if (context.outstanding > 0) return;
  canister.contexts.open.delete(context.id);
  if (context.answered || context.deleted) return;
  answerContext(net, subnet, context, rejected(failure ?? didNotReply(canister.id)));
}

/** Answers the caller of a context and refunds the cycles that were not accepted. */
export function answerContext(net: Network, subnet: Subnet, context: CallContext, result: CallResult): void {
  context.answered = true;
  const refund = context.cyclesAvailable;
  context.cyclesAvailable = 0n;
  net.answer(subnet, context.origin, result, refund);
}

function send(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  context: CallContext,
  call: OutgoingCall,
): void {
  const { onReply, onReject, onCleanup, timeoutSeconds, cycles } = call;
  const deadline =
    timeoutSeconds === undefined
      ? 0n
      : subnet.time + BigInt(Math.min(timeoutSeconds, MAX_CALL_SECONDS)) * NANOS_PER_SECOND;
  const callback = canister.contexts.addCallback(context, {
    callee: call.callee,
    onReply,
    onReject,
    onCleanup,
    deadline,
  });
  if (deadline > 0n) net.bestEffortCallbacks += 1;
  canister.cycles -= cycles;
  const request: RequestMessage = {
    kind: 'request',
    origin: { kind: 'canister', canisterId: canister.id, callbackId: callback.id },
    sender: canister.id,
    receiver: call.callee,
    method: call.method,
    arg: call.arg,
    cycles,
    deadline,
  };
  const addressed = net.subnetById(call.callee);
  if (addressed !== undefined) {
    net.enqueue(subnet, addressed, { ...request, receiver: MANAGEMENT_CANISTER });
  } else if (call.callee.length === 0) {
    net.enqueue(subnet, routeToManagement(net, subnet, request.method, request.arg), request);
  } else {
    net.sendToCanister(subnet, request);
  }
}
