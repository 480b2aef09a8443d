/**
 * Lets an instance live by itself: its clock follows the wall clock and its rounds run when there is something to do.
 * A message is executed as soon as it has come in; without messages a few looks per second find due timers, and pace
 * the canisters with a heartbeat, which have something to do in every round.
 */
import type { Instance } from '../ic/types.ts';

/** Milliseconds between two looks for due timers and heartbeats. */
const IDLE_INTERVAL = 100;

export class Progress {
  readonly #instance: Instance;
  readonly #afterRound: () => void;
  readonly #onFault: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #scheduled: NodeJS.Immediate | NodeJS.Timeout | undefined;
  #delay = 0;

  /**
   * @param afterRound - called after every round that ran
   * @param onFault - told of faults of the core; progress stops then
   */
  constructor(instance: Instance, afterRound: () => void, onFault: (error: unknown) => void) {
    this.#instance = instance;
    this.#afterRound = afterRound;
    this.#onFault = onFault;
  }

  get running(): boolean {
    return this.#timer !== undefined;
  }

  /** @param delay - milliseconds to wait before each round, as an artificial latency */
  start(delay: number): void {
    this.#delay = delay;
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => {
      this.followClock();
      if (this.#instance.hasWork()) this.kick();
    }, IDLE_INTERVAL);
    this.#timer.unref();
    this.kick();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    clearImmediate(this.#scheduled as NodeJS.Immediate | undefined);
    clearTimeout(this.#scheduled as NodeJS.Timeout | undefined);
    this.#scheduled = undefined;
  }

  /** Runs a round soon: after the requests that have already come in, so that they share it. */
  kick(): void {
    if (!this.running || this.#scheduled !== undefined) return;
    const run = (): void => {
      this.#scheduled = undefined;
      this.#round();
    };
    this.#scheduled = this.#delay > 0 ? setTimeout(run, this.#delay) : setImmediate(run);
  }

  /** Sets the instance's clock to the wall clock, unless that would turn it back. */
  followClock(): void {
    if (!this.running) return;
    const now = BigInt(Date.now()) * 1_000_000n;
    if (now > this.#instance.time) this.#instance.setTime(now);
  }

  #round(): void {
    try {
      this.followClock();
      this.#instance.tick();
      this.#afterRound();
      if (this.#instance.hasWork({ heartbeats: false })) this.kick();
    } catch (error) {
      this.stop();
      this.#onFault(error);
    }
  }
}
