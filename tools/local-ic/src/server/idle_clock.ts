/** Ends a server that nobody uses any more: counts from the end of the last request. */
export class IdleClock {
  readonly #limit: number;
  readonly #onIdle: () => void;
  #busy = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param limit - milliseconds */
  constructor(limit: number, onIdle: () => void) {
    this.#limit = limit;
    this.#onIdle = onIdle;
    this.#arm();
  }

  /** Runs a request; as long as it takes, the server is in use. */
  async during<T>(request: () => T | Promise<T>): Promise<T> {
    this.#busy++;
    clearTimeout(this.#timer);
    try {
      return await request();
    } finally {
      this.#busy--;
      this.#arm();
    }
  }

  stop(): void {
    this.#busy = Infinity;
    clearTimeout(this.#timer);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    // Timers hold 31 bits of milliseconds; a server with a longer limit is not meant to end.
    if (this.#busy === 0 && this.#limit < 2 ** 31) this.#timer = setTimeout(this.#onIdle, this.#limit);
  }
}
