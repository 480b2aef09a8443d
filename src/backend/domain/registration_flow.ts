/**
 * Registrations under way, second generation: one per caller, five minutes from its start (contract, 2.5). Kept in
 * the heap.
 */
import { hex } from '../encoding/hex.ts';

const REGISTRATION_FLOW_LIFETIME_NS = 300_000_000_000n;
const PRUNED_AT_MOST = 100;

/** What a captcha was drawn from: its picture can be drawn again and need not be kept. */
export interface CaptchaStep {
  /** 32 random bytes. */
  readonly seed: Uint8Array;
  /** Null after a wrong attempt, until another captcha takes this one's place: no attempt at it can be right. */
  readonly solution: string | null;
}

/** What a registration waits for. */
export interface RegistrationFlow {
  readonly expiration: bigint;
  /** The captcha to be read first, or null when the only step left is to finish. */
  readonly captcha: CaptchaStep | null;
}

export class RegistrationFlows {
  /** By caller, in about the order of their ends. */
  readonly #flows = new Map<string, RegistrationFlow>();

  /** Starts a registration. @returns whether the caller had none under way */
  start(caller: Uint8Array, captcha: CaptchaStep | null, now: bigint): boolean {
    this.#prune(now);
    if (this.get(caller, now) !== null) return false;
    const name = hex(caller);
    this.#flows.delete(name);
    this.#flows.set(name, { expiration: now + REGISTRATION_FLOW_LIFETIME_NS, captcha });
    return true;
  }

  /** The caller's registration, or null when none was started or its time is over. */
  get(caller: Uint8Array, now: bigint): RegistrationFlow | null {
    const flow = this.#flows.get(hex(caller));
    return flow === undefined || flow.expiration <= now ? null : flow;
  }

  /** Moves the caller's registration, which there must be, to another step; its time stays. */
  setCaptcha(caller: Uint8Array, captcha: CaptchaStep | null): void {
    const name = hex(caller);
    const flow = this.#flows.get(name);
    if (flow === undefined) throw new Error('no registration to move on');
    this.#flows.set(name, { ...flow, captcha });
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
