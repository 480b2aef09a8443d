/**
 * Messages that this canister signs by certifying them (contract, 3.5). A signature lives until its expiry; adding one
 * that is there already extends it. Lives in the heap: after an upgrade nothing is signed.
 */
import type { DomainSeparator } from '../encoding/domain_separator.ts';
import { sha256, sha256Concat } from '../encoding/sha256.ts';
import { type Expiring, ExpirationQueue } from './expiration_queue.ts';
import { type SignatureLabels, newSignatureTree } from './signature_tree.ts';

export const SIGNATURE_LIFETIME_NS = 60_000_000_000n;
/** Expired signatures that one addition removes at most, so that no caller pays for everyone. */
export const PRUNED_PER_ADD = 50;

/** Labels of a message in the domain that says what kind of message it is, signed by the key of a seed. */
export function signatureLabels(
  seed: Uint8Array,
  domain: DomainSeparator,
  message: Uint8Array,
): SignatureLabels {
  return { seedHash: sha256(seed), messageHash: sha256Concat(domain, message) };
}

interface Signature extends Expiring {
  /** In the tree. */
  readonly number: number;
}

export class SignatureMap {
  readonly #tree = newSignatureTree();
  readonly #queue = new ExpirationQueue<Signature>();
  /** By number. An array, because small numbers as keys of a map all fall into one place in the canister's engine. */
  readonly #signatures: (Signature | undefined)[] = [];

  /** Number of signatures that are there, expired ones that were not pruned yet included. */
  get size(): number {
    return this.#queue.size;
  }

  /** Signs a message for as long as `lifetime` nanoseconds, after removing up to fifty whose time is over. */
  add(labels: SignatureLabels, now: bigint, lifetime: bigint = SIGNATURE_LIFETIME_NS): void {
    this.#prune(now);
    const expiration = now + lifetime;
    const number = this.#tree.add(labels);
    const known = this.#signatures[number];
    if (known !== undefined) {
      if (known.expiration < expiration) this.#queue.extend(known, expiration);
      return;
    }
    const signature = { number, expiration, position: 0 };
    while (this.#signatures.length < number) this.#signatures.push(undefined);
    this.#signatures[number] = signature;
    this.#queue.push(signature);
  }

  /** Ends a signature before its time. */
  remove(labels: SignatureLabels): void {
    if (this.#tree.witness(labels) === null) return;
    const signature = this.#signatures[this.#tree.add(labels)] as Signature;
    this.#queue.remove(signature);
    this.#forget(signature);
  }

  /** CBOR of the tree below `sig` with only this message shown, or null when it is not signed. */
  witness(labels: SignatureLabels): Uint8Array | null {
    return this.#tree.witness(labels);
  }

  /** Hash of the tree below `sig`, 32 bytes. */
  hash(): Uint8Array {
    return this.#tree.hash();
  }

  #prune(now: bigint): void {
    for (let i = 0; i < PRUNED_PER_ADD; i++) {
      const expired = this.#queue.popExpired(now);
      if (expired === null) return;
      this.#forget(expired);
    }
  }

  #forget({ number }: Signature): void {
    this.#signatures[number] = undefined;
    this.#tree.remove(number);
  }
}
