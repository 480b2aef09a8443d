/**
 * Principals that may act for a device for ten minutes after its registration, before the device itself was ever
 * used (contract, 2.6). At most one per anchor and device; kept in the heap, so an upgrade ends them.
 *
 * Twenty thousand people may register at once, so keys are packed: objects take three times as much. They stand one
 * behind the other in blocks, in the order in which they end, since all live equally long. A key, numbers big-endian:
 *
 *     0   8  end, nanoseconds since 1970; 0 for a key that was dropped
 *     8   8  anchor number
 *    16   4  number of the key before it in its row, 0 for none
 *    20  28  SHA-224 of the device's key
 *    48  30  length of the principal, and the principal
 *
 * Keys are numbered from 1 in their order. Those whose anchor numbers end alike are a row, from the newest to the
 * oldest: whoever follows one stops at the first that was forgotten, so forgetting changes no row.
 */
import { equalBytes } from '../encoding/bytes.ts';
import { KEY_DIGEST_LENGTH, keyDigest } from '../encoding/principal.ts';
import { characters } from '../encoding/utf8.ts';

export const TEMP_KEY_LIFETIME_NS = 600_000_000_000n;
const PRUNED_AT_MOST = 100;

const ANCHOR = 8;
const BEFORE = 16;
const DIGEST = 20;
const LENGTH = DIGEST + KEY_DIGEST_LENGTH;
const PRINCIPAL = LENGTH + 1;
const KEY_BYTES = PRINCIPAL + 29;
const KEYS_PER_BLOCK = 256;

const ROWS = 4096;
const ROW_MASK = BigInt(ROWS - 1);

const DROPPED = 0n;
const NO_DEVICES: readonly string[] = [];

export class TempKeys {
  /** Blocks with keys that are kept; the first one may begin with some that were forgotten. */
  readonly #blocks: DataView[] = [];
  /** Number of the oldest key that is kept, and the one that the next key gets. */
  #oldest = 1;
  #next = 1;
  #count = 0;
  /** Number of the newest key of each row. */
  readonly #rows = new Int32Array(ROWS);

  /** @param principal - at most 29 bytes */
  add(anchorNumber: bigint, pubkey: Uint8Array, principal: Uint8Array, now: bigint): void {
    const digest = keyDigest(pubkey);
    this.#drop(anchorNumber, digest);
    const number = this.#next++;
    if (this.#blockOf(number) === undefined) {
      this.#blocks.push(new DataView(new ArrayBuffer(KEYS_PER_BLOCK * KEY_BYTES)));
    }
    const row = Number(anchorNumber & ROW_MASK);
    const block = this.#blockOf(number)!;
    const at = offsetOf(number);
    block.setBigUint64(at, now + TEMP_KEY_LIFETIME_NS);
    block.setBigUint64(at + ANCHOR, anchorNumber);
    block.setUint32(at + BEFORE, this.#rows[row]!);
    block.setUint8(at + LENGTH, principal.length);
    bytesAt(block, at + DIGEST, KEY_DIGEST_LENGTH).set(digest);
    bytesAt(block, at + PRINCIPAL, principal.length).set(principal);
    this.#rows[row] = number;
    this.#count += 1;
  }

  /** Ends the temporary key of a device of an anchor, if it has one. */
  drop(anchorNumber: bigint, pubkey: Uint8Array): void {
    if (this.#count > 0) this.#drop(anchorNumber, keyDigest(pubkey));
  }

  /**
   * Devices of the anchor for which this principal may act now, by the digests of their keys, whose characters stand
   * for bytes. Forgets up to 100 keys that are over.
   */
  devicesOf(anchorNumber: bigint, principal: Uint8Array, now: bigint): readonly string[] {
    if (this.#oldest === this.#next) return NO_DEVICES;
    this.#prune(now);
    let devices = NO_DEVICES;
    for (let number = this.#newestOf(anchorNumber); number > 0; number = this.#before(number, anchorNumber)) {
      const block = this.#blockOf(number)!;
      const at = offsetOf(number);
      if (
        block.getBigUint64(at) > now &&
        equalBytes(bytesAt(block, at + PRINCIPAL, block.getUint8(at + LENGTH)), principal)
      ) {
        devices = [...devices, characters(bytesAt(block, at + DIGEST, KEY_DIGEST_LENGTH))];
      }
    }
    return devices;
  }

  /** Keys in memory: those dropped early are among them until their time is over. */
  get kept(): number {
    return this.#next - this.#oldest;
  }

  /** Keys that were neither dropped nor forgotten. */
  get count(): number {
    return this.#count;
  }

  #drop(anchorNumber: bigint, digest: Uint8Array): void {
    for (let number = this.#newestOf(anchorNumber); number > 0; number = this.#before(number, anchorNumber)) {
      const block = this.#blockOf(number)!;
      const at = offsetOf(number);
      if (
        block.getBigUint64(at) === DROPPED ||
        !equalBytes(bytesAt(block, at + DIGEST, KEY_DIGEST_LENGTH), digest)
      ) {
        continue;
      }
      block.setBigUint64(at, DROPPED);
      this.#count -= 1;
    }
  }

  #prune(now: bigint): void {
    for (let i = 0; i < PRUNED_AT_MOST && this.#oldest < this.#next; i++) {
      const end = this.#blocks[0]!.getBigUint64(offsetOf(this.#oldest));
      if (end > now) return;
      if (end !== DROPPED) this.#count -= 1;
      if (this.#oldest % KEYS_PER_BLOCK === 0) this.#blocks.shift();
      this.#oldest += 1;
    }
  }

  /** Number of the newest key of an anchor; 0 when it has none. */
  #newestOf(anchorNumber: bigint): number {
    return this.#find(this.#rows[Number(anchorNumber & ROW_MASK)]!, anchorNumber);
  }

  /** Number of the next older key of an anchor than one; 0 when it has none. */
  #before(number: number, anchorNumber: bigint): number {
    return this.#find(this.#blockOf(number)!.getUint32(offsetOf(number) + BEFORE), anchorNumber);
  }

  /** The first key of an anchor in its row, from one on; 0 when there is none. */
  #find(from: number, anchorNumber: bigint): number {
    let number = from;
    while (number >= this.#oldest) {
      const block = this.#blockOf(number)!;
      const at = offsetOf(number);
      if (block.getBigUint64(at + ANCHOR) === anchorNumber) return number;
      number = block.getUint32(at + BEFORE);
    }
    return 0;
  }

  #blockOf(number: number): DataView | undefined {
    return this.#blocks[blockNumber(number) - blockNumber(this.#oldest)];
  }
}

function blockNumber(number: number): number {
  return Math.floor((number - 1) / KEYS_PER_BLOCK);
}

function offsetOf(number: number): number {
  return ((number - 1) % KEYS_PER_BLOCK) * KEY_BYTES;
}

function bytesAt({ buffer }: DataView, at: number, length: number): Uint8Array {
  return new Uint8Array(buffer, at, length);
}
