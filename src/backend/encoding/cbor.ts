/**
 * The few CBOR items (RFC 8949) that canister signatures and HTTP certification need. Lengths are definite and in
 * their shortest form.
 */
import { concatBytes, joinBytes, utf8 } from './bytes.ts';

/** Tag 55799, which says that CBOR follows. */
export const CBOR_SELF_DESCRIBED: Uint8Array = Uint8Array.of(0xd9, 0xd9, 0xf7);

/** What comes before the bytes of a byte string. */
export function cborBytesHead(length: number): Uint8Array {
  return head(2, length);
}

/** A text string. */
export function cborText(value: string): Uint8Array {
  const bytes = utf8(value);
  return concatBytes(head(3, bytes.length), bytes);
}

/** An array of items that are encoded already. */
export function cborArray(...items: readonly Uint8Array[]): Uint8Array {
  return joinBytes([head(4, items.length), ...items]);
}

/** What comes before the keys and values of a map. */
export function cborMapHead(entries: number): Uint8Array {
  return head(5, entries);
}

function head(major: number, length: number): Uint8Array {
  const type = major << 5;
  if (length < 24) return Uint8Array.of(type | length);
  if (length < 0x100) return Uint8Array.of(type | 24, length);
  if (length < 0x10000) return Uint8Array.of(type | 25, length >> 8, length & 0xff);
  return Uint8Array.of(type | 26, length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff);
}
