/**
 * A cursor over the one Candid message that is being decoded.
 *
 * The cursor is module state, not an object: decoding never awaits, so there is one message at a time, and in the
 * canister's engine a method call costs 40 % more than a call of a function.
 *
 * Every read is bounded by the end of the message. Work is bounded by {@link charge}: whoever reads something that a
 * few bytes can ask for many times pays for it before doing it.
 */
import { byteString, decodeByteString, isAscii } from '../utf8.ts';
import { CandidError } from './candid_error.ts';
import { MESSAGE_START, frameOf, keptFrame, messageNative } from './message_frame.ts';

/**
 * What one message may cost, in steps: one for each value, type and field, more for long texts and numbers. A step
 * takes up to 20,000 instructions in the canister, so the most expensive message stays below 100 million.
 * The largest message that the interface has a use for takes some hundreds.
 */
export const MAX_STEPS = 4000;

/** The same of a reply by a canister that this one trusts: as many small values as a message of two megabytes holds. */
export const MAX_REPLY_STEPS = 100_000;

/** Bytes of one `nat` or `int`: far more than any amount needs, and little work to shift together. */
const MAX_NUMBER_BYTES = 64;

const MAX_PRINCIPAL_BYTES = 29;

let frame = keptFrame;
let { bytes, view } = keptFrame;
/** Place of the next byte in the frame, and of the end of the message. */
let at = MESSAGE_START;
let end = MESSAGE_START;
let stepsLeft = 0;

/** Begins to read a message. @param steps - what it may cost */
export function openMessage(message: Uint8Array, steps: number): void {
  frame = frameOf(message);
  ({ bytes, view } = frame);
  at = MESSAGE_START;
  end = MESSAGE_START + message.length;
  stepsLeft = steps;
}

/** Lets go of the message, so that a large one is not kept in memory until the next call. */
function closeMessage(): void {
  frame = keptFrame;
  ({ bytes, view } = keptFrame);
  at = end = MESSAGE_START;
}

/** Ends a message whose values were all read. @throws CandidError when bytes are left */
export function endMessage(): void {
  if (at < end) throw new CandidError('Candid message has bytes after its last value');
  if (frame !== keptFrame) closeMessage();
}

/** Passes over bytes, a character for each, if they come next. @returns whether they do */
export function passBytes(characters: string): boolean {
  if (characters.length > end - at || !messageNative.startsWith(frame, at, characters)) return false;
  at += characters.length;
  return true;
}

/** Where the next byte is. */
export function position(): number {
  return at;
}

/** Goes back to a {@link position}; the steps taken since remain paid. */
export function rewind(to: number): void {
  at = to;
}

export function bytesLeft(): number {
  return end - at;
}

/** Pays for work. @throws CandidError when the message has used up what it may cost */
export function charge(steps: number): void {
  stepsLeft -= steps;
  if (stepsLeft < 0) throw new CandidError('Candid message needs too much work to decode');
}

/** Passes over `count` bytes and returns where they start. */
export function take(count: number): number {
  const start = at;
  if (count > end - start) throw new CandidError('Candid message ends too early');
  at = start + count;
  return start;
}

export function readByte(): number {
  if (at >= end) throw new CandidError('Candid message ends too early');
  return bytes[at++] as number;
}

/** An unsigned LEB128 number: the length of something, a count, an index or a field hash. */
export function readUnsigned(): number {
  // Most are below 128: written out, because calls are dear.
  if (at < end) {
    const only = bytes[at] as number;
    if (only < 128) {
      at += 1;
      return only;
    }
  }
  let byte = readByte();
  let value = byte & 0x7f;
  // Padding with zeros is allowed; past the 53 bits of an exact number nothing could be in range.
  for (let scale = 128; byte & 0x80; scale *= 128) {
    if (scale > 2 ** 49) throw new CandidError('Candid message has a number out of range');
    byte = readByte();
    value += (byte & 0x7f) * scale;
  }
  return value;
}

