/**
 * Representation-independent hash of a map (IC interface specification, "Representation-independent hashing of
 * structured data"): SHA-256 over the sorted pairs SHA-256(name) || SHA-256(value).
 */
import { compareBytes, concatBytes, utf8 } from './bytes.ts';
import { unsignedLeb128 } from './leb128.ts';
import { sha256, sha256Concat } from './sha256.ts';

/** A field's value: bytes and texts are hashed as they are, numbers as unsigned LEB128, arrays element by element. */
export type HashableValue = Uint8Array | string | bigint | readonly HashableValue[];

/** Hash of one value, 32 bytes. */
function hashOfValue(value: HashableValue): Uint8Array {
  if (value instanceof Uint8Array) return sha256(value);
  if (typeof value === 'string') return sha256(utf8(value));
  if (typeof value === 'bigint') return sha256(unsignedLeb128(value));
  return sha256Concat(...value.map(hashOfValue));
}

/** Hash of a map given as pairs, 32 bytes. A name may occur more than once, as header names do. */
export function hashOfMap(fields: readonly (readonly [string, HashableValue])[]): Uint8Array {
  return hashOfPairs(fields.map(([name, value]) => hashedPair(name, value)));
}

/** As {@link hashOfMap}, of pairs that are in the order of their names' hashes already. */
export function hashOfSortedMap(fields: readonly (readonly [string, HashableValue])[]): Uint8Array {
  const hashes: Uint8Array[] = [];
  for (let i = 0; i < fields.length; i++) {
    const [name, value] = fields[i] as readonly [string, HashableValue];
    hashes.push(hashOfName(name), hashOfValue(value));
  }
  return sha256Concat(...hashes);
}

/** What one field adds to a map's hash, 64 bytes: for whoever hashes many maps that share fields. */
export function hashedPair(name: string, value: HashableValue): Uint8Array {
  return concatBytes(hashOfName(name), hashOfValue(value));
}

/** Names are few and known ahead, never a caller's: each is hashed once. */
const nameHashes = new Map<string, Uint8Array>();

/** Hash of a field's name, 32 bytes. */
export function hashOfName(name: string): Uint8Array {
  let hash = nameHashes.get(name);
  if (hash === undefined) {
    hash = sha256(utf8(name));
    nameHashes.set(name, hash);
  }
  return hash;
}

/** Hash of a map from its {@link hashedPair}s in any order, 32 bytes. */
export function hashOfPairs(pairs: readonly Uint8Array[]): Uint8Array {
  return sha256Concat(...[...pairs].sort(compareBytes));
}
