/**
 * A heap by expiry whose entries know their place, so that one can be given a later expiry without leaving a stale
 * entry behind.
 */
export interface Expiring {
  expiration: bigint;
  /** Index in the heap; kept by the queue. */
  position: number;
}

export class ExpirationQueue<E extends Expiring> {
  readonly #heap: E[] = [];

  get size(): number {
    return this.#heap.length;
  }

  push(entry: E): void {
    this.#heap.push(entry);
    this.#rise(entry, this.#heap.length - 1);
  }

  /** Gives an entry of the queue another expiry. */
  extend(entry: E, expiration: bigint): void {
    entry.expiration = expiration;
    this.#sink(entry, entry.position);
  }

  /** Takes out an entry whose time is over, the first to expire, or gives null when there is none. */
  popExpired(now: bigint): E | null {
    const first = this.#heap[0];
    if (first === undefined || first.expiration > now) return null;
    this.remove(first);
    return first;
  }

  /** Takes an entry of the queue out of it. */
  remove(entry: E): void {
    const last = this.#heap.pop() as E;
    if (last === entry) return;
    this.#sink(last, entry.position);
    this.#rise(last, last.position);
  }

  #rise(entry: E, from: number): void {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.#heap[above] as E;
      if (parent.expiration <= entry.expiration) break;
      this.#put(parent, at);
      at = above;
    }
    this.#put(entry, at);
  }

  #sink(entry: E, from: number): void {
    let at = from;
    for (;;) {
      let below = 2 * at + 1;
      const right = this.#heap[below + 1];
      if (right !== undefined && right.expiration < (this.#heap[below] as E).expiration) below += 1;
      const child = this.#heap[below];
      if (child === undefined || child.expiration >= entry.expiration) break;
      this.#put(child, at);
      at = below;
    }
    this.#put(entry, at);
  }

  #put(entry: E, at: number): void {
    this.#heap[at] = entry;
    entry.position = at;
  }
}
