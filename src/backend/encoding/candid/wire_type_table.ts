import { CandidError } from './candid_error.ts';
import {
  bytesLeft,
  charge,
  openMessage,
  readByte,
  readName,
  readSigned,
  readUint32,
  readUnsigned,
  take,
} from './message_reader.ts';
import * as code from './type_code.ts';
import type { TypeRef } from './type_code.ts';

/**
 * A type that the message declares: a code and what it is made of.
 * - OPT, VEC: the inner type
 * - RECORD, VARIANT: hash and type of each field, in the order of the hashes
 * - FUNC, SERVICE and codes below PRINCIPAL (types of a later Candid): nothing, their values can only be skipped
 */
export type WireType = readonly number[];

export interface MessageHeader {
  readonly types: readonly WireType[];
  /** The type of each value that follows. */
  readonly args: readonly TypeRef[];
}

const MAGIC = 0x4c444944; // "DIDL", little-endian

/**
 * Reads the head of a message up to its first value.
 * @throws CandidError when a type is malformed, refers to none, or its fields are not in strictly ascending order
 * @see Candid specification, "Binary Format", "Types"
 */
export function readMessageHeader(message: Uint8Array, steps: number): MessageHeader {
  openMessage(message, steps);
  if (bytesLeft() < 4 || readUint32() !== MAGIC) throw new CandidError('not a Candid message');
  const count = readCount();
  const types: WireType[] = [];
  const methodTypes: TypeRef[] = [];
  while (types.length < count) types.push(readEntry(count, methodTypes));
  for (const type of methodTypes) {
    if (types[type]?.[0] !== code.FUNC)
      throw new CandidError('Candid message has a method that is not a function');
  }
  return { types, args: readTypes(count) };
}

function readEntry(count: number, methodTypes: TypeRef[]): WireType {
  const entry = readSigned();
  switch (entry) {
    case code.OPT:
    case code.VEC:
      return [entry, readType(count)];
    case code.RECORD:
    case code.VARIANT:
      return readFields(entry, count);
    case code.FUNC:
      readTypes(count);
      readTypes(count);
      readModes();
      return [entry];
    case code.SERVICE:
      readMethods(count, methodTypes);
      return [entry];
    default:
      if (entry >= code.PRINCIPAL) throw badType();
      take(readUnsigned());
      return [entry];
  }
}

function readFields(entry: number, count: number): WireType {
  const type = [entry];
  let previous = -1;
  for (let left = readCount(); left > 0; left--) {
    const hash = readUnsigned();
    if (hash <= previous || hash > 0xffffffff) {
      throw new CandidError('Candid message has fields that are not in order');
    }
    previous = hash;
    type.push(hash, readType(count));
  }
  return type;
}

function readModes(): void {
  const modes = readByte();
  if (modes > 1) throw new CandidError('Candid message has a function with several annotations');
  if (modes === 1) {
    const mode = readByte();
    if (mode < 1 || mode > 3) throw new CandidError('Candid message has an unknown function annotation');
  }
}

function readMethods(count: number, methodTypes: TypeRef[]): void {
  let previous: string | undefined;
  for (let left = readCount(); left > 0; left--) {
    const name = readName();
    if (previous !== undefined && name <= previous) {
      throw new CandidError('Candid message has methods that are not in order');
    }
    previous = name;
    methodTypes.push(readType(count));
  }
}

function readTypes(count: number): TypeRef[] {
  const types: TypeRef[] = [];
  for (let left = readCount(); left > 0; left--) types.push(readType(count));
  return types;
}

/** A number of things that take at least one byte each, paid for in advance. */
function readCount(): number {
  const count = readUnsigned();
  if (count > bytesLeft()) throw new CandidError('Candid message ends too early');
  charge(count);
  return count;
}

function readType(count: number): TypeRef {
  const type = readSigned();
  if (type >= count || (type < code.EMPTY && type !== code.PRINCIPAL)) throw badType();
  return type;
}

function badType(): CandidError {
  return new CandidError('Candid message has a type that is not in its table');
}
