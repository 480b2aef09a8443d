import type { Charging } from '../wasm/ic0/prices.ts';
import type { SubnetInfo, SubnetKind } from './types.ts';

/** Subnets of the system: their canisters pay for nothing that the subnet itself does. */
const FREE_KINDS: ReadonlySet<SubnetKind> = new Set(['NNS', 'SNS', 'II', 'Bitcoin', 'System']);

/** What decides a subnet's prices. */
export function chargingOf({ kind, size }: SubnetInfo): Charging {
  return { nodes: size, free: FREE_KINDS.has(kind) };
}

/** An amount as replicas print it: groups of three digits with underscores between. */
export function cyclesText(cycles: bigint): string {
  return cycles.toString().replace(/\B(?=(\d{3})+$)/g, '_');
}
