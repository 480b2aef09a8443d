import { concatBytes } from '../bytes.ts';
import { beginMessage, finishMessage, writeText } from './message_writer.ts';

/** HTTP headers as Candid has them, `vec record { text; text }`, without the number of them. */
export interface HeaderFields {
  readonly count: number;
  readonly bytes: Uint8Array;
}

/** Encodes headers, so that a response which is sent many times only copies them. */
export function headerFields(headers: readonly (readonly [name: string, value: string])[]): HeaderFields {
  beginMessage(new Uint8Array(0));
  for (const [name, value] of headers) {
    writeText(name);
    writeText(value);
  }
  return { count: headers.length, bytes: finishMessage() };
}

/** Headers of two lists that were encoded already. */
export function joinHeaderFields(first: HeaderFields, second: HeaderFields): HeaderFields {
  return { count: first.count + second.count, bytes: concatBytes(first.bytes, second.bytes) };
}
