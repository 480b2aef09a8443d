/**
 * Registrations under way, second generation: one per caller, five minutes from its start (contract, 2.5). Kept in
 * the heap.
 */
import { hex } from '../encoding/hex.ts';

export const REGISTRATION_FLOW_LIFETIME_NS = 300_000_000_000n;
const PRUNED_AT_MOST = 100;

/** What a registration waits for. Without a captcha the only step is to finish. */
export interface RegistrationFlow {
  readonly expiration: bigint;
}

export class RegistrationFlows {
  /** By caller, in the order of their starts, which is that of their ends. */
  readonly #flows = new Map<string, RegistrationFlow>();

  /** Starts a registration. @returns whether the caller had none under way */
  start(caller: Uint8Array, now: bigint): boolean {
    this.#prune(now);
    const name = hex(caller);
    if (this.get(caller, now) !== null) return false;
    this.#flows.delete(name);
    this.#flows.set(name, { expiration: now + REGISTRATION_FLOW_LIFETIME_NS });
    return true;
  }

  /** The caller's registration, or null when none was started or its time is over. */
  get(caller: Uint8Array, now: bigint): RegistrationFlow | null {
    const flow = this.#flows.get(hex(caller));
    return flow === undefined || flow.expiration <= now ? null : flow;
  }

  end(caller: Uint8Array): void {
    this.#flows.delete(hex(caller));
  }

  get count(): number {
    return this.#flows.size;
  }

  #prune(now: bigint): void {
    let pruned = 0;
    for (const [name, flow] of this.#flows) {
      if (flow.expiration > now || pruned === PRUNED_AT_MOST) return;
      this.#flows.delete(name);
      pruned += 1;
    }
  }
}
