import { CandidError } from './candid_error.ts';
import {
  MAX_STEPS,
  charge,
  position,
  readBigNumber,
  readBlob,
  readFlag,
  readUnsigned,
  rewind,
} from './message_reader.ts';
import { readPrimitive } from './primitive_readers.ts';
import { enterValue, readVariantIndex, skipValue } from './skip.ts';
import * as code from './type_code.ts';
import type { ExpectedType, TypeRef } from './type_code.ts';
import { readMessageHeader } from './wire_type_table.ts';
import type { WireType } from './wire_type_table.ts';

/** The answer for a well-formed value of another type: an option around it becomes null. */
const MISMATCH = Symbol('mismatch');

let expected: readonly ExpectedType[] = [];
let wire: readonly WireType[] = [];

/**
 * Reads the values of a message at the expected types, whatever types the sender declared, as Candid's rules for
 * compatible interfaces allow: values and fields that are not expected are skipped, those that are missing are null
 * where the type has null, and an option whose content is of another type is null.
 *
 * @param types - the table that `args` and its entries refer to
 * @param steps - what the message may cost
 * @throws CandidError when the message is malformed, does not fit, or is too much work
 * @see Candid specification, "Coercion semantics"
 */
export function readAnyMessage(
  types: readonly ExpectedType[],
  args: readonly TypeRef[],
  message: Uint8Array,
  steps: number = MAX_STEPS,
): unknown[] {
  const header = readMessageHeader(message, steps);
  expected = types;
  wire = header.types;
  const values = args.map((type, index) => {
    const from = header.args[index];
    const value = from === undefined ? absent(type) : coerce(from, type, 0);
    if (value === MISMATCH) {
      throw new CandidError(
        `value ${index} of the Candid message is ${from === undefined ? 'missing' : 'of another type'}`,
      );
    }
    return value;
  });
  for (const type of header.args.slice(args.length)) skipValue(wire, type, 0);
  return values;
}

/** The value of an argument or field that was not sent. */
function absent(type: TypeRef): unknown {
  const kind = type < 0 ? type : (expected[type] as ExpectedType)[0];
  return kind === code.OPT || kind === code.WRAPPED_OPT || kind === code.NULL || kind === code.RESERVED
    ? null
    : MISMATCH;
}

/**
 * Reads a value of the declared type `from` as one of the expected type `to`. After MISMATCH the position is
 * anywhere in the value: whoever recovers goes back and skips it.
 */
function coerce(from: TypeRef, to: TypeRef, depth: number): unknown {
  enterValue(depth);
  if (to < 0) {
    if (from === to) return readPrimitive(to);
    if (to === code.INT && from === code.NAT) return readBigNumber(false);
    if (to !== code.RESERVED) return MISMATCH;
    skipValue(wire, from, depth);
    return null;
  }
  const type = expected[to] as ExpectedType;
  const kind = type[0];
  if (kind === code.OPT || kind === code.WRAPPED_OPT) return coerceOption(from, type, depth);
  const source = wire[from];
  if (source === undefined) return MISMATCH;
  if (kind === code.RECORD || kind === code.TUPLE) {
    return source[0] === code.RECORD ? coerceRecord(source, type, depth) : MISMATCH;
  }
  if (kind === code.VARIANT)
    return source[0] === code.VARIANT ? coerceVariant(source, type, depth) : MISMATCH;
  if (source[0] !== code.VEC) return MISMATCH;
  if (kind === code.BLOB) {
    if (source[1] === code.NAT8) return readBlob();
    // An empty vector fits, whatever its elements would have been.
    return readUnsigned() === 0 ? new Uint8Array() : MISMATCH;
  }
  const count = readUnsigned();
  charge(count);
  const items: unknown[] = [];
  while (items.length < count) {
    const item = coerce(source[1] as TypeRef, type[1] as TypeRef, depth + 1);
    if (item === MISMATCH) return MISMATCH;
    items.push(item);
  }
  return items;
}

/**
 * Merges the fields of both sides, which are in the order of their hashes: extra ones are skipped, missing ones must
 * be able to be null.
 */
function coerceRecord(source: WireType, type: ExpectedType, depth: number): unknown {
  const isTuple = type[0] === code.TUPLE;
  const stride = isTuple ? 1 : 3;
  const values: unknown[] = [];
  const record: Record<string, unknown> = {};
  let next = 1;
  for (let field = 1; field < type.length; field += stride) {
    const hash = isTuple ? field - 1 : (type[field] as number);
    for (; (source[next] as number) < hash; next += 2)
      skipValue(wire, source[next + 1] as TypeRef, depth + 1);
    const to = type[field + stride - 1] as TypeRef;
    let value;
    if (source[next] === hash) {
      value = coerce(source[next + 1] as TypeRef, to, depth + 1);
      next += 2;
    } else {
      charge(1);
      value = absent(to);
    }
    if (value === MISMATCH) return MISMATCH;
    if (isTuple) values.push(value);
    else record[type[field + 1] as string] = value;
  }
  for (; next < source.length; next += 2) skipValue(wire, source[next + 1] as TypeRef, depth + 1);
  return isTuple ? values : record;
}

function coerceVariant(source: WireType, type: ExpectedType, depth: number): unknown {
  const place = readVariantIndex(source);
  const hash = source[place - 1];
  for (let field = 1; field < type.length; field += 3) {
    if (type[field] !== hash) continue;
    const tag = type[field + 1];
    const payload = type[field + 2] as TypeRef;
    const value = coerce(source[place] as TypeRef, payload, depth + 1);
    if (value === MISMATCH) return MISMATCH;
    return payload === code.NULL ? { tag } : { tag, value };
  }
  return MISMATCH;
}

function coerceOption(from: TypeRef, type: ExpectedType, depth: number): unknown {
  if (from === code.NULL || from === code.RESERVED) return null;
  const source = wire[from];
  const inner = type[1] as TypeRef;
  let content = from;
  if (source?.[0] === code.OPT) {
    if (!readFlag()) return null;
    content = source[1] as TypeRef;
  } else if (absent(inner) !== MISMATCH) {
    // A bare value is taken for its option only where that cannot be mistaken for an inner null.
    skipValue(wire, from, depth + 1);
    return null;
  }
  const start = position();
  const value = coerce(content, inner, depth + 1);
  if (value === MISMATCH) {
    rewind(start);
    skipValue(wire, content, depth + 1);
    return null;
  }
  return type[0] === code.WRAPPED_OPT ? { some: value } : value;
}
