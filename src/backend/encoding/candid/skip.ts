import { CandidError } from './candid_error.ts';
import { charge, readFlag, readPrincipal, readText, readUnsigned, take } from './message_reader.ts';
import { readPrimitive } from './primitive_readers.ts';
import * as code from './type_code.ts';
import type { TypeRef } from './type_code.ts';
import type { WireType } from './wire_type_table.ts';

/**
 * How deeply values may nest. One level is one frame of the JavaScript stack, and the canister's engine has room for
 * 500 to 600.
 */
const MAX_DEPTH = 100;

/** To be called for each value before it is read. */
export function enterValue(depth: number): void {
  charge(1);
  if (depth > MAX_DEPTH) throw new CandidError('Candid message nests too deeply');
}

/** Passes over a value of a declared type that nobody asked for. It must be well-formed all the same. */
export function skipValue(wire: readonly WireType[], type: TypeRef, depth: number): void {
  enterValue(depth);
  if (type < 0) {
    readPrimitive(type);
    return;
  }
  const entry = wire[type] as WireType;
  const inner = entry[1] as TypeRef;
  switch (entry[0]) {
    case code.OPT:
      if (readFlag()) skipValue(wire, inner, depth + 1);
      return;
    case code.VEC: {
      const count = readUnsigned();
      if (inner === code.NAT8) {
        take(count);
        return;
      }
      charge(count);
      for (let left = count; left > 0; left--) skipValue(wire, inner, depth + 1);
      return;
    }
    case code.RECORD:
      for (let field = 2; field < entry.length; field += 2)
        skipValue(wire, entry[field] as TypeRef, depth + 1);
      return;
    case code.VARIANT:
      skipValue(wire, entry[readVariantIndex(entry)] as TypeRef, depth + 1);
      return;
    case code.FUNC:
      if (!readFlag()) throw new CandidError('Candid message has an opaque reference');
      readPrincipal();
      readText();
      return;
    case code.SERVICE:
      readPrincipal();
      return;
    default: {
      // A type of a later Candid: its size in bytes, the number of references in it, and the bytes.
      const size = readUnsigned();
      readUnsigned();
      take(size);
    }
  }
}

/** Reads which of a variant's cases follows: the place of its type in the entry. */
export function readVariantIndex(entry: WireType): number {
  const place = readUnsigned() * 2 + 2;
  if (place >= entry.length) throw new CandidError('Candid message has a variant out of range');
  return place;
}
