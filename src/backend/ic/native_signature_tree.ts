import { emptyHash, FORK_DOMAIN, LABELED_DOMAIN, leafHash } from '../certified/hash_tree.ts';
import type { SignatureLabels, SignatureTree } from '../certified/signature_tree.ts';
import type { NativeCall } from './native_frames.ts';
import { OPERATION, SIGNATURE_TREE_FRAME } from './native_layout.ts';

const { ANSWER, ROOT, USED, SEED, MESSAGE, NODES, NODE_BYTES, NODE_HASH, WITNESS_ROOM } =
  SIGNATURE_TREE_FRAME;
const { LEAF_HASH, FORK, LABELED } = SIGNATURE_TREE_FRAME;

const HASH_LENGTH = 32;
/** Nodes that an addition takes at most: a leaf and a branch in both trees. */
const NODES_PER_ADD = 4;
/** Bytes of the frame of an empty tree: some hundred messages fit. */
const FIRST_SIZE = 64 * 1024;

/**
 * A signature tree in one array, which is the frame of the native functions that change, hash and show it. It doubles
 * when it is full. Create it at install or upgrade: memory first grown in a query is lost after it.
 */
export class NativeSignatureTree implements SignatureTree {
  readonly #call: NativeCall;
  #bytes: Uint8Array;
  #words: Uint32Array;

  /** @param size bytes to begin with */
  constructor(call: NativeCall, size = FIRST_SIZE) {
    this.#call = call;
    this.#bytes = new Uint8Array(size);
    this.#words = new Uint32Array(this.#bytes.buffer);
    this.#words[USED / 4] = NODES;
    this.#bytes.set(leafHash(new Uint8Array(0)), LEAF_HASH);
    this.#bytes.set(FORK_DOMAIN, FORK);
    this.#bytes.set(LABELED_DOMAIN, LABELED);
  }

  add({ seedHash, messageHash }: SignatureLabels): number {
    this.#makeRoom();
    this.#bytes.set(seedHash, SEED);
    this.#bytes.set(messageHash, MESSAGE);
    this.#run(OPERATION.TREE_ADD);
    return ((this.#words[ANSWER / 4]! - NODES) / NODE_BYTES) | 0;
  }

  remove(number: number): void {
    this.#words[ANSWER / 4] = NODES + number * NODE_BYTES;
    this.#run(OPERATION.TREE_REMOVE);
  }

  hash(): Uint8Array {
    const top = this.#words[ROOT / 4]!;
    if (top === 0) return emptyHash();
    this.#run(OPERATION.TREE_HASH);
    return this.#bytes.slice(top + NODE_HASH, top + NODE_HASH + HASH_LENGTH);
  }

  witness({ seedHash, messageHash }: SignatureLabels): Uint8Array | null {
    this.#bytes.set(seedHash, SEED);
    this.#bytes.set(messageHash, MESSAGE);
    this.#run(OPERATION.TREE_WITNESS);
    const length = this.#words[ANSWER / 4]!;
    const start = this.#words[USED / 4]!;
    return length === 0 ? null : this.#bytes.slice(start, start + length);
  }

  #run(operation: number): void {
    this.#words[0] = operation;
    this.#call(this.#bytes);
  }

  /** Makes sure that an addition finds nodes, and a witness room behind them. */
  #makeRoom(): void {
    const size = this.#bytes.length;
    if (this.#words[USED / 4]! + NODES_PER_ADD * NODE_BYTES + WITNESS_ROOM <= size) return;
    const larger = new Uint8Array(2 * size);
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#words = new Uint32Array(larger.buffer);
  }
}
