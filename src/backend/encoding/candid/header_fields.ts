import { joinBytes } from '../bytes.ts';
import { beginMessage, finishMessage, writeText } from './message_writer.ts';

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
