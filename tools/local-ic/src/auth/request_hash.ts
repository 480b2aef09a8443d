/**
 * Representation-independent hash of the IC interface specification: a map hashes to SHA-256 of its pairs
 * `SHA-256(name) · hash(value)`, sorted bytewise. Naturals hash as their LEB128 form, arrays as the joined hashes of
 * their elements.
 */
import { compareBytes, concatBytes, utf8 } from '../encoding/bytes.ts';
import { encodeLeb128 } from '../encoding/leb128.ts';
import { sha256 } from '../encoding/sha256.ts';

export type Hashable = string | bigint | Uint8Array | readonly Hashable[] | HashableMap;
/** Fields that are undefined count as absent. */
export interface HashableMap {
  readonly [name: string]: Hashable | undefined;
}

/** Hash of a map, 32 bytes; of a request's content it is the request id. */
export function hashOfMap(map: HashableMap): Uint8Array {
  const pairs: Uint8Array[] = [];
  for (const [name, value] of Object.entries(map)) {
    if (value !== undefined) pairs.push(concatBytes(sha256(utf8(name)), hashOfValue(value)));
  }
  return sha256(...pairs.sort(compareBytes));
}

function hashOfValue(value: Hashable): Uint8Array {
  if (typeof value === 'string') return sha256(utf8(value));
  if (typeof value === 'bigint') return sha256(encodeLeb128(value));
  if (value instanceof Uint8Array) return sha256(value);
  if (isArray(value)) return sha256(...value.map(hashOfValue));
  return hashOfMap(value);
}

function isArray(value: readonly Hashable[] | HashableMap): value is readonly Hashable[] {
  return Array.isArray(value);
}
