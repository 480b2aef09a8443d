import { bytesKey } from './principal.ts';
import type { IngressAuthor, IngressStatus } from './types.ts';

export interface IngressEntry {
  readonly id: Uint8Array;
  readonly status: IngressStatus;
  /** Nanoseconds since the epoch after which the entry is forgotten, unless it still waits for an answer. */
  readonly forgetAt: bigint;
  readonly author: IngressAuthor;
}

/** Answers stay readable this long, however early the message expires (the IC's limit for an expiry). */
const KEEP_ANSWER = 5n * 60n * 1_000_000_000n;

const MAX_TIME = 2n ** 64n - 1n;

/** What became of the messages that users sent, in order of their arrival. */
export class IngressHistory {
  readonly #entries = new Map<string, IngressEntry>();
  readonly #changed = new Set<string>();

  get size(): number {
    return this.#entries.size;
  }

  get(id: Uint8Array): IngressStatus | undefined {
    return this.#entries.get(bytesKey(id))?.status;
  }

  entries(): Iterable<IngressEntry> {
    return this.#entries.values();
  }

  /** Who sent a message, and to whom. */
  authorOf(id: Uint8Array): IngressAuthor | undefined {
    return this.#entries.get(bytesKey(id))?.author;
  }

  /** A message has arrived. */
  receive(id: Uint8Array, expiry: bigint, author: IngressAuthor): void {
    const forgetAt = BigInt.asUintN(64, expiry) === expiry ? expiry : MAX_TIME;
    this.restore({ id, status: { kind: 'received' }, forgetAt, author });
    this.#changed.add(bytesKey(id));
  }

  /** Puts back an entry that was read from disk. */
  restore(entry: IngressEntry): void {
    this.#entries.set(bytesKey(entry.id), entry);
  }

  /** A message got further; unknown ids are a fault of this program. */
  advance(id: Uint8Array, status: IngressStatus, now: bigint): void {
    const key = bytesKey(id);
    const entry = this.#entries.get(key);
    if (entry === undefined) throw new Error('status of an ingress message that never arrived');
    const answered = status.kind === 'replied' || status.kind === 'rejected';
    const keepUntil = answered ? now + KEEP_ANSWER : now;
    const forgetAt = entry.forgetAt > keepUntil ? entry.forgetAt : keepUntil;
    this.#entries.set(key, { ...entry, status, forgetAt });
    this.#changed.add(key);
  }

  /** Forgets answered messages whose time has passed; answers how many. */
  prune(now: bigint): number {
    let pruned = 0;
    for (const [key, { status, forgetAt }] of this.#entries) {
      // Entries are roughly in order of time: the first that stays ends the search, so a round costs nothing.
      if (forgetAt >= now) break;
      if (status.kind === 'received' || status.kind === 'processing') continue;
      this.#entries.delete(key);
      this.#changed.add(key);
      pruned += 1;
    }
    return pruned;
  }

  /** Keys changed since the last call, with the entry or nothing when it was forgotten. */
  takeChanged(): (readonly [string, IngressEntry | undefined])[] {
    const changed = [...this.#changed].map((key) => [key, this.#entries.get(key)] as const);
    this.#changed.clear();
    return changed;
  }
}
