import type { Entry, MessageInput } from '../wasm/types.ts';
import type { CallContext } from './call_context.ts';
import type { Canister } from './canister.ts';
import { chargingOf } from './charging.ts';
import { frozenCycles } from './idle_cost.ts';
import type { Network } from './network.ts';
import { MANAGEMENT_CANISTER } from './principal.ts';
import type { Subnet } from './subnet.ts';
import { signingSubnet } from './threshold/master_keys.ts';

/** Instructions that one message may use, by kind of message (the IC's limits). */
export const INSTRUCTION_LIMIT = {
  update: 40_000_000_000n,
  query: 5_000_000_000n,
  install: 300_000_000_000n,
  inspect: 200_000_000n,
} as const;

const STATUS_NUMBER = { running: 1, stopping: 2, stopped: 3 } as const;

/** What a message reads of its canister and network; the rest is given by the kind of message. */
export function messageInput(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  entry: Entry,
  given: Partial<MessageInput> & Pick<MessageInput, 'instructionLimit'>,
): MessageInput {
  return {
    entry,
    caller: MANAGEMENT_CANISTER,
    self: canister.id,
    subnetId: subnet.info.id,
    rootKeyDer: net.rootKeyDer,
    controllers: canister.controllers,
    time: subnet.time,
    balance: canister.cycles,
    frozenCycles: frozenCycles(subnet, canister),
    cyclesAvailable: 0n,
    cyclesRefunded: 0n,
    canisterStatus: STATUS_NUMBER[canister.status.kind],
    canisterVersion: canister.version,
    deadline: 0n,
    answered: false,
    globalTimer: canister.globalTimer,
    environment: canister.settings.environment,
    dataCertificate: undefined,
    callContextInstructions: 0n,
    callsWaiting: (callee) => canister.contexts.waitingFor(callee),
    subnetSize: subnet.info.size,
    subnetIsFree: chargingOf(subnet.info).free,
    signingSubnetSize: signingSubnet(net.subnets)?.info.size,
    wasmMemoryLimit: canister.settings.wasmMemoryLimit,
    ...given,
  };
}

/** The part of the input that a message takes from its call context. */
export function contextInput(
  context: CallContext,
): Pick<MessageInput, 'caller' | 'cyclesAvailable' | 'deadline' | 'answered' | 'callContextInstructions'> {
  return {
    caller: context.caller,
    cyclesAvailable: context.cyclesAvailable,
    deadline: context.deadline,
    answered: context.answered,
    callContextInstructions: context.instructions,
  };
}
