/** One line that a canister printed or trapped with. */
export interface LogRecord {
  readonly index: bigint;
  /** Nanoseconds since the epoch. */
  readonly time: bigint;
  readonly content: Uint8Array;
}

const RECORD_OVERHEAD = 16;

/** The most recent log lines of a canister within a budget of bytes. */
export class CanisterLog {
  nextIndex: bigint;
  #records: LogRecord[];
  #bytes: number;

  constructor(nextIndex = 0n, records: readonly LogRecord[] = []) {
    this.nextIndex = nextIndex;
    this.#records = [...records];
    this.#bytes = records.reduce((sum, { content }) => sum + content.length + RECORD_OVERHEAD, 0);
  }

  get records(): readonly LogRecord[] {
    return this.#records;
  }

  /** Keeps a line; lines longer than the budget are cut, older ones make room. */
  add(time: bigint, text: string, budget: number): void {
    const room = Math.max(0, budget - RECORD_OVERHEAD);
    const content = new Uint8Array(Buffer.from(text.slice(0, room)).subarray(0, room));
    this.#records.push({ index: this.nextIndex, time, content });
    this.nextIndex += 1n;
    this.#bytes += content.length + RECORD_OVERHEAD;
    while (this.#bytes > budget && this.#records.length > 1) {
      const dropped = this.#records.shift();
      this.#bytes -= (dropped?.content.length ?? 0) + RECORD_OVERHEAD;
    }
  }

  clear(): void {
    this.#records = [];
    this.#bytes = 0;
  }
}
