/** Time that passes when a test says so. */
export class FakeClock {
  now: number;
  readonly #timers = new Set<{ readonly at: number; readonly call: () => void }>();

  constructor(now: number) {
    this.now = now;
  }

  get pending(): number {
    return this.#timers.size;
  }

  after(milliseconds: number, call: () => void): () => void {
    const timer = { at: this.now + milliseconds, call };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Lets time pass; what falls due is called in its order, and may make calls to a fake canister. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds;
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.now = Math.max(this.now, next.at);
      next.call();
      await settle();
    }
    this.now = until;
  }
}

/** Lets everything that waits for promises run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
