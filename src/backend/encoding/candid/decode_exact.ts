import { charge, readBlob, readFlag, readUnsigned } from './message_reader.ts';
import { CandidError } from './candid_error.ts';
import { readPrimitive } from './primitive_readers.ts';
import { enterValue } from './skip.ts';
import * as code from './type_code.ts';
import type { ExpectedType, TypeRef } from './type_code.ts';

/** Reads a value whose declared type is the expected one, so that nothing has to be compared. */
export function readExactValue(types: readonly ExpectedType[], to: TypeRef, depth: number): unknown {
  if (to < 0) return readPrimitive(to);
  const type = types[to] as ExpectedType;
  const kind = type[0];
  if (kind === code.BLOB) return readBlob();
  enterValue(depth);
  const inner = type[1] as TypeRef;
  if (kind === code.OPT) return readFlag() ? readExactValue(types, inner, depth + 1) : null;
  if (kind === code.RECORD) {
    const record: Record<string, unknown> = {};
    for (let field = 2; field < type.length; field += 3) {
      record[type[field] as string] = readExactValue(types, type[field + 1] as TypeRef, depth + 1);
    }
    return record;
  }
  if (kind === code.VARIANT) {
    const field = readUnsigned() * 3 + 2;
    if (field >= type.length) throw new CandidError('Candid message has a variant out of range');
    const tag = type[field];
    const payload = type[field + 1] as TypeRef;
    return payload === code.NULL ? { tag } : { tag, value: readExactValue(types, payload, depth + 1) };
  }
  if (kind === code.TUPLE) {
    const items: unknown[] = [];
    for (let item = 1; item < type.length; item++) {
      items.push(readExactValue(types, type[item] as TypeRef, depth + 1));
    }
    return items;
  }
  if (kind === code.WRAPPED_OPT) return readFlag() ? { some: readExactValue(types, inner, depth + 1) } : null;
  const count = readUnsigned();
  charge(count);
  const items: unknown[] = [];
  while (items.length < count) items.push(readExactValue(types, inner, depth + 1));
  return items;
}
