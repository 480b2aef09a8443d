/**
 * The buffer in which the one Candid message that is being encoded grows: module state for the reasons that
 * `message_reader.ts` gives.
 */
import { utf8 } from '../bytes.ts';

/** A buffer that a large reply made longer than this is not kept. */
const KEPT_BYTES = 0x10000;

/** Nearly every reply is shorter: what is grown in a query is grown again in the next. */
const FIRST_BYTES = 0x4000;

let buffer = new Uint8Array(FIRST_BYTES);
let view = new DataView(buffer.buffer);
let capacity = FIRST_BYTES;
let at = 0;

/** Begins a message with the bytes that come before its values. */
export function beginMessage(header: Uint8Array): void {
  at = 0;
  writeBytes(header);
}

/** The message: a copy. */
export function finishMessage(): Uint8Array {
  const message = buffer.slice(0, at);
  if (capacity > KEPT_BYTES) allocate(FIRST_BYTES);
  return message;
}

export function writeByte(value: number): void {
  if (at === capacity) grow(1);
  buffer[at++] = value;
}

export function writeUnsigned(value: number): void {
  if (value < 128 && at < capacity) {
    buffer[at++] = value;
    return;
  }
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) writeByte((rest % 128) | 0x80);
  writeByte(rest);
}

/** A `nat` or `int`. @throws RangeError for a negative `nat` */
export function writeBigNumber(value: bigint, signed: boolean): void {
  if (value < 0n && !signed) throw new RangeError('a nat is not negative');
  // A signed number needs its highest bit free for the sign.
  const last = signed ? 64n : 128n;
  let rest = value;
  for (; rest >= last || rest < -64n; rest >>= 7n) writeByte(Number(rest & 127n) | 0x80);
  writeByte(Number(rest & 127n));
}

export function writeBlob(bytes: Uint8Array): void {
  const { length } = bytes;
  writeUnsigned(length);
  if (at + length > capacity) grow(length);
  buffer.set(bytes, at);
  at += length;
}

/** Characters from which on `utf8` is cheaper than the loop below: native code runs it in a release build. */
const LONG_TEXT = 8;

/** A text, or its bytes in UTF-8: those cost as little as a blob, a short string some 2,700 instructions per character. */
export function writeText(text: string | Uint8Array): void {
  if (typeof text !== 'string') {
    writeBlob(text);
    return;
  }
  const { length } = text;
  if (length >= LONG_TEXT) {
    writeBlob(utf8(text));
    return;
  }
  const start = at;
  // ASCII, which nearly every text is, is written in place; the length of any other is not known in advance.
  writeUnsigned(length);
  if (at + length > capacity) grow(length);
  let units = 0;
  for (let i = 0; i < length; i++) units |= buffer[at++] = text.charCodeAt(i);
  if (units < 128) return;
  at = start;
  writeBlob(utf8(text));
}

export function writePrincipal(principal: Uint8Array): void {
  writeByte(1);
  writeBlob(principal);
}

export function writeUint16(value: number): void {
  if (at + 2 > capacity) grow(2);
  view.setUint16(at, value, true);
  at += 2;
}

export function writeUint32(value: number): void {
  if (at + 4 > capacity) grow(4);
  view.setUint32(at, value, true);
  at += 4;
}

export function writeUint64(value: bigint): void {
  if (at + 8 > capacity) grow(8);
  view.setBigUint64(at, value, true);
  at += 8;
}

export function writeFloat32(value: number): void {
  if (at + 4 > capacity) grow(4);
  view.setFloat32(at, value, true);
  at += 4;
}

export function writeFloat64(value: number): void {
  if (at + 8 > capacity) grow(8);
  view.setFloat64(at, value, true);
  at += 8;
}

/** Bytes that are encoded already. */
export function writeBytes(bytes: Uint8Array): void {
  const { length } = bytes;
  if (at + length > capacity) grow(length);
  buffer.set(bytes, at);
  at += length;
}

/** Makes room for `count` more bytes. */
function grow(count: number): void {
  const written = buffer;
  allocate(Math.max(at + count, capacity * 2));
  buffer.set(written);
}

function allocate(length: number): void {
  buffer = new Uint8Array(length);
  view = new DataView(buffer.buffer);
  capacity = length;
}
