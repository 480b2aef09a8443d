import { type Host, readHeap } from '../host.ts';
import { authorViolation, invalidPrincipal } from '../trap.ts';
import { bytesPair } from './bytes_pair.ts';
import { MAX_PRINCIPAL_BYTES } from './limits.ts';
import { systemFunction, type SystemFunction } from './system_function.ts';

/** What a canister can learn about itself and the present moment, and its timer. */

const ANYWHERE = '*';
const EVERYWHERE = '* s';
const IS_CONTROLLER_OVERHEAD = 1000;
const COUNTER_OVERHEAD = 200;

function isController(host: Host, start: number, size: number): number {
  host.charge(size);
  const principal = readHeap(host, 'ic0.is_controller', start, size);
  if (size > MAX_PRINCIPAL_BYTES) throw invalidPrincipal();
  return host.message.input.controllers.some((controller) => Buffer.compare(controller, principal) === 0)
    ? 1
    : 0;
}

function globalTimerSet(host: Host, time: bigint): bigint {
  const { message } = host;
  const former = message.globalTimer ?? message.input.globalTimer;
  message.globalTimer = time;
  return former;
}

function performanceCounter(host: Host, kind: number): bigint {
  switch (kind) {
    case 0:
      return host.instructionsUsed();
    case 1:
      return host.message.input.callContextInstructions + host.instructionsUsed();
    default:
      throw authorViolation(`Error getting performance counter type ${kind}`);
  }
}

export const canisterFunctions: Record<string, SystemFunction> = {
  ...bytesPair('canister_self', ANYWHERE, (host) => host.message.input.self),
  ...bytesPair('subnet_self', ANYWHERE, (host) => host.message.input.subnetId),
  canister_status: systemFunction('>i', ANYWHERE, (host) => host.message.input.canisterStatus),
  canister_version: systemFunction('>l', ANYWHERE, (host) => host.message.input.canisterVersion),
  is_controller: systemFunction('II>i', EVERYWHERE, isController, { overhead: IS_CONTROLLER_OVERHEAD }),
  in_replicated_execution: systemFunction('>i', EVERYWHERE, (host) =>
    host.message.context.replicated ? 1 : 0,
  ),
  time: systemFunction('>l', ANYWHERE, (host) => host.message.input.time),
  global_timer_set: systemFunction('l>l', 'I G U Ry Rt C T', globalTimerSet),
  performance_counter: systemFunction('i>l', EVERYWHERE, performanceCounter, { overhead: COUNTER_OVERHEAD }),
};
