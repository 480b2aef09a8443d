import type { Entry, OutgoingCall, Sandbox } from '../wasm/types.ts';
import type { Canister } from './canister.ts';
import { findNotCallable } from './execution.ts';
import { findFrozen } from './idle_cost.ts';
import type { Network } from './network.ts';
import { responseOf, runPlainQuery, runQueryEntry } from './query_message.ts';
import {
  canisterNotFound,
  didNotReply,
  ERROR,
  makeReject,
  methodNotFound,
  noWasmModule,
  rejected,
  rejectMessageForCanister,
} from './reject.ts';
import type { Subnet } from './subnet.ts';
import type { CallResult, PrincipalBytes } from './types.ts';

/** Queries may call queries so deep, and all together use so many instructions (the IC's limits). */
const MAX_DEPTH = 6;
const MAX_INSTRUCTIONS = 5_000_000_000n;

const NO_ARGUMENT = new Uint8Array(0);

/** What a tree of queries has used so far. */
interface Budget {
  instructions: bigint;
}

/**
 * Runs a composite query with the calls that it makes, each on a copy of its canister's memory that lasts until
 * its last callback. Only canisters of the same subnet can be called.
 */
export function evaluateComposite(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  sandbox: Sandbox,
  caller: PrincipalBytes,
  entry: Entry,
  depth = 0,
  budget: Budget = { instructions: 0n },
): CallResult {
  const copy = net.wasm.createSandbox(sandbox.module, sandbox.state());
  const used = { instructions: 0n, answered: false };
  const waiting: OutgoingCall[] = [];
  let answer: CallResult | undefined;

  const step = (next: Entry): CallResult | undefined => {
    const execution = runQueryEntry(net, subnet, canister, copy, caller, next, used);
    used.instructions += execution.instructions;
    budget.instructions += execution.instructions;
    const response = responseOf(canister, execution);
    if (execution.kind === 'trap') return response;
    copy.commit();
    waiting.push(...execution.effects.calls);
    if (response !== undefined) {
      answer = response;
      used.answered = true;
    }
    return undefined;
  };

  let failure = step(entry);
  for (let call = waiting.shift(); call !== undefined; call = waiting.shift()) {
    if (budget.instructions > MAX_INSTRUCTIONS) return rejected(tooManyInstructions());
    const result = callQuery(net, subnet, canister, call, depth + 1, budget);
    failure = step(callbackEntry(call, result));
    if (failure !== undefined && call.onCleanup !== undefined) {
      const code = result.kind === 'reject' ? result.reject.code : 0;
      step({ kind: 'cleanup_callback', ...call.onCleanup, code, composite: true });
    }
  }
  net.lastInstructions = budget.instructions;
  const result = answer ?? failure ?? rejected(didNotReply(canister.id));
  canister.queryStats.add('arg' in entry ? entry.arg : NO_ARGUMENT, result, used.instructions);
  return result;
}

function callQuery(
  net: Network,
  subnet: Subnet,
  caller: Canister,
  { callee, method, arg }: OutgoingCall,
  depth: number,
  budget: Budget,
): CallResult {
  if (depth >= MAX_DEPTH) {
    return rejected(makeReject(ERROR.queryCallGraphTooDeep, 'Calls of composite queries nest too deep'));
  }
  const canister = subnet.canister(callee);
  if (canister === undefined) return rejected(canisterNotFound(callee));
  const notCallable = findNotCallable(canister) ?? findFrozen(subnet, canister, 'query');
  const { sandbox } = canister;
  if (notCallable !== undefined || sandbox === undefined) {
    return rejected(notCallable ?? noWasmModule(canister.id));
  }
  if (sandbox.module.compositeQueries.has(method)) {
    const entry: Entry = { kind: 'composite_query', method, arg };
    return evaluateComposite(net, subnet, canister, sandbox, caller.id, entry, depth, budget);
  }
  if (!sandbox.module.queries.has(method)) return rejected(methodNotFound(canister.id, 'query', method));
  const result = runPlainQuery(net, subnet, canister, sandbox, caller.id, method, arg);
  budget.instructions += net.lastInstructions;
  return result;
}

function callbackEntry(call: OutgoingCall, result: CallResult): Entry {
  if (result.kind === 'reply') {
    return { kind: 'reply_callback', ...call.onReply, bytes: result.bytes, composite: true };
  }
  const { code } = result.reject;
  const message = rejectMessageForCanister(result.reject);
  return { kind: 'reject_callback', ...call.onReject, code, message, composite: true };
}

function tooManyInstructions(): ReturnType<typeof makeReject> {
  const text = `Composite query used more than ${MAX_INSTRUCTIONS} instructions with its calls`;
  return makeReject(ERROR.queryCallGraphInstructions, text);
}
