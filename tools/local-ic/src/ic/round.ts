import { executeRequest, executeResponse, executeTask } from './execution.ts';
import type { Canister } from './canister.ts';
import { expireOutcalls } from './http_answer.ts';
import { isFrozen } from './idle_cost.ts';
import { executeManagement } from './management/dispatch.ts';
import type { Network } from './network.ts';
import { deadlineExpired, rejected } from './reject.ts';
import { expireStopRequests } from './stopping.ts';
import type { Subnet } from './subnet.ts';

/** A round ends after so many messages or instructions, so that canisters calling each other cannot hold it. */
const MAX_MESSAGES = 1000;
const MAX_INSTRUCTIONS = 4_000_000_000n;

/** Moves the clock by a nanosecond and runs one round on every subnet; then delivers mail between subnets. */
export function runRound(net: Network): void {
  net.time += 1n;
  for (const subnet of net.subnets) {
    subnet.time = net.time;
    subnet.version += 1;
  }
  for (const subnet of net.subnets) runSubnet(net, subnet);
  net.deliver();
}

/** Whether a round would do anything now besides moving the clock and, without `heartbeats`, running these. */
export function hasWork(net: Network, heartbeats: boolean): boolean {
  const next = net.time + 1n;
  return net.subnets.some(
    (subnet) =>
      subnet.queue.size > 0 ||
      subnet.httpOutcalls.expired(next).length > 0 ||
      [...subnet.canistersByKey.values()].some(
        (canister) => dueTask(subnet, canister, next, heartbeats) || hasExpired(canister, next),
      ),
  );
}

function runSubnet(net: Network, subnet: Subnet): void {
  subnet.history.prune(subnet.time);
  expireOutcalls(net, subnet);
  for (const canister of subnet.canistersByKey.values()) {
    if (net.bestEffortCallbacks > 0) expireCallbacks(net, subnet, canister);
    expireStopRequests(net, subnet, canister);
  }
  let instructions = runTasks(net, subnet);
  for (let count = 0; count < MAX_MESSAGES && instructions < MAX_INSTRUCTIONS; count += 1) {
    const message = subnet.queue.shift();
    if (message === undefined) break;
    net.changedSubnets.add(subnet);
    net.lastInstructions = 0n;
    subnet.updates += 1;
    if (message.kind === 'response') executeResponse(net, subnet, message);
    else if (message.receiver.length === 0) executeManagement(net, subnet, message);
    else executeRequest(net, subnet, message);
    instructions += net.lastInstructions;
  }
}

/** Runs due timers, heartbeats and hooks, canister by canister; answers the instructions they used. */
function runTasks(net: Network, subnet: Subnet): bigint {
  let instructions = 0n;
  for (const canister of [...subnet.canistersByKey.values()]) {
    if (canister.sandbox === undefined || !dueTask(subnet, canister, subnet.time, true)) continue;
    if (canister.lowMemoryHook === 'ready' && canister.exports('on_low_wasm_memory')) {
      canister.lowMemoryHook = 'executed';
      executeTask(net, subnet, canister, 'on_low_wasm_memory');
      instructions += net.lastInstructions;
    }
    if (isTimerDue(canister, subnet.time)) {
      canister.globalTimer = 0n;
      executeTask(net, subnet, canister, 'global_timer');
      instructions += net.lastInstructions;
    }
    if (canister.exports('heartbeat')) {
      executeTask(net, subnet, canister, 'heartbeat');
      instructions += net.lastInstructions;
    }
  }
  return instructions;
}

function isTimerDue(canister: Canister, now: bigint): boolean {
  return canister.globalTimer !== 0n && canister.globalTimer <= now && canister.exports('global_timer');
}

function dueTask(subnet: Subnet, canister: Canister, now: bigint, heartbeats: boolean): boolean {
  return (
    canister.isRunning &&
    (isTimerDue(canister, now) ||
      (heartbeats && canister.exports('heartbeat')) ||
      (canister.lowMemoryHook === 'ready' && canister.exports('on_low_wasm_memory'))) &&
    !isFrozen(subnet, canister)
  );
}

function hasExpired(canister: Canister, now: bigint): boolean {
  const { status, contexts } = canister;
  if (status.kind === 'stopping' && status.waiters.some(({ giveUpAt }) => giveUpAt <= now)) return true;
  for (const { deadline, answered } of contexts.callbacks.values()) {
    if (deadline !== 0n && deadline <= now && !answered) return true;
  }
  return false;
}

/** Rejects best-effort calls whose time is up; an answer that comes later finds no callback. */
function expireCallbacks(net: Network, subnet: Subnet, canister: Canister): void {
  for (const callback of canister.contexts.callbacks.values()) {
    if (callback.deadline === 0n || callback.deadline > subnet.time || callback.answered) continue;
    callback.answered = true;
    net.enqueue(subnet, subnet, {
      kind: 'response',
      receiver: canister.id,
      callbackId: callback.id,
      result: rejected(deadlineExpired()),
      refund: 0n,
    });
  }
}
