import type { Canister } from './canister.ts';
import { canisterIdFromNumber, canisterIdNumber, inRanges } from './canister_id.ts';
import { HttpOutcalls } from './http_outcall.ts';
import { IngressHistory } from './ingress_history.ts';
import { MessageQueue } from './message_queue.ts';
import { bytesKey } from './principal.ts';
import type {
  CanisterView,
  IngressStatus,
  PrincipalBytes,
  SubnetInfo,
  SubnetMetrics,
  SubnetView,
} from './types.ts';

/** One subnet: its canisters, the messages waiting for them, and what users asked of them. */
export class Subnet implements SubnetView {
  readonly info: SubnetInfo;
  time: bigint;
  version = 0;
  readonly canistersByKey = new Map<string, Canister>();
  readonly queue = new MessageQueue();
  readonly history = new IngressHistory();
  readonly httpOutcalls = new HttpOutcalls();
  /** Number of the next canister id; deleted canisters' ids are not given out again. */
  nextCanisterNumber: bigint;
  /** How often randomness was drawn: together with the subnet's seed it decides the next draw. */
  randomCounter = 0n;
  /** Messages executed since the network was started. */
  updates = 0;

  constructor(info: SubnetInfo, time: bigint) {
    this.info = info;
    this.time = time;
    const last = info.ranges.at(-1);
    this.nextCanisterNumber = (last && canisterIdNumber(last.start)) ?? 0n;
  }

  canisters(): Iterable<CanisterView> {
    return this.canistersByKey.values();
  }

  canister(id: PrincipalBytes): Canister | undefined {
    return this.canistersByKey.get(bytesKey(id));
  }

  metrics(): SubnetMetrics {
    let stateBytes = 0;
    for (const { memorySize } of this.canistersByKey.values()) stateBytes += memorySize;
    return { canisters: this.canistersByKey.size, stateBytes, updates: this.updates };
  }

  *ingress(): Iterable<readonly [Uint8Array, IngressStatus]> {
    for (const { id, status } of this.history.entries()) yield [id, status];
  }

  /** Whether the id lies in the subnet's ranges, taken or not. */
  covers(id: PrincipalBytes): boolean {
    return inRanges(this.info.ranges, id);
  }

  /** The next free id of the last range, or nothing when the range is used up. */
  allocateCanisterId(): PrincipalBytes | undefined {
    for (;;) {
      const id = canisterIdFromNumber(this.nextCanisterNumber);
      const last = this.info.ranges.at(-1);
      if (last === undefined || !inRanges([last], id)) return undefined;
      this.nextCanisterNumber += 1n;
      if (!this.canistersByKey.has(bytesKey(id))) return id;
    }
  }
}
