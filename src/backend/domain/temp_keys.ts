/**
 * Principals that may act for a device for ten minutes after its registration, before the device itself was ever
 * used (contract, 2.6). At most one per anchor and device; kept in the heap, so an upgrade ends them.
 */
import { equalBytes } from '../encoding/bytes.ts';

export const TEMP_KEY_LIFETIME_NS = 600_000_000_000n;
const PRUNED_AT_MOST = 100;

const NONE: readonly Uint8Array[] = [];

interface TempKey {
  readonly anchorNumber: bigint;
  readonly pubkey: Uint8Array;
  readonly principal: Uint8Array;
  readonly expiration: bigint;
}

export class TempKeys {
  readonly #byAnchor = new Map<bigint, readonly TempKey[]>();
  /** Oldest first: all live equally long. Keys dropped early stay here until their time is over. */
  #queue: TempKey[] = [];
  #queueStart = 0;

  add(anchorNumber: bigint, pubkey: Uint8Array, principal: Uint8Array, now: bigint): void {
    this.drop(anchorNumber, pubkey);
    const key = { anchorNumber, pubkey, principal, expiration: now + TEMP_KEY_LIFETIME_NS };
    this.#byAnchor.set(anchorNumber, [...(this.#byAnchor.get(anchorNumber) ?? []), key]);
    this.#queue.push(key);
  }

  /** Ends the temporary key of a device of an anchor, if it has one. */
  drop(anchorNumber: bigint, pubkey: Uint8Array): void {
    this.#keep(anchorNumber, (key) => !equalBytes(key.pubkey, pubkey));
  }

  /** Public keys of the anchor's devices for which this principal may act now. Forgets up to 100 that are over. */
  devicesOf(anchorNumber: bigint, principal: Uint8Array, now: bigint): readonly Uint8Array[] {
    this.#prune(now);
    const keys = this.#byAnchor.get(anchorNumber);
    if (keys === undefined) return NONE;
    return keys
      .filter((key) => key.expiration > now && equalBytes(key.principal, principal))
      .map((key) => key.pubkey);
  }

  get count(): number {
    let count = 0;
    for (const keys of this.#byAnchor.values()) count += keys.length;
    return count;
  }

  #prune(now: bigint): void {
    for (let i = 0; i < PRUNED_AT_MOST; i++) {
      const oldest = this.#queue[this.#queueStart];
      if (oldest === undefined || oldest.expiration > now) break;
      this.#queueStart += 1;
      this.#keep(oldest.anchorNumber, (key) => key !== oldest);
    }
    if (this.#queueStart > PRUNED_AT_MOST && this.#queueStart * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#queueStart);
      this.#queueStart = 0;
    }
  }

  #keep(anchorNumber: bigint, wanted: (key: TempKey) => boolean): void {
    const keys = this.#byAnchor.get(anchorNumber);
    if (keys === undefined) return;
    const kept = keys.filter(wanted);
    if (kept.length === 0) this.#byAnchor.delete(anchorNumber);
    else this.#byAnchor.set(anchorNumber, kept);
  }
}
