/**
 * Bytes that are put together of parts: a list in a frame says what each part is and where in the frame it lies, and
 * one call of native code writes all of them behind each other. Each of those steps would cost the canister thousands
 * of instructions in JavaScript. Without native code the same list is followed here.
 */
import { base64Ascii } from './base64.ts';
import { utf8 } from './bytes.ts';
import { placeText } from './digest_steps.ts';
import { unsignedLeb128 } from './leb128.ts';

declare const __NATIVE__: boolean | undefined;

/** What a frame holds, in bytes from its start; all numbers have 4 bytes and are little-endian. */
export const PARTS_FRAME = {
  /** How many parts there are. */
  COUNT: 4,
  /** Where the output begins. It may take all that follows. */
  OUTPUT: 8,
  /** Afterwards: where the output ends. */
  END: 12,
  /** The list: of each part the kind, the place of its bytes and how many they are. */
  PARTS: 16,
  PART_BYTES: 12,
} as const;

export const PART = {
  /** The bytes themselves. */
  BYTES: 0,
  /** Their standard base64 with padding. */
  BASE64: 1,
  /** Writes nothing: what is written from here on is counted. */
  BEGIN: 2,
  /** The length of what was written since {@link BEGIN}, or since the start, in unsigned LEB128 in front of it. */
  COUNTED: 3,
  /** Writes nothing: the bytes end lines from here on. */
  LINE_END: 4,
  /** Writes nothing: the bytes are values for lines, each with a space behind it. */
  VALUES: 5,
  /** The bytes, the next value and what ends lines. Nothing where the value is empty. */
  LINE: 6,
} as const;

export interface Part {
  readonly kind: (typeof PART)[keyof typeof PART];
  /** Bytes that are always the same; those of other parts are told by {@link PartsFrame.setPart}. */
  readonly bytes?: Uint8Array;
}

/** Follows the list of a frame. @throws when a part lies outside of the frame, or the output has no room */
export type JoinParts = (bytes: Uint8Array, words: Uint32Array) => void;

const { COUNT, OUTPUT, END, PARTS, PART_BYTES } = PARTS_FRAME;
const PART_WORDS = PART_BYTES / 4;
const SPACE = 0x20;

/** Follows lists without native code. */
export const javascriptParts: JoinParts = (bytes, words) => {
  let at = words[OUTPUT / 4]!;
  let begin = at;
  let lineEnd = bytes.subarray(0, 0);
  let values = lineEnd;
  const append = (part: Uint8Array): void => {
    bytes.set(part, at);
    at += part.length;
  };
  const end = PARTS / 4 + words[COUNT / 4]! * PART_WORDS;
  if (end > words.length || at > bytes.length) throw new RangeError('more than the frame holds');
  for (let part = PARTS / 4; part < end; part += PART_WORDS) {
    const [kind, place = 0, length = 0] = words.subarray(part, part + PART_WORDS);
    if (place + length > bytes.length) throw new RangeError('a part outside of its frame');
    const source = bytes.slice(place, place + length);
    if (kind === PART.BYTES) append(source);
    else if (kind === PART.BASE64) append(base64Ascii(source));
    else if (kind === PART.BEGIN) begin = at;
    else if (kind === PART.LINE_END) lineEnd = source;
    else if (kind === PART.VALUES) values = source;
    else if (kind === PART.COUNTED) {
      const counted = bytes.slice(begin, at);
      at = begin;
      append(unsignedLeb128(BigInt(counted.length)));
      append(counted);
    } else {
      const space = values.indexOf(SPACE);
      const value = space < 0 ? values : values.subarray(0, space);
      values = values.subarray(space < 0 ? values.length : space + 1);
      if (value.length > 0) for (const piece of [source, value, lineEnd]) append(piece);
    }
  }
  words[END / 4] = at;
};

/** A build with native code leaves the JavaScript out, which takes room. */
let join: JoinParts | null = typeof __NATIVE__ !== 'undefined' && __NATIVE__ ? null : javascriptParts;

/** Makes native code follow lists from now on. */
export function installNativeParts(native: JoinParts): void {
  join = native;
}

/** A frame with a list of parts. Create it at top level or at install: memory first grown in a query is lost after it. */
export class PartsFrame {
  readonly bytes: Uint8Array;
  readonly #words: Uint32Array;
  readonly #count: number;
  /** Where the bytes may begin that change. */
  readonly free: number;

  private constructor(bytes: Uint8Array, count: number, free: number) {
    this.bytes = bytes;
    this.#words = new Uint32Array(bytes.buffer);
    this.#count = count;
    this.free = free;
  }

  /** @param room - bytes for what changes, and for the output behind it */
  static of(parts: readonly Part[], room: number): PartsFrame {
    let place = PARTS + parts.length * PART_BYTES;
    const free = parts.reduce((end, { bytes }) => end + (bytes?.length ?? 0), place);
    const frame = new PartsFrame(newBytes(free + room), parts.length, free);
    parts.forEach(({ kind, bytes }, part) => {
      frame.#words[PARTS / 4 + part * PART_WORDS] = kind;
      if (bytes === undefined) return;
      frame.setPart(part, place, bytes.length);
      frame.bytes.set(bytes, place);
      place += bytes.length;
    });
    return frame;
  }

  /** A frame with the same parts that has this room: this one, if it does. */
  withRoom(room: number): PartsFrame {
    const { bytes, free } = this;
    if (room <= bytes.length - free) return this;
    const larger = newBytes(free + room);
    larger.set(bytes.subarray(0, free));
    return new PartsFrame(larger, this.#count, free);
  }

  /** Says where the bytes of a part are, and how many. */
  setPart(part: number, place: number, length: number): void {
    const at = PARTS / 4 + part * PART_WORDS;
    this.#words[at + 1] = place;
    this.#words[at + 2] = length;
  }

  /** Writes the UTF-8 of a text into the frame, which has room for it; its length in bytes. */
  placeText(at: number, text: string): number {
    const length = placeText(this.bytes, this.#words, at, text);
    if (length >= 0) return length;
    // A lone surrogate.
    const bytes = utf8(text);
    this.bytes.set(bytes, at);
    return bytes.length;
  }

  /**
   * What the parts make, behind bytes that are there already: a view, which the next use of the frame overwrites.
   * @param start - where those begin
   * @param output - where they end
   */
  join(start: number, output: number): Uint8Array {
    this.#words[COUNT / 4] = this.#count;
    this.#words[OUTPUT / 4] = output;
    join!(this.bytes, this.#words);
    return this.bytes.subarray(start, this.#words[END / 4]);
  }
}

function newBytes(length: number): Uint8Array {
  return new Uint8Array((length + 3) & ~3);
}
