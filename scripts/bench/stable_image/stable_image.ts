/** What a canister keeps in stable memory, opened outside of it: its maps by their memory ids. */
import type { StableMap } from '../../../src/backend/ic/ic.ts';
import { MemoryManager } from './memory_manager.ts';
import { StableTree } from './stable_tree.ts';

export class StableImage {
  readonly #manager: MemoryManager;
  readonly #trees = new Map<number, StableTree>();

  /** @param stable - stable memory of a canister that Azle's maps are in; it stays as it is */
  constructor(stable: Uint8Array) {
    this.#manager = new MemoryManager(stable);
  }

  /** Numbers of the memories in use. */
  memoryIds(): number[] {
    return Array.from({ length: 255 }, (_, id) => id).filter((id) => this.#manager.memory(id).pages > 0);
  }

  /** The map of a memory, made when there is none. */
  tree(memoryId: number): StableTree {
    let tree = this.#trees.get(memoryId);
    if (tree === undefined) {
      tree = new StableTree(this.#manager.memory(memoryId));
      this.#trees.set(memoryId, tree);
    }
    return tree;
  }

  /** The same map as the canister's stores use it. Nothing of what is measured removes entries. */
  stableMap(memoryId: number): StableMap {
    const tree = this.tree(memoryId);
    return {
      get: (key) => tree.get(key)?.slice() ?? null,
      has: (key) => tree.get(key) !== null,
      insert: (key, value) => tree.insert(key.slice(), value.slice()),
      remove: () => {
        throw new Error('an image of stable memory only grows');
      },
      size: () => tree.size,
    };
  }

  /** Stable memory as it is now. */
  bytes(): Uint8Array {
    for (const tree of this.#trees.values()) tree.save();
    return this.#manager.bytes();
  }
}
