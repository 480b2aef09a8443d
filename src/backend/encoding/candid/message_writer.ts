/**
 * The buffer in which the one Candid message that is being encoded grows: module state for the reasons that
 * `message_reader.ts` gives.
 */
import { utf8 } from '../bytes.ts';

/** A buffer that a large reply made longer than this is not kept. */
const KEPT_BYTES = 0x10000;

let buffer = new Uint8Array(1024);
let view = new DataView(buffer.buffer);
let at = 0;

/** Begins a message with the bytes that come before its values. */
export function beginMessage(header: Uint8Array): void {
  at = 0;
  writeBytes(header);
}

/** The message: a copy. */
export function finishMessage(): Uint8Array {
  const message = buffer.slice(0, at);
  if (buffer.length > KEPT_BYTES) allocate(1024);
  return message;
}

export function writeByte(value: number): void {
  // Reserved first: it may replace the buffer.
  const place = reserve(1);
  buffer[place] = value;
}

export function writeUnsigned(value: number): void {
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
  writeUnsigned(bytes.length);
  writeBytes(bytes);
}

export function writeText(text: string): void {
  const { length } = text;
  const start = at;
  // ASCII, which nearly every text is, is written in place; the length of any other is not known in advance.
  writeUnsigned(length);
  let place = reserve(length);
  let units = 0;
  for (let i = 0; i < length; i++) units |= buffer[place++] = text.charCodeAt(i);
  if (units < 128) return;
  at = start;
  writeBlob(utf8(text));
}

export function writePrincipal(principal: Uint8Array): void {
  writeByte(1);
  writeBlob(principal);
}

export function writeUint16(value: number): void {
  const start = reserve(2);
  view.setUint16(start, value, true);
}

export function writeUint32(value: number): void {
  const start = reserve(4);
  view.setUint32(start, value, true);
}

export function writeUint64(value: bigint): void {
  const start = reserve(8);
  view.setBigUint64(start, value, true);
}

export function writeFloat32(value: number): void {
  const start = reserve(4);
  view.setFloat32(start, value, true);
}

export function writeFloat64(value: number): void {
  const start = reserve(8);
  view.setFloat64(start, value, true);
}

function writeBytes(bytes: Uint8Array): void {
  const start = reserve(bytes.length);
  buffer.set(bytes, start);
}

/** Makes room and returns where it starts. */
function reserve(count: number): number {
  const start = at;
  at = start + count;
  if (at > buffer.length) {
    const written = buffer;
    allocate(Math.max(at, written.length * 2));
    buffer.set(written);
  }
  return start;
}

function allocate(length: number): void {
  buffer = new Uint8Array(length);
  view = new DataView(buffer.buffer);
}
