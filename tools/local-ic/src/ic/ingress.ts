import { findNotCallable, runMessage, trapReject } from './execution.ts';
import { findFrozen } from './idle_cost.ts';
import { inspectManagement } from './management/dispatch.ts';
import { routeManagementCall } from './management/routing.ts';
import { INSTRUCTION_LIMIT, messageInput } from './message_input.ts';
import type { Network } from './network.ts';
import { canisterError, canisterNotFound, ERROR, makeReject } from './reject.ts';
import type { Subnet } from './subnet.ts';
import type { IngressMessage, Reject } from './types.ts';

/** Messages that one subnet remembers; beyond that it takes no new ones until some are forgotten. */
const MAX_REMEMBERED = 100_000;

/**
 * Takes a user's message into the queue of its subnet, or says why not. A message that is known already is
 * taken as the same one. With `inspect` the checks that a replica makes before it takes a message are made:
 * the canister can be called and its inspect_message accepts; the sender may call the management method.
 */
export function submitIngress(net: Network, message: IngressMessage, inspect: boolean): Reject | undefined {
  const toManagement = message.canisterId.length === 0;
  const subnet = toManagement ? routeManagementCall(net, message) : net.hostOf(message.canisterId);
  if (subnet === undefined) {
    return toManagement
      ? makeReject(ERROR.canisterNotFound, 'No subnet for this call to the management canister')
      : canisterNotFound(message.canisterId);
  }
  if (net.subnets.some(({ history }) => history.get(message.messageId) !== undefined)) return undefined;
  if (subnet.history.size >= MAX_REMEMBERED) {
    return makeReject(ERROR.ingressHistoryFull, 'Too many messages are remembered; try again later');
  }
  if (inspect) {
    const refused = toManagement
      ? inspectManagement(net, subnet, message)
      : inspectMessage(net, subnet, message);
    if (refused !== undefined) return refused;
  }
  subnet.history.receive(message.messageId, message.expiry, {
    sender: message.sender,
    receiver: message.canisterId,
  });
  subnet.version += 1;
  net.enqueue(subnet, subnet, {
    kind: 'request',
    origin: { kind: 'ingress', messageId: message.messageId },
    sender: message.sender,
    receiver: message.canisterId,
    method: message.method,
    arg: message.arg,
    cycles: 0n,
    deadline: 0n,
  });
  return undefined;
}

function inspectMessage(net: Network, subnet: Subnet, message: IngressMessage): Reject | undefined {
  const canister = subnet.canister(message.canisterId);
  if (canister === undefined) return canisterNotFound(message.canisterId);
  const notCallable = findNotCallable(canister) ?? findFrozen(subnet, canister, 'update');
  if (notCallable !== undefined) return notCallable;
  const { sandbox } = canister;
  if (sandbox === undefined || !canister.exports('inspect_message')) return undefined;
  const entry = { kind: 'inspect_message', method: message.method, arg: message.arg } as const;
  const input = messageInput(net, subnet, canister, entry, {
    caller: message.sender,
    instructionLimit: INSTRUCTION_LIMIT.inspect,
  });
  const execution = runMessage(net, subnet, canister, sandbox, input);
  if (execution.kind === 'trap') return trapReject(canister, execution.trap);
  sandbox.revert();
  if (execution.effects.messageAccepted) return undefined;
  return {
    ...canisterError(canister.id, `IC0${ERROR.canisterRejected}`, 'Canister rejected the message'),
    code: 4,
  };
}
