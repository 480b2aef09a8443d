/**
 * Messages that this canister signs by certifying them (contract, 3.5): under `sig`, the hash of the seed leads to
 * the hash of the message, which leads to an empty leaf. A signature lives until its expiry; adding one that is
 * there already extends it. Lives in the heap: after an upgrade nothing is signed.
 */
import type { DomainSeparator } from '../encoding/domain_separator.ts';
import { sha256, sha256Concat } from '../encoding/sha256.ts';
import { DigestTree } from './digest_tree.ts';
import { type Expiring, ExpirationQueue } from './expiration_queue.ts';
import { EMPTY_LEAF_CBOR, leafHash } from './hash_tree.ts';

export const SIGNATURE_LIFETIME_NS = 60_000_000_000n;
/** Expired signatures that one addition removes at most, so that no caller pays for everyone. */
export const PRUNED_PER_ADD = 50;

/** Hash of what every message leads to. */
let leafOfNothing: Uint8Array | null = null;
const SHOWN_LEAF: readonly Uint8Array[] = [EMPTY_LEAF_CBOR];

/** A message in the domain that says what kind of message it is. */
export interface SignedMessage {
  /** 32 bytes for delegations. */
  readonly seed: Uint8Array;
  readonly domain: DomainSeparator;
  readonly message: Uint8Array;
}

class Signature implements Expiring {
  readonly seedHash: Uint8Array;
  readonly messageHash: Uint8Array;
  expiration: bigint;
  position = 0;

  constructor(seedHash: Uint8Array, messageHash: Uint8Array, expiration: bigint) {
    this.seedHash = seedHash;
    this.messageHash = messageHash;
    this.expiration = expiration;
  }

  hash(): Uint8Array {
    leafOfNothing ??= leafHash(new Uint8Array(0));
    return leafOfNothing;
  }
}

export class SignatureMap {
  readonly #seeds = new DigestTree<DigestTree<Signature>>();
  readonly #queue = new ExpirationQueue<Signature>();

  /** Number of signatures that are there, expired ones that were not pruned yet included. */
  get size(): number {
    return this.#queue.size;
  }

  /** Signs a message for as long as `lifetime` nanoseconds, after removing up to fifty whose time is over. */
  add(signed: SignedMessage, now: bigint, lifetime: bigint = SIGNATURE_LIFETIME_NS): void {
    this.#prune(now);
    const seedHash = sha256(signed.seed);
    const messageHash = hashOfMessage(signed);
    const expiration = now + lifetime;
    const messages = this.#seeds.get(seedHash) ?? new DigestTree<Signature>();
    const known = messages.get(messageHash);
    if (known !== null) {
      if (known.expiration < expiration) this.#queue.extend(known, expiration);
      return;
    }
    const signature = new Signature(seedHash, messageHash, expiration);
    this.#queue.push(signature);
    messages.set(messageHash, signature);
    this.#seeds.set(seedHash, messages);
  }

  /**
   * The tree below `sig` with only this message shown, as parts of its CBOR, or null when it is not signed.
   */
  witness(signed: SignedMessage): readonly Uint8Array[] | null {
    return this.#seeds.witness(sha256(signed.seed), (messages) =>
      messages.witness(hashOfMessage(signed), () => SHOWN_LEAF),
    );
  }

  /** Hash of the tree below `sig`, 32 bytes. */
  hash(): Uint8Array {
    return this.#seeds.hash();
  }

  #prune(now: bigint): void {
    for (let i = 0; i < PRUNED_PER_ADD; i++) {
      const expired = this.#queue.popExpired(now);
      if (expired === null) return;
      const messages = this.#seeds.get(expired.seedHash);
      if (messages === null || !messages.delete(expired.messageHash)) {
        throw new Error('a queued signature is not in the tree');
      }
      if (messages.isEmpty()) this.#seeds.delete(expired.seedHash);
      else this.#seeds.set(expired.seedHash, messages);
    }
  }
}

/** The label of a message: its domain, then the message, hashed. */
function hashOfMessage({ domain, message }: SignedMessage): Uint8Array {
  return sha256Concat(domain, message);
}
