import type { Entry } from '../wasm/types.ts';
import { evaluateComposite } from './composite_query.ts';
import { findNotCallable } from './execution.ts';
import { findFrozen } from './idle_cost.ts';
import { MANAGEMENT_QUERIES, prepareManagement } from './management/dispatch.ts';
import { routeManagementCall } from './management/routing.ts';
import type { Network } from './network.ts';
import { countedQueryResult, runPlainQuery, runQueryEntry } from './query_message.ts';
import { canisterNotFound, ERROR, makeReject, methodNotFound, noWasmModule, rejected } from './reject.ts';
import { callSystemCanister } from './system_canisters/system_canisters.ts';
import type { Call, CallResult } from './types.ts';

/** Executes a query on the state of the latest round; whatever it changed is undone. */
export function executeQuery(net: Network, call: Call): CallResult {
  if (call.canisterId.length === 0) return queryManagement(net, call);
  const subnet = net.hostOf(call.canisterId);
  const canister = subnet?.canister(call.canisterId);
  if (subnet === undefined || canister === undefined) return rejected(canisterNotFound(call.canisterId));
  const notCallable = findNotCallable(canister) ?? findFrozen(subnet, canister, 'query');
  const { sandbox } = canister;
  if (notCallable !== undefined || sandbox === undefined) {
    return rejected(notCallable ?? noWasmModule(canister.id));
  }
  const bySystem = callSystemCanister(net, subnet, canister, { ...call, cycles: 0n }, 'query');
  if (bySystem !== undefined) return bySystem.result;
  const { method, arg, sender } = call;
  if (sandbox.module.queries.has(method)) {
    return runPlainQuery(net, subnet, canister, sandbox, sender, method, arg);
  }
  if (!sandbox.module.compositeQueries.has(method)) {
    return rejected(methodNotFound(canister.id, 'query', method));
  }
  const entry: Entry = { kind: 'composite_query', method, arg };
  const execution = runQueryEntry(net, subnet, canister, sandbox, sender, entry);
  if (execution.kind === 'done' && execution.effects.calls.length > 0) {
    // It calls others: its memory has to live until their answers, so it runs again on a copy.
    sandbox.revert();
    return evaluateComposite(net, subnet, canister, sandbox, sender, entry);
  }
  return countedQueryResult(canister, sandbox, arg, execution);
}

function queryManagement(net: Network, call: Call): CallResult {
  const subnet = routeManagementCall(net, call);
  if (subnet === undefined || !MANAGEMENT_QUERIES.has(call.method)) {
    const text = `Query method ${call.method} not found.`;
    return rejected(makeReject(ERROR.methodNotFound, text));
  }
  const origin = { kind: 'ingress', messageId: new Uint8Array(0) } as const;
  const { sender, method, arg } = call;
  const prepared = prepareManagement({ net, subnet, sender, origin, cycles: 0n }, method, arg);
  if (typeof prepared !== 'function') return rejected(prepared);
  const outcome = prepared();
  if ('pending' in outcome) throw new Error(`query ${method} waits for something`);
  return outcome.result;
}
