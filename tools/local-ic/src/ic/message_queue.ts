import type { Message } from './message.ts';

/** First in, first out. Taken entries are dropped in blocks, so both ends cost constant time. */
export class MessageQueue {
  #entries: Message[] = [];
  #head = 0;

  get size(): number {
    return this.#entries.length - this.#head;
  }

  push(message: Message): void {
    this.#entries.push(message);
  }

  shift(): Message | undefined {
    const message = this.#entries[this.#head];
    if (message === undefined) return undefined;
    this.#head += 1;
    if (this.#head === this.#entries.length || this.#head >= 1024) {
      this.#entries.splice(0, this.#head);
      this.#head = 0;
    }
    return message;
  }

  /** The waiting messages in order. */
  list(): readonly Message[] {
    return this.#entries.slice(this.#head);
  }
}
