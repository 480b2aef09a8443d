/**
 * Digests of several messages in one call of native code, where they may be parts of messages that come later: each
 * call through the seam and each copy of a digest costs the canister as much as hashing. The same goes for texts that
 * stand for bytes. What is constant in the messages is written once, what changes before each run. Without native code
 * the same frame is worked through step by step.
 */
import { base64urlAscii } from './base64url.ts';
import { utf8 } from './bytes.ts';
import { hex } from './hex.ts';
import { unsignedLeb128 } from './leb128.ts';
import { principalText, selfAuthenticatingPrincipal } from './principal.ts';
import { sha256 } from './sha256.ts';

declare const __NATIVE__: boolean | undefined;

/** What is written for a message; the numbers stand in frames. */
export const STEP_KIND = {
  SHA256: 0,
  /** The principal of a DER public key, 29 bytes, and three that mean nothing. */
  PRINCIPAL: 1,
  /** SHA-256 of the unsigned LEB128 of a 64-bit little-endian number. */
  SHA256_OF_LEB128: 2,
  /** Lower-case hexadecimal digits. */
  HEX: 3,
  /** base64url without padding. */
  BASE64URL: 4,
  /** Text of the principal behind the message's first four bytes, which are overwritten. */
  PRINCIPAL_TEXT: 5,
} as const;

type StepKind = (typeof STEP_KIND)[keyof typeof STEP_KIND];

interface Step {
  /** Bytes of the longest message. */
  readonly room: number;
  readonly kind?: StepKind;
  /** The earlier step whose message this one takes too. */
  readonly of?: number;
  /** The later message, and where in it, that the result is part of; alone it stands when this is left out. */
  readonly into?: readonly [step: number, at: number];
}

/** What runs frames and puts texts into them. */
export interface FrameRunner {
  /** Takes the steps of a frame, see `ic/native_layout.ts`. */
  readonly run: (frame: Uint8Array, words: Uint32Array) => void;
  /** Writes the UTF-8 of a text into the frame; its length, or -1 when there is no room or no UTF-8. */
  readonly placeText: (frame: Uint8Array, words: Uint32Array, at: number, text: string) => number;
}

/** Where a frame holds its steps and how large they are, in words; what follows a message is overwritten. */
const FIRST_STEP = 3;
const STEP_WORDS = 4;
const PADDING = 72;
const DIGEST_LENGTH = 32;

/** Bytes in which the result of a step has room: no text is longer than twice its message. */
const resultRoom = (kind: StepKind, messageLength: number): number =>
  kind < STEP_KIND.HEX ? DIGEST_LENGTH : 2 * messageLength + 4;

/** The result of a step whose message stands at `start`. */
function resultOf(kind: StepKind, frame: Uint8Array, start: number, length: number): Uint8Array {
  const message = frame.subarray(start, start + length);
  switch (kind) {
    case STEP_KIND.SHA256:
      return sha256(message);
    case STEP_KIND.PRINCIPAL:
      return selfAuthenticatingPrincipal(message);
    case STEP_KIND.SHA256_OF_LEB128:
      return sha256(unsignedLeb128(new DataView(frame.buffer).getBigUint64(start, true)));
    case STEP_KIND.HEX:
      return utf8(hex(message));
    case STEP_KIND.BASE64URL:
      return base64urlAscii(message);
    case STEP_KIND.PRINCIPAL_TEXT:
      return utf8(principalText(message.subarray(4)));
  }
}

/** What runs frames without native code. */
export const javascriptDigestSteps: FrameRunner = {
  run(frame, words) {
    for (let step = FIRST_STEP; step < FIRST_STEP + STEP_WORDS * words[1]!; step += STEP_WORDS) {
      const [start = 0, length = 0, result = 0, kind] = words.subarray(step, step + STEP_WORDS);
      frame.set(resultOf(kind as StepKind, frame, start, length), result);
    }
  },
  placeText(frame, _words, at, text) {
    const bytes = utf8(text);
    if (bytes.length > frame.length - at) return -1;
    frame.set(bytes, at);
    return bytes.length;
  },
};

/** A build with native code leaves the JavaScript out, which takes room. */
let runner: FrameRunner | null =
  typeof __NATIVE__ !== 'undefined' && __NATIVE__ ? null : javascriptDigestSteps;

/** Makes native code run frames from now on. */
export function installNativeDigestSteps(native: FrameRunner): void {
  runner = native;
}

/**
 * Writes the UTF-8 of a text into a frame, whose words it uses.
 * @returns its length in bytes, -1 when it has no room, or no UTF-8 because of a lone surrogate
 */
export function placeText(frame: Uint8Array, words: Uint32Array, at: number, text: string): number {
  return runner!.placeText(frame, words, at, text);
}

export class DigestSteps {
  readonly bytes: Uint8Array;
  /** For numbers whose LEB128 is hashed. */
  readonly view: DataView;
  readonly #words: Uint32Array;
  readonly #count: number;
  /** Where the room of each message begins. */
  readonly starts: readonly number[];
  /** Where the result of each step is written. */
  readonly results: readonly number[];
  /** The digest of each step after a run: a view that the next run overwrites. */
  readonly digests: readonly Uint8Array[];

  constructor(steps: readonly Step[]) {
    this.#count = steps.length;
    let end = 4 * (FIRST_STEP + STEP_WORDS * steps.length);
    const starts: number[] = [];
    for (const { room, of } of steps) {
      starts.push(of === undefined ? end : starts[of]!);
      if (of === undefined) end += room + PADDING;
    }
    this.results = steps.map(({ room, kind = STEP_KIND.SHA256, into }) => {
      if (into !== undefined) return starts[into[0]]! + into[1];
      const result = end;
      end += resultRoom(kind, room);
      return result;
    });
    this.bytes = new Uint8Array((end + 3) & ~3);
    this.view = new DataView(this.bytes.buffer);
    this.#words = new Uint32Array(this.bytes.buffer);
    this.starts = starts;
    this.digests = this.results.map((result) => this.bytes.subarray(result, result + DIGEST_LENGTH));
    steps.forEach(({ room, kind = STEP_KIND.SHA256 }, i) =>
      this.#words.set([starts[i]!, room, this.results[i]!, kind], FIRST_STEP + STEP_WORDS * i),
    );
  }

  /** Says how long the message of a step is; before that it fills its room. */
  setLength(step: number, length: number): void {
    this.#words[FIRST_STEP + STEP_WORDS * step + 1] = length;
  }

  /** Says where the message of a step lies, which begins behind the beginning of its room. */
  setMessage(step: number, start: number, length: number): void {
    const word = FIRST_STEP + STEP_WORDS * step;
    this.#words[word] = start;
    this.#words[word + 1] = length;
  }

  /** Writes the UTF-8 of a text into the frame; its length in bytes, or -1 when it has no room. */
  placeText(at: number, text: string): number {
    return placeText(this.bytes, this.#words, at, text);
  }

  /** Takes all steps, or the first of them. */
  run(count = this.#count): void {
    this.#words[1] = count;
    runner!.run(this.bytes, this.#words);
  }
}
