/** Checked reading of JSON requests: each function takes a value and its name and gives a precise type or refuses. */
import type { JsonObject, JsonValue } from '../../encoding/lossless_json.ts';
import { LATEST_TIME } from '../../ic/latest_time.ts';
import { isPrincipalLength } from '../../encoding/principal.ts';
import { HttpError } from '../http/message.ts';

type Parser<T> = (value: JsonValue | undefined, name: string) => T;

export function asObject(value: JsonValue | undefined, name: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw refuse(name, 'an object');
}

export function asArray(value: JsonValue | undefined, name: string): readonly JsonValue[] {
  if (Array.isArray(value)) return value as readonly JsonValue[];
  throw refuse(name, 'an array');
}

export function asText(value: JsonValue | undefined, name: string): string {
  if (typeof value === 'string') return value;
  throw refuse(name, 'a text');
}

/** A natural number below 2^64. */
export function asNat64(value: JsonValue | undefined, name: string): bigint {
  return asNatural(value, name, 64);
}

/** A time in nanoseconds since 1970, up to {@link LATEST_TIME}. */
export function asTime(value: JsonValue | undefined, name: string): bigint {
  const time = asNat64(value, name);
  if (time > LATEST_TIME) throw refuse(name, `at most ${LATEST_TIME}, in the year 2262`);
  return time;
}

/** A natural number below 2^128. */
export function asNat128(value: JsonValue | undefined, name: string): bigint {
  return asNatural(value, name, 128);
}

/** A natural number up to a given one, small enough for a number. */
export function asSmallNatural(max: number): Parser<number> {
  return (value, name) => {
    const natural = asNat64(value, name);
    if (natural > BigInt(max)) throw refuse(name, `at most ${max}`);
    return Number(natural);
  };
}

/** Bytes in standard base64; arrays of byte values are taken too, as Rust clients send some of them. */
export function asBytes(value: JsonValue | undefined, name: string): Uint8Array {
  if (Array.isArray(value)) return new Uint8Array(value.map((byte) => asByte(byte as JsonValue, name)));
  const text = asText(value, name);
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw refuse(name, 'base64');
  // A copy: small Buffers share memory with others, and not every library minds the offset.
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** A principal in base64. */
export function asPrincipal(value: JsonValue | undefined, name: string): Uint8Array {
  const bytes = asBytes(value, name);
  if (isPrincipalLength(bytes)) return bytes;
  throw refuse(name, 'a principal of at most 29 bytes');
}

/** Parses a field that may be missing or null. */
export function optional<T>(object: JsonObject, field: string, parse: Parser<T>): T | undefined {
  const value = object[field];
  return value === undefined || value === null ? undefined : parse(value, field);
}

function asNatural(value: JsonValue | undefined, name: string, bits: number): bigint {
  const number =
    typeof value === 'bigint'
      ? value
      : typeof value === 'number' && Number.isInteger(value)
        ? BigInt(value)
        : undefined;
  if (number === undefined || number < 0n || number >> BigInt(bits) !== 0n) {
    throw refuse(name, `a natural number below 2^${bits}`);
  }
  return number;
}

function asByte(value: JsonValue, name: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 256) return value;
  throw refuse(name, 'an array of bytes');
}

function refuse(name: string, expected: string): HttpError {
  return new HttpError(400, `${name} must be ${expected}`);
}
