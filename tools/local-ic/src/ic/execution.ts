import type { Entry, Execution, MessageInput, Sandbox, Trap } from '../wasm/types.ts';
import type { Callback, CallContext } from './call_context.ts';
import type { Canister } from './canister.ts';
import { applyToCanister, applyToContext, closeIfDone } from './effects.ts';
import { findFrozen } from './idle_cost.ts';
import type { RequestMessage, ResponseMessage } from './message.ts';
import { contextInput, INSTRUCTION_LIMIT, messageInput } from './message_input.ts';
import type { Network } from './network.ts';
import { equalBytes, MANAGEMENT_CANISTER } from './principal.ts';
import {
  canisterError,
  canisterIsStopped,
  canisterIsStopping,
  canisterNotFound,
  deadlineExpired,
  ERROR,
  methodNotFound,
  noWasmModule,
  rejected,
  rejectMessageForCanister,
} from './reject.ts';
import { stopWhenIdle } from './stopping.ts';
import type { Subnet } from './subnet.ts';
import { callSystemCanister } from './system_canisters/system_canisters.ts';
import type { Reject } from './types.ts';

/** Tasks that the subnet starts by itself. */
export type Task = 'heartbeat' | 'global_timer' | 'on_low_wasm_memory';

/** Why a canister takes no calls now, or nothing when it does. */
export function findNotCallable(canister: Canister): Reject | undefined {
  if (canister.status.kind === 'stopped') return canisterIsStopped(canister.id);
  if (canister.status.kind === 'stopping') return canisterIsStopping(canister.id);
  return canister.sandbox === undefined ? noWasmModule(canister.id) : undefined;
}

/** Runs a call to a canister of the subnet: one message, committed or undone, and what follows from it. */
export function executeRequest(net: Network, subnet: Subnet, request: RequestMessage): void {
  const refuse = (reject: Reject): void =>
    net.answer(subnet, request.origin, rejected(reject), request.cycles);
  const canister = subnet.canister(request.receiver);
  if (canister === undefined) return refuse(canisterNotFound(request.receiver));
  const notCallable = findNotCallable(canister);
  const { sandbox } = canister;
  if (notCallable !== undefined || sandbox === undefined) {
    return refuse(notCallable ?? noWasmModule(canister.id));
  }
  if (request.deadline !== 0n && request.deadline <= subnet.time) return refuse(deadlineExpired());
  const tooFewCycles = findFrozen(subnet, canister, 'update') ?? findTooFewCycles(canister, request);
  if (tooFewCycles !== undefined) return refuse(tooFewCycles);
  const bySystem = callSystemCanister(net, subnet, canister, request, 'update');
  if (bySystem !== undefined) {
    net.answer(subnet, request.origin, bySystem.result, bySystem.refund);
    net.touch(subnet, canister);
    return;
  }
  const entry = replicatedEntry(sandbox, canister, request);
  if ('errorCode' in entry) return refuse(entry);

  const { origin, sender, cycles, deadline } = request;
  const context = canister.contexts.openContext(origin, sender, cycles, deadline);
  const execution = run(net, subnet, canister, sandbox, entry, context);
  if (execution.kind === 'trap') {
    closeIfDone(net, subnet, canister, context, trapReject(canister, execution.trap));
  } else {
    if (entry.kind === 'query') sandbox.revert();
    else commit(canister, sandbox);
    applyToContext(net, subnet, canister, context, execution.effects);
    closeIfDone(net, subnet, canister, context);
  }
  if (origin.kind === 'ingress' && !context.answered) {
    subnet.history.advance(origin.messageId, { kind: 'processing' }, net.time);
  }
  finish(net, subnet, canister);
}

/** Runs the callback for an answered call; an answer that nobody waits for only brings its refund. */
export function executeResponse(net: Network, subnet: Subnet, response: ResponseMessage): void {
  const canister = subnet.canister(response.receiver);
  if (canister === undefined) return;
  canister.cycles += response.refund;
  const taken = canister.contexts.takeCallback(response.callbackId);
  if (taken !== undefined) {
    const { callback, context } = taken;
    if (callback.deadline > 0n) net.bestEffortCallbacks -= 1;
    const { sandbox } = canister;
    if (context.deleted || sandbox === undefined) closeIfDone(net, subnet, canister, context);
    else runCallback(net, subnet, canister, sandbox, response, callback, context);
  }
  finish(net, subnet, canister);
}

/** Runs a heartbeat, a due timer or the low-memory hook. A trap only undoes the message. */
export function executeTask(net: Network, subnet: Subnet, canister: Canister, task: Task): void {
  const { sandbox } = canister;
  if (sandbox === undefined) throw new Error(`${task} of an empty canister`);
  const context = canister.contexts.openContext({ kind: 'system' }, MANAGEMENT_CANISTER, 0n, 0n);
  const execution = run(net, subnet, canister, sandbox, { kind: task }, context);
  if (execution.kind === 'done') {
    commit(canister, sandbox);
    applyToContext(net, subnet, canister, context, execution.effects);
  }
  closeIfDone(net, subnet, canister, context);
  finish(net, subnet, canister);
}

