import { byteString } from '../utf8.ts';
import { CandidError } from './candid_error.ts';
import { readAnyMessage } from './decode_any.ts';
import { readExactValue } from './decode_exact.ts';
import { writeValue } from './encode.ts';
import { bytesLeft, closeMessage, openMessage } from './message_reader.ts';
import { beginMessage, finishMessage } from './message_writer.ts';
import type { ExpectedType, TypeRef } from './type_code.ts';

/** What the generated codec holds as JSON: a string is four times cheaper to load than literals. */
export interface CodecTable {
  readonly types: readonly ExpectedType[];
  /** The value types of each message, and the bytes that an encoder writes before those values. */
  readonly messages: readonly (readonly [readonly TypeRef[], readonly number[]])[];
}

export interface MessageCodec {
  /** @throws CandidError with one short line when the bytes are not such a message */
  readonly decode: (message: number, bytes: Uint8Array) => unknown[];
  readonly encode: (message: number, values: readonly unknown[]) => Uint8Array;
}

/** The codec of the messages in a table, which are named by their index. */
export function createMessageCodec({ types, messages }: CodecTable): MessageCodec {
  const all = messages.map(([values, bytes]) => {
    const header = Uint8Array.from(bytes);
    return { values, header, headerText: byteString(header, 0, header.length) };
  });
  type Message = (typeof all)[number];

  function decode(message: number, bytes: Uint8Array): unknown[] {
    const { values, header, headerText } = all[message] as Message;
    let decoded: unknown[];
    // Most callers use the JavaScript agent: their headers are known, and strings are compared natively.
    if (byteString(bytes, 0, header.length) === headerText) {
      openMessage(bytes, header.length);
      decoded = values.map((type) => readExactValue(types, type, 0));
    } else {
      decoded = readAnyMessage(types, values, bytes);
    }
    if (bytesLeft() > 0) throw new CandidError('Candid message has bytes after its last value');
    closeMessage();
    return decoded;
  }

  function encode(message: number, values: readonly unknown[]): Uint8Array {
    const { values: valueTypes, header } = all[message] as Message;
    beginMessage(header);
    valueTypes.forEach((type, index) => writeValue(types, type, values[index]));
    return finishMessage();
  }

  return { decode, encode };
}
