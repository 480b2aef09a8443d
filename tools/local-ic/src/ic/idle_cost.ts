import type { Canister } from './canister.ts';
import { chargingOf, cyclesText } from './charging.ts';
import { principalText } from './principal.ts';
import { ERROR, makeReject } from './reject.ts';
import type { Subnet } from './subnet.ts';
import type { Reject } from './types.ts';

/*
 * What a canister costs while it does nothing. It is not taken from balances here, but it decides how many cycles
 * stay reserved: below its freezing threshold a canister stands still.
 */

const SECONDS_PER_DAY = 86_400n;
const REFERENCE_NODES = 13n;
const BYTES_PER_GIB = 2n ** 30n;
/** Cycles per second on 13 nodes. */
const FEE_PER_GIB = 127_000n;
const FEE_PER_COMPUTE_PERCENT = 10_000_000n;

/** Cycles that memory and reserved computing cost in a day; nothing on subnets of the system. */
export function idleCyclesPerDay(subnet: Subnet, canister: Canister): bigint {
  return idleCycles(subnet, canister, SECONDS_PER_DAY);
}

/** Cycles that the canister cannot spend: its idle cost over the seconds of its freezing threshold. */
export function frozenCycles(subnet: Subnet, canister: Canister): bigint {
  return idleCycles(subnet, canister, canister.settings.freezingThreshold);
}

export function isFrozen(subnet: Subnet, canister: Canister): boolean {
  return canister.cycles < frozenCycles(subnet, canister);
}

/** Why a frozen canister takes no calls, or nothing when it has cycles enough. */
export function findFrozen(subnet: Subnet, canister: Canister, kind: 'update' | 'query'): Reject | undefined {
  const missing = frozenCycles(subnet, canister) - canister.cycles;
  if (missing <= 0n) return undefined;
  const id = principalText(canister.id);
  const text =
    kind === 'query'
      ? `Canister ${id} is unable to process query calls because it's frozen. Please top up the canister with cycles and try again.`
      : `Canister ${id} is out of cycles: please top up the canister with at least ${cyclesText(missing)} additional cycles`;
  return makeReject(ERROR.outOfCycles, text);
}

function idleCycles(subnet: Subnet, canister: Canister, seconds: bigint): bigint {
  const { nodes, free } = chargingOf(subnet.info);
  if (free) return 0n;
  const { memoryAllocation, computeAllocation } = canister.settings;
  const used = BigInt(canister.memorySize);
  const memory = used > memoryAllocation ? used : memoryAllocation;
  const cycles =
    (memory * FEE_PER_GIB * seconds) / BYTES_PER_GIB + computeAllocation * FEE_PER_COMPUTE_PERCENT * seconds;
  return (cycles * BigInt(nodes)) / REFERENCE_NODES;
}