/** A signed LEB128 number: a type. */
export function readSigned(): number {
  let byte = readByte();
  let value = byte & 0x7f;
  let scale = 128;
  for (; byte & 0x80; scale *= 128) {
    if (scale > 2 ** 42) throw new CandidError('Candid message has a number out of range');
    byte = readByte();
    value += (byte & 0x7f) * scale;
  }
  return byte & 0x40 ? value - scale : value;
}

/** A `nat`, or with `signed` an `int`, of at most 64 bytes. */
export function readBigNumber(signed: boolean): bigint {
  const start = at;
  let value = 0n;
  let shift = 0n;
  let byte: number;
  do {
    if (at - start === MAX_NUMBER_BYTES) throw new CandidError('Candid message has a number out of range');
    byte = readByte();
    value |= BigInt(byte & 0x7f) << shift;
    shift += 7n;
  } while (byte & 0x80);
  charge(at - start);
  return signed && byte & 0x40 ? value - (1n << shift) : value;
}

/** One byte, 0 or 1. */
export function readFlag(): boolean {
  const byte = readByte();
  if (byte > 1) throw new CandidError('Candid message has a boolean or option that is neither 0 nor 1');
  return byte === 1;
}

/** Which of a variant's cases follows. */
export function readCase<T>(cases: readonly T[]): T {
  const found = cases[readUnsigned()];
  if (found === undefined) throw new CandidError('Candid message has a variant out of range');
  return found;
}

/** How many values follow, each of which is paid for. */
export function readLength(): number {
  const count = readUnsigned();
  charge(count);
  return count;
}

/** A copy of a byte string with its length before it. */
export function readBlob(): Uint8Array {
  const length = readUnsigned();
  const start = take(length);
  return bytes.slice(start, at);
}

/** A text with its length before it. @throws CandidError for one that is not UTF-8 */
export function readText(): string {
  const length = readUnsigned();
  const start = takeText(length);
  // Most texts are ASCII and are made into strings by native code.
  return (
    (length === 0 ? '' : messageNative.asciiText(frame, start, length)) ??
    textOf(byteString(bytes, start, at))
  );
}

/** A text as its bytes: a string of characters up to 255, which compares as the bytes do. */
export function readName(): string {
  charge(2);
  const start = takeText(readUnsigned());
  const name = byteString(bytes, start, at);
  textOf(name);
  return name;
}

/** Passes over texts that nobody asks for. @throws CandidError when one is malformed */
export function skipTexts(count: number): void {
  charge(count);
  const length = messageNative.skipTexts(frame, at, count);
  if (length !== null) take(length);
  else for (let left = count; left > 0; left--) readText();
}

function takeText(length: number): number {
  const start = take(length);
  if (length > 31) charge(length >> 5);
  return start;
}

function textOf(byteText: string): string {
  if (isAscii(byteText)) return byteText;
  charge(byteText.length >> 3);
  const text = decodeByteString(byteText);
  if (text === undefined) throw new CandidError('Candid message has a text that is not UTF-8');
  return text;
}

/** The bytes of a principal; references that are not transparent are not supported. */
export function readPrincipal(): Uint8Array {
  if (readByte() !== 1) throw new CandidError('Candid message has an opaque reference');
  const principal = readBlob();
  if (principal.length > MAX_PRINCIPAL_BYTES) {
    throw new CandidError('Candid message has a principal of more than 29 bytes');
  }
  return principal;
}

export function readUint16(): number {
  return view.getUint16(take(2), true);
}

export function readUint32(): number {
  return view.getUint32(take(4), true);
}

export function readUint64(): bigint {
  return view.getBigUint64(take(8), true);
}

export function readFloat32(): number {
  return view.getFloat32(take(4), true);
}

export function readFloat64(): number {
  return view.getFloat64(take(8), true);
}
