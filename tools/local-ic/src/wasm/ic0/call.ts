import { cyclesFromHalves, type Host, readHeap, viewHeap } from '../host.ts';
import type { CallUnderConstruction } from '../message.ts';
import { authorViolation, contractViolation, invalidPrincipal, outOfCycles } from '../trap.ts';
import {
  MAX_CALL_BYTES,
  MAX_CALLS_PER_CALLEE,
  MAX_METHOD_NAME_BYTES,
  MAX_PRINCIPAL_BYTES,
  MAX_TIMEOUT_SECONDS,
  TRANSMISSION_COST_PER_BYTE,
} from './limits.ts';
import { systemFunction, type SystemFunction } from './system_function.ts';

/** Calls to other canisters: put together between `call_new` and `call_perform`, sent when the message ends well. */

const CALLING = 'U CQ Ry Rt CRy CRt T';
const CALLING_WITH_CYCLES = 'U Ry Rt T';
const NEW_OVERHEAD = 1500;
const PERFORM_OVERHEAD = 5000;

/** Answers of `call_perform`: queued, or refused for want of room. */
const PERFORMED = 0;
const NOT_PERFORMED = 2;

function callNew(
  host: Host,
  calleeStart: number,
  calleeSize: number,
  nameStart: number,
  nameSize: number,
  replyFn: number,
  replyEnv: number,
  rejectFn: number,
  rejectEnv: number,
): void {
  host.charge(calleeSize + nameSize);
  // A call that was begun and not performed is forgotten, and its cycles come back.
  host.message.call = undefined;
  if (nameSize > MAX_METHOD_NAME_BYTES) {
    throw authorViolation(
      `Size of method_name ${nameSize} exceeds the allowed limit of ${MAX_METHOD_NAME_BYTES}.`,
    );
  }
  const name = viewHeap(host, 'ic0.call_new method_name', nameStart, nameSize);
  const method = Buffer.from(name).toString('utf8');
  const callee = readHeap(host, 'ic0.call_new callee_src', calleeStart, calleeSize);
  if (calleeSize > MAX_PRINCIPAL_BYTES) throw invalidPrincipal();
  host.message.call = {
    callee,
    method,
    methodBytes: nameSize,
    onReply: { fn: replyFn, env: BigInt(replyEnv) },
    onReject: { fn: rejectFn, env: BigInt(rejectEnv) },
    onCleanup: undefined,
    parts: [],
    argBytes: 0,
    cycles: 0n,
    timeoutSeconds: undefined,
  };
}

function underConstruction(host: Host, name: string): CallUnderConstruction {
  if (!host.message.call) throw contractViolation(`ic0.${name} called when no call is under construction.`);
  return host.message.call;
}

function callDataAppend(host: Host, start: number, size: number): void {
  host.charge(TRANSMISSION_COST_PER_BYTE * size);
  const call = underConstruction(host, 'call_data_append');
  const total = call.methodBytes + call.argBytes + size;
  if (total > MAX_CALL_BYTES) {
    throw authorViolation(
      `Request to ${call.method} has a payload size of ${total}, which exceeds the allowed limit of ${MAX_CALL_BYTES}.`,
      'Check the canister for errors or redesign the target API to allow shorter messages',
      'canister-made-a-call-with-too-large-payload',
    );
  }
  call.parts.push(readHeap(host, 'ic0.call_data_append', start, size));
  call.argBytes += size;
}

function callOnCleanup(host: Host, fn: number, env: number): void {
  const call = underConstruction(host, 'call_on_cleanup');
  if (call.onCleanup) {
    throw contractViolation(
      'ic0.call_on_cleanup can be called at most once between `ic0.call_new` and `ic0.call_perform`',
    );
  }
  call.onCleanup = { fn, env: BigInt(env) };
}

function callCyclesAdd(name: string): (host: Host, amount: bigint) => void {
  return (host, amount) => {
    const call = underConstruction(host, name);
    const { liquidBalance } = host.message;
    if (amount > liquidBalance) throw outOfCycles(amount - liquidBalance);
    call.cycles += amount;
  };
}

function callWithBestEffortResponse(host: Host, seconds: number): void {
  const call = underConstruction(host, 'call_with_best_effort_response');
  if (call.timeoutSeconds !== undefined) {
    throw contractViolation('ic0_call_with_best_effort_response failed because a timeout is already set.');
  }
  call.timeoutSeconds = Math.min(seconds, MAX_TIMEOUT_SECONDS);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function callPerform(host: Host): number {
  const call = underConstruction(host, 'call_perform');
  const { message } = host;
  message.call = undefined;
  const waiting = message.calls.filter(({ callee }) => sameBytes(callee, call.callee)).length;
  const before = message.input.callsWaiting?.(call.callee) ?? 0;
  if (before + waiting >= MAX_CALLS_PER_CALLEE) return NOT_PERFORMED;
  message.calls.push({
    callee: call.callee,
    method: call.method,
    arg: Buffer.concat(call.parts),
    cycles: call.cycles,
    timeoutSeconds: call.timeoutSeconds,
    onReply: call.onReply,
    onReject: call.onReject,
    onCleanup: call.onCleanup,
  });
  return PERFORMED;
}

export const callFunctions: Record<string, SystemFunction> = {
  call_new: systemFunction('IIIIIIII>', CALLING, callNew, { overhead: NEW_OVERHEAD }),
  call_data_append: systemFunction('II>', CALLING, callDataAppend),
  call_on_cleanup: systemFunction('II>', CALLING, callOnCleanup),
  call_with_best_effort_response: systemFunction('i>', CALLING, callWithBestEffortResponse),
  call_cycles_add: systemFunction('l>', CALLING_WITH_CYCLES, callCyclesAdd('call_cycles_add'), {
    narrowOnly: true,
  }),
  call_cycles_add128: systemFunction('ll>', CALLING_WITH_CYCLES, (host, high: bigint, low: bigint) =>
    callCyclesAdd('call_cycles_add128')(host, cyclesFromHalves(high, low)),
  ),
  call_perform: systemFunction('>i', CALLING, callPerform, { overhead: PERFORM_OVERHEAD }),
};
