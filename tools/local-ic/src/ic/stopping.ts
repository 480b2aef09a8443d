import type { Canister } from './canister.ts';
import { EMPTY_REPLY } from './management/candid.ts';
import type { Network } from './network.ts';
import { ERROR, makeReject, rejected } from './reject.ts';
import type { Subnet } from './subnet.ts';

/** A canister that does not come to rest within this time leaves its stop requests unanswered (as on the IC). */
export const STOP_TIMEOUT = 5n * 60n * 1_000_000_000n;

/** Stops a stopping canister once its last call context is closed, and answers those who asked for it. */
export function stopWhenIdle(net: Network, subnet: Subnet, canister: Canister): void {
  const { status } = canister;
  if (status.kind !== 'stopping' || canister.contexts.open.size > 0) return;
  canister.status = { kind: 'stopped' };
  canister.version += 1n;
  net.touch(subnet, canister);
  for (const { origin, cycles } of status.waiters) net.answer(subnet, origin, EMPTY_REPLY, cycles);
}

/** Gives up on stop requests that waited too long; the canister goes on stopping. */
export function expireStopRequests(net: Network, subnet: Subnet, canister: Canister): void {
  const { status } = canister;
  if (status.kind !== 'stopping') return;
  const expired = status.waiters.filter(({ giveUpAt }) => giveUpAt <= subnet.time);
  if (expired.length === 0) return;
  const waiters = status.waiters.filter(({ giveUpAt }) => giveUpAt > subnet.time);
  canister.status = { kind: 'stopping', waiters };
  net.touch(subnet, canister);
  const reject = makeReject(ERROR.stopCanisterTimeout, 'Stop canister request timed out');
  for (const { origin, cycles } of expired) net.answer(subnet, origin, rejected(reject), cycles);
}
