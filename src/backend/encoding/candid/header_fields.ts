import { joinBytes } from '../bytes.ts';
import { beginMessage, finishMessage, writeBytes, writeText } from './message_writer.ts';

/** HTTP headers as Candid has them, `vec record { text; text }`, without the number of them. */
export interface HeaderFields {
  readonly count: number;
  readonly bytes: Uint8Array;
}

/** Encodes headers, texts or their UTF-8, so that a response which is sent many times only copies them. */
export function headerFields(
  headers: readonly (readonly [name: string | Uint8Array, value: string])[],
): HeaderFields {
  beginMessage(new Uint8Array(0));
  for (const [name, value] of headers) {
    writeText(name);
    writeText(value);
  }
  return { count: headers.length, bytes: finishMessage() };
}

/** Headers of lists that were encoded already. */
export function joinHeaderFields(...lists: readonly HeaderFields[]): HeaderFields {
  return {
    count: lists.reduce((sum, { count }) => sum + count, 0),
    bytes: joinBytes(lists.map(({ bytes }) => bytes)),
  };
}

/** How a list begins whose last header has a value that is not known yet. */
export function headersUpToValue(headers: HeaderFields, name: string): HeaderFields {
  beginMessage(headers.bytes);
  writeText(name);
  return { count: headers.count + 1, bytes: finishMessage() };
}

/** Headers of two lists, where the first ends with this value. */
export function headersWithValue(before: HeaderFields, value: string, after: HeaderFields): HeaderFields {
  beginMessage(before.bytes);
  writeText(value);
  writeBytes(after.bytes);
  return { count: before.count + after.count, bytes: finishMessage() };
}
