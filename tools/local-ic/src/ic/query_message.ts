import type { Entry, Execution, Sandbox } from '../wasm/types.ts';
import type { Canister } from './canister.ts';
import { runMessage, trapReject } from './execution.ts';
import { INSTRUCTION_LIMIT, messageInput } from './message_input.ts';
import type { Network } from './network.ts';
import { canisterReject, didNotReply, rejected } from './reject.ts';
import type { Subnet } from './subnet.ts';
import type { CallResult, PrincipalBytes } from './types.ts';

/** Runs a query method that calls nobody. */
export function runPlainQuery(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  sandbox: Sandbox,
  sender: PrincipalBytes,
  method: string,
  arg: Uint8Array,
): CallResult {
  const entry: Entry = { kind: 'query', method, arg, replicated: false };
  const execution = runQueryEntry(net, subnet, canister, sandbox, sender, entry);
  return countedQueryResult(canister, sandbox, arg, execution);
}

/** Runs one message of a query; the caller commits or reverts. */
export function runQueryEntry(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  sandbox: Sandbox,
  caller: PrincipalBytes,
  entry: Entry,
  used = { instructions: 0n, answered: false },
): Execution {
  const input = messageInput(net, subnet, canister, entry, {
    caller,
    answered: used.answered,
    callContextInstructions: used.instructions,
    instructionLimit: INSTRUCTION_LIMIT.query,
    dataCertificate: () => net.ports.dataCertificate(canister.id),
  });
  return runMessage(net, subnet, canister, sandbox, input);
}

/** What an execution answered, or that it did not. */
export function responseOf(canister: Canister, execution: Execution): CallResult | undefined {
  if (execution.kind === 'trap') return rejected(trapReject(canister, execution.trap));
  const { response } = execution.effects;
  if (response === undefined) return undefined;
  return response.kind === 'reply' ? response : rejected(canisterReject(response.message));
}

/** The answer of a query that is over; its changes are undone, and the canister's statistics know of it. */
export function countedQueryResult(
  canister: Canister,
  sandbox: Sandbox,
  arg: Uint8Array,
  execution: Execution,
): CallResult {
  if (execution.kind === 'done') sandbox.revert();
  const result = responseOf(canister, execution) ?? rejected(didNotReply(canister.id));
  canister.queryStats.add(arg, result, execution.instructions);
  return result;
}
