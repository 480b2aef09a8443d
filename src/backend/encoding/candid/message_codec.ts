import { readAnyMessage } from './decode_any.ts';
import { readExactValue } from './decode_exact.ts';
import { writeValue } from './encode.ts';
import { MAX_STEPS, endMessage, openMessage, passBytes } from './message_reader.ts';
import { beginMessage, finishMessage } from './message_writer.ts';
import type { ExpectedType, TypeRef } from './type_code.ts';

/**
 * What the generated codec holds as JSON. In the canister's engine a string costs a quarter of what literals do;
 * each character of it some 400 instructions at every install.
 */
export interface CodecTable {
  readonly types: readonly ExpectedType[];
  /** The types of each request's values, and what known callers write before them, a character per byte. */
  readonly requests: readonly (readonly [values: readonly TypeRef[], ...headers: string[]])[];
  /** The types of each reply's values, and the bytes before them: their number and 32-bit words, little-endian. */
  readonly replies: readonly (readonly [
    values: readonly TypeRef[],
    headerLength: number,
    headerWords: readonly number[],
  ])[];
}

/** A value to be encoded: any text in it may be given as its bytes in UTF-8, which saves converting it. */
export type Encodable<T> = T extends string
  ? string extends T
    ? string | Uint8Array
    : T
  : T extends Uint8Array | bigint | number | boolean | null
    ? T
    : { readonly [K in keyof T]: Encodable<T[K]> };

export interface MessageCodec {
  /** The values of a request. @throws CandidError with one short line when the bytes are not such a message */
  readonly decode: (request: number, bytes: Uint8Array) => unknown[];
  /** As `decode`, of a request whose beginning is not known. */
  readonly decodeAny: (request: number, bytes: Uint8Array) => unknown[];
  /** Opens a request at its first value if a known caller wrote what comes before it, which it answers. */
  readonly openExact: (request: number, bytes: Uint8Array) => boolean;
  /** A reply of values of its types, as {@link Encodable} says. */
  readonly encode: (reply: number, values: readonly unknown[]) => Uint8Array;
  /** Begins a reply, whose values the caller writes before it finishes the message. */
  readonly begin: (reply: number) => void;
  readonly types: readonly ExpectedType[];
}

/**
 * The codec of the messages in a table, which are named by their indexes.
 * @param steps - what one message may cost that is decoded
 */
export function createMessageCodec(
  { types, requests, replies }: CodecTable,
  steps: number = MAX_STEPS,
): MessageCodec {
  const replyHeaders = replies.map(
    ([, length, words]) => new Uint8Array(Uint32Array.from(words).buffer, 0, length),
  );

  function openExact(request: number, bytes: Uint8Array): boolean {
    const known = requests[request] as CodecTable['requests'][number];
    openMessage(bytes, steps);
    for (let i = 1; i < known.length; i++) if (passBytes(known[i] as string)) return true;
    return false;
  }

  function decode(request: number, bytes: Uint8Array): unknown[] {
    if (!openExact(request, bytes)) return decodeAny(request, bytes);
    const [values] = requests[request] as CodecTable['requests'][number];
    const decoded: unknown[] = [];
    for (let i = 0; i < values.length; i++) {
      decoded.push(readExactValue(types, values[i] as TypeRef, 0));
    }
    endMessage();
    return decoded;
  }

  function decodeAny(request: number, bytes: Uint8Array): unknown[] {
    const [values] = requests[request] as CodecTable['requests'][number];
    const decoded = readAnyMessage(types, values, bytes, steps);
    endMessage();
    return decoded;
  }

  function begin(reply: number): void {
    beginMessage(replyHeaders[reply] as Uint8Array);
  }

  function encode(reply: number, values: readonly unknown[]): Uint8Array {
    const [valueTypes] = replies[reply] as CodecTable['replies'][number];
    begin(reply);
    for (let i = 0; i < valueTypes.length; i++) writeValue(types, valueTypes[i] as TypeRef, values[i]);
    return finishMessage();
  }

  return { decode, decodeAny, openExact, encode, begin, types };
}