/** The reject that the caller of a trapped message gets. */
export function trapReject(canister: Canister, trap: Trap): Reject {
  return canisterError(canister.id, trap.errorCode, trap.message);
}

/** Runs a message, keeps count of its instructions and hands its log lines on. */
export function runMessage(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  sandbox: Sandbox,
  input: MessageInput,
): Execution {
  const execution = sandbox.run(input);
  net.lastInstructions = execution.instructions;
  for (const text of execution.logs) net.ports.log(canister.id, subnet.time, text);
  return execution;
}

/** Runs a message whose log lines the canister keeps, as it does for all but queries and inspection. */
export function runLogged(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  sandbox: Sandbox,
  input: MessageInput,
): Execution {
  const execution = runMessage(net, subnet, canister, sandbox, input);
  const budget = Number(canister.settings.logMemoryLimit);
  for (const text of execution.logs) canister.log.add(subnet.time, text, budget);
  return execution;
}

function run(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  sandbox: Sandbox,
  entry: Entry,
  context: CallContext,
  cyclesRefunded = 0n,
): Execution {
  const input = messageInput(net, subnet, canister, entry, {
    ...contextInput(context),
    cyclesRefunded,
    instructionLimit: entry.kind === 'query' ? INSTRUCTION_LIMIT.query : INSTRUCTION_LIMIT.update,
  });
  const execution = runLogged(net, subnet, canister, sandbox, input);
  context.instructions += execution.instructions;
  return execution;
}

function runCallback(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  sandbox: Sandbox,
  response: ResponseMessage,
  callback: Callback,
  context: CallContext,
): void {
  const { result, refund } = response;
  const composite = false;
  const entry: Entry =
    result.kind === 'reply'
      ? { kind: 'reply_callback', ...callback.onReply, bytes: result.bytes, composite }
      : {
          kind: 'reject_callback',
          ...callback.onReject,
          code: result.reject.code,
          message: rejectMessageForCanister(result.reject),
          composite,
        };
  const execution = run(net, subnet, canister, sandbox, entry, context, refund);
  if (execution.kind === 'done') {
    commit(canister, sandbox);
    applyToContext(net, subnet, canister, context, execution.effects);
    closeIfDone(net, subnet, canister, context);
    return;
  }
  let failure = trapReject(canister, execution.trap);
  if (callback.onCleanup !== undefined) {
    const code = result.kind === 'reject' ? result.reject.code : 0;
    const cleanup: Entry = { kind: 'cleanup_callback', ...callback.onCleanup, code, composite };
    const cleaned = run(net, subnet, canister, sandbox, cleanup, context);
    if (cleaned.kind === 'done') {
      commit(canister, sandbox);
      applyToCanister(canister, cleaned.effects);
    } else {
      const also = trapReject(canister, cleaned.trap).message;
      failure = { ...failure, message: `${failure.message}\n\ncall_on_cleanup also failed:\n\n${also}` };
    }
  }
  closeIfDone(net, subnet, canister, context, failure);
}

/** Other canisters' calls must bring along as many cycles as the settings say. */
function findTooFewCycles(
  canister: Canister,
  { origin, sender, cycles }: RequestMessage,
): Reject | undefined {
  const { minimumCallCycles } = canister.settings;
  if (origin.kind !== 'canister' || cycles >= minimumCallCycles || equalBytes(sender, canister.id)) {
    return undefined;
  }
  const text = `calls from other canisters require at least ${minimumCallCycles} transferred cycles`;
  return canisterError(canister.id, `IC0${ERROR.insufficientCyclesInCall}`, text);
}

/** What a call runs when it arrives as an update; query methods may be called so too. */
function replicatedEntry(
  sandbox: Sandbox,
  canister: Canister,
  { method, arg }: RequestMessage,
): Entry | Reject {
  const { updates, queries, compositeQueries } = sandbox.module;
  if (updates.has(method)) return { kind: 'update', method, arg };
  if (queries.has(method)) return { kind: 'query', method, arg, replicated: true };
  if (compositeQueries.has(method)) {
    return canisterError(
      canister.id,
      `IC0${ERROR.compositeQueryReplicated}`,
      'Composite query cannot be called in replicated mode',
    );
  }
  return methodNotFound(canister.id, 'update', method);
}

/** Keeps the memory of the last run and sees whether it left too little heap. */
function commit(canister: Canister, sandbox: Sandbox): void {
  sandbox.commit();
  const { wasmMemoryLimit, wasmMemoryThreshold } = canister.settings;
  const free = wasmMemoryLimit - BigInt(sandbox.heapSize);
  const low = wasmMemoryLimit > 0n && free < wasmMemoryThreshold;
  if (!low) canister.lowMemoryHook = 'not_satisfied';
  else if (canister.lowMemoryHook === 'not_satisfied') canister.lowMemoryHook = 'ready';
}

function finish(net: Network, subnet: Subnet, canister: Canister): void {
  net.touch(subnet, canister);
  stopWhenIdle(net, subnet, canister);
}
