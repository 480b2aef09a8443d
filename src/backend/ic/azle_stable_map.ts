import { StableBTreeMap } from 'azle';
import type { StableMap } from './ic.ts';

/** Keys and values are bytes already; Azle's own serialisation is JSON, ten times dearer and in the wrong order. */
const AS_IT_IS = { toBytes: (bytes: Uint8Array) => bytes, fromBytes: (bytes: Uint8Array) => bytes };

/** A map in stable memory by its memory id. */
export function openStableMap(memoryId: number): StableMap {
  const map = new StableBTreeMap<Uint8Array, Uint8Array>(memoryId, AS_IT_IS, AS_IT_IS);
  return {
    get: (key) => map.get(key) ?? null,
    has: (key) => map.containsKey(key),
    insert: (key, value) => {
      map.insert(key, value);
    },
    remove: (key) => map.remove(key) ?? null,
    size: () => map.len(),
  };
}
