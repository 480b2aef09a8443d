/**
 * Principals that may act for a device for ten minutes after its registration, before the device itself was ever
 * used (contract, 2.6). At most one per anchor and device; kept in the heap, so an upgrade ends them.
 *
 * Twenty thousand people may register at once, so a key is one string, whose characters stand for bytes: an object
 * with arrays takes five times as much. Its end, nanoseconds since 1970 in 8 bytes big-endian, comes first, so that
 * keys are compared with a time as strings; the digest of the device's key and the principal follow.
 */
import { KEY_DIGEST_LENGTH, keyDigest } from '../encoding/principal.ts';
import { characters } from '../encoding/utf8.ts';

export const TEMP_KEY_LIFETIME_NS = 600_000_000_000n;
const PRUNED_AT_MOST = 100;

const TIME_LENGTH = 8;
const PRINCIPAL = TIME_LENGTH + KEY_DIGEST_LENGTH;
/** Behind any byte: what ends at a time itself comes before the time's own string. */
const BEHIND_BYTES = '\u0100';

const NONE: readonly string[] = [];

type TempKey = string;

export class TempKeys {
  /** The key of an anchor, or those of its devices when it has several. */
  readonly #byAnchor = new Map<bigint, TempKey | readonly TempKey[]>();
  /** Oldest first: all live equally long. Keys dropped early stay here until their time is over. */
  #queue: TempKey[] = [];
  #anchorsInQueue: bigint[] = [];
  #queueStart = 0;
  #count = 0;

  add(anchorNumber: bigint, pubkey: Uint8Array, principal: Uint8Array, now: bigint): void {
    this.drop(anchorNumber, pubkey);
    const key =
      timeString(now + TEMP_KEY_LIFETIME_NS) + characters(keyDigest(pubkey)) + characters(principal);
    const others = this.#byAnchor.get(anchorNumber);
    this.#byAnchor.set(anchorNumber, others === undefined ? key : [...listOf(others), key]);
    this.#count += 1;
    this.#queue.push(key);
    this.#anchorsInQueue.push(anchorNumber);
  }

  /** Ends the temporary key of a device of an anchor, if it has one. */
  drop(anchorNumber: bigint, pubkey: Uint8Array): void {
    if (!this.#byAnchor.has(anchorNumber)) return;
    const digest = characters(keyDigest(pubkey));
    this.#keep(anchorNumber, (key) => deviceOf(key) !== digest);
  }

  /**
   * Devices of the anchor for which this principal may act now, by the digests of their keys, whose characters stand
   * for bytes. Forgets up to 100 keys that are over.
   */
  devicesOf(anchorNumber: bigint, principal: Uint8Array, now: bigint): readonly string[] {
    if (this.#queueStart === this.#queue.length) return NONE;
    const time = timeString(now) + BEHIND_BYTES;
    this.#prune(time);
    const keys = this.#byAnchor.get(anchorNumber);
    if (keys === undefined) return NONE;
    const wanted = characters(principal);
    return listOf(keys)
      .filter((key) => key > time && key.slice(PRINCIPAL) === wanted)
      .map(deviceOf);
  }

  /** Keys in memory: those dropped early are among them until their time is over. */
  get queueLength(): number {
    return this.#queue.length;
  }

  get count(): number {
    return this.#count;
  }

  #prune(time: string): void {
    for (let i = 0; i < PRUNED_AT_MOST; i++) {
      const oldest = this.#queue[this.#queueStart];
      if (oldest === undefined || oldest > time) break;
      this.#keep(this.#anchorsInQueue[this.#queueStart]!, (key) => key !== oldest);
      this.#queueStart += 1;
    }
    if (this.#queueStart > PRUNED_AT_MOST && this.#queueStart * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#queueStart);
      this.#anchorsInQueue = this.#anchorsInQueue.slice(this.#queueStart);
      this.#queueStart = 0;
    }
  }

  #keep(anchorNumber: bigint, wanted: (key: TempKey) => boolean): void {
    const keys = this.#byAnchor.get(anchorNumber);
    if (keys === undefined) return;
    const before = listOf(keys);
    const [first, ...others] = before.filter(wanted);
    this.#count -= before.length - others.length - (first === undefined ? 0 : 1);
    if (first === undefined) this.#byAnchor.delete(anchorNumber);
    else this.#byAnchor.set(anchorNumber, others.length === 0 ? first : [first, ...others]);
  }
}

const listOf = (keys: TempKey | readonly TempKey[]): readonly TempKey[] =>
  typeof keys === 'string' ? [keys] : keys;

const deviceOf = (key: TempKey): string => key.slice(TIME_LENGTH, PRINCIPAL);

function timeString(time: bigint): string {
  const bytes = new Uint8Array(TIME_LENGTH);
  new DataView(bytes.buffer).setBigUint64(0, time);
  return characters(bytes);
}
