/**
 * The tree of signed messages (contract, 3.5): the hash of the seed leads to the hash of the message, which leads to an
 * empty leaf. The plain form stands here, over objects; a build with native code brings its own, which agrees with it.
 */
import { joinBytes } from '../encoding/bytes.ts';
import { DigestTree } from './digest_tree.ts';
import { EMPTY_LEAF_CBOR, leafHash } from './hash_tree.ts';

declare const __NATIVE__: boolean | undefined;

/** Labels of a message in the tree, 32 bytes each. */
export interface SignatureLabels {
  readonly seedHash: Uint8Array;
  readonly messageHash: Uint8Array;
}

export interface SignatureTree {
  /** Adds a message. @returns a small number for it: the one that it has when it is there already, else one that is free */
  add(labels: SignatureLabels): number;
  /** Removes the message with a number. */
  remove(number: number): void;
  /** Root hash, 32 bytes. Computes again only what lies above changes. */
  hash(): Uint8Array;
  /** CBOR of the tree with only this message shown, or null when it is not there. */
  witness(labels: SignatureLabels): Uint8Array | null;
}

/** Hash of what every message leads to. */
let leafOfNothing: Uint8Array | null = null;
const SHOWN_LEAF: readonly Uint8Array[] = [EMPTY_LEAF_CBOR];

class SignedLeaf {
  readonly seedHash: Uint8Array;
  readonly messageHash: Uint8Array;
  readonly number: number;

  constructor({ seedHash, messageHash }: SignatureLabels, number: number) {
    this.seedHash = seedHash.slice();
    this.messageHash = messageHash.slice();
    this.number = number;
  }

  hash(): Uint8Array {
    leafOfNothing ??= leafHash(new Uint8Array(0));
    return leafOfNothing;
  }
}

export class PlainSignatureTree implements SignatureTree {
  readonly #seeds = new DigestTree<DigestTree<SignedLeaf>>();
  readonly #leaves = new Map<number, SignedLeaf>();
  /** Numbers that were given back. */
  readonly #free: number[] = [];

  add(labels: SignatureLabels): number {
    const messages = this.#seeds.get(labels.seedHash) ?? new DigestTree<SignedLeaf>();
    const known = messages.get(labels.messageHash);
    if (known !== null) return known.number;
    const leaf = new SignedLeaf(labels, this.#free.pop() ?? this.#leaves.size);
    this.#leaves.set(leaf.number, leaf);
    messages.set(leaf.messageHash, leaf);
    this.#seeds.set(leaf.seedHash, messages);
    return leaf.number;
  }

  remove(number: number): void {
    const leaf = this.#leaves.get(number);
    if (leaf === undefined) throw new Error('no message has this number');
    this.#leaves.delete(number);
    this.#free.push(number);
    const messages = this.#seeds.get(leaf.seedHash) as DigestTree<SignedLeaf>;
    messages.delete(leaf.messageHash);
    if (messages.isEmpty()) this.#seeds.delete(leaf.seedHash);
    else this.#seeds.set(leaf.seedHash, messages);
  }

  hash(): Uint8Array {
    return this.#seeds.hash();
  }

  witness({ seedHash, messageHash }: SignatureLabels): Uint8Array | null {
    const parts = this.#seeds.witness(seedHash, (messages) =>
      messages.witness(messageHash, () => SHOWN_LEAF),
    );
    return parts === null ? null : joinBytes(parts);
  }
}

/** A build with native code leaves the plain form out, which takes room. */
let create: (() => SignatureTree) | null =
  typeof __NATIVE__ !== 'undefined' && __NATIVE__ ? null : () => new PlainSignatureTree();

/** An empty tree. */
export function newSignatureTree(): SignatureTree {
  return create!();
}

/** Makes trees native from now on. */
export function installNativeSignatureTree(native: () => SignatureTree): void {
  create = native;
}
