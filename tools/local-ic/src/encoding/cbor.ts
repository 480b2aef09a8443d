/**
 * CBOR as the IC's HTTP interface uses it: the self-describing tag (55799) in front, text keys, definite or
 * indefinite lengths, integers up to 64 bits. Input is hostile: size, depth and number of items are bounded
 * before anything is built.
 */
import { decode, encode } from 'cborg';
import { concatBytes } from './bytes.ts';

/** A decoded value. Integers beyond 2^53 are bigints, smaller ones numbers: read them with {@link cborNatural}. */
export type CborValue =
  null | boolean | number | bigint | string | Uint8Array | readonly CborValue[] | CborMap;
export type CborMap = ReadonlyMap<CborValue, CborValue>;

export type CborResult =
  { readonly ok: true; readonly value: CborValue } | { readonly ok: false; readonly reason: string };

const SELF_DESCRIBING_TAG = new Uint8Array([0xd9, 0xd9, 0xf7]);
const MAX_DEPTH = 128;
const MAX_ITEMS = 200_000;
const BREAK = 0xff;

/**
 * Decodes exactly one item and nothing behind it.
 * Refuses: tags other than 55799, duplicate keys, nesting over 128 levels, more than 200,000 items.
 */
export function decodeCbor(bytes: Uint8Array): CborResult {
  const shape = checkShape(bytes);
  if (shape !== undefined) return { ok: false, reason: shape };
  try {
    const value = decode(bytes, {
      useMaps: true,
      rejectDuplicateMapKeys: true,
      allowUndefined: false,
      tags: TAGS,
    }) as CborValue;
    return { ok: true, value };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Encodes with the self-describing tag in front. Plain objects become maps with text keys. */
export function encodeCbor(value: unknown): Uint8Array {
  return concatBytes(SELF_DESCRIBING_TAG, encode(value));
}

/** The natural number that a decoded value is, or nothing. */
export function cborNatural(value: CborValue | undefined): bigint | undefined {
  if (typeof value === 'bigint') return value >= 0n ? value : undefined;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? BigInt(value) : undefined;
}

const TAGS: ((inner: CborValue) => CborValue)[] = [];
TAGS[55799] = (inner) => inner;

/**
 * Walks over the item heads without recursion. The decoder recurses, and would overflow the stack on
 * nesting, or allocate for lengths that the input does not hold.
 * @returns what is wrong, or nothing
 */
function checkShape(bytes: Uint8Array): string | undefined {
  // Items still expected at each open level; -1 for an indefinite length.
  const open: number[] = [];
  let offset = 0;
  let items = 0;
  do {
    if (offset >= bytes.length) return 'CBOR ends early';
    if (++items > MAX_ITEMS) return `CBOR has more than ${MAX_ITEMS} items`;
    const head = bytes[offset]!;
    if (head === BREAK) {
      if (open.at(-1) !== -1) return 'CBOR break outside of an indefinite item';
      offset++;
      open.pop();
      closeFull(open);
      continue;
    }
    const argument = readArgument(bytes, offset);
    if (argument === undefined) return 'CBOR has a malformed item head';
    offset = argument.next;
    if (open.length > 0 && open[open.length - 1]! > 0) open[open.length - 1]!--;
    const major = head >> 5;
    if (major === 2 || major === 3) {
      if (argument.indefinite) open.push(-1);
      else {
        if (argument.value > bytes.length - offset) return 'CBOR ends early';
        offset += argument.value;
      }
    } else if (major === 4 || major === 5) {
      const count = major === 5 ? argument.value * 2 : argument.value;
      if (argument.indefinite) open.push(-1);
      else if (count > bytes.length - offset) return 'CBOR ends early';
      else if (count > 0) open.push(count);
    } else if (major === 6) {
      open.push(1);
    }
    if (open.length > MAX_DEPTH) return `CBOR is nested deeper than ${MAX_DEPTH} levels`;
    closeFull(open);
  } while (open.length > 0);
  return offset === bytes.length ? undefined : 'CBOR has bytes behind its end';
}

/** Closes the levels whose last item has been read. */
function closeFull(open: number[]): void {
  while (open.length > 0 && open[open.length - 1] === 0) open.pop();
}

function readArgument(
  bytes: Uint8Array,
  offset: number,
): { value: number; next: number; indefinite: boolean } | undefined {
  const head = bytes[offset]!;
  const info = head & 0x1f;
  const major = head >> 5;
  if (info < 24) return { value: info, next: offset + 1, indefinite: false };
  if (info === 31) {
    // Only strings, arrays and maps may have an indefinite length.
    return major >= 2 && major <= 5 ? { value: 0, next: offset + 1, indefinite: true } : undefined;
  }
  if (info > 27) return undefined;
  const width = 1 << (info - 24);
  if (offset + 1 + width > bytes.length) return undefined;
  let value = 0;
  for (let i = 1; i <= width; i++) value = value * 256 + bytes[offset + i]!;
  return { value, next: offset + 1 + width, indefinite: false };
}
