/**
 * SHA-256 of several messages in one call of native code, where digests may be parts of messages that come later: each
 * call through the seam and each copy of a digest costs the canister as much as hashing. What is constant in the
 * messages is written once, what changes before each run. Without native code the same frame is hashed step by step.
 */
import { utf8 } from './bytes.ts';
import { unsignedLeb128 } from './leb128.ts';
import { sha224, sha256 } from './sha256.ts';

/** How a message is hashed; the numbers stand in frames. */
export const STEP_KIND = {
  SHA256: 0,
  SHA224: 1,
  /** SHA-256 of the unsigned LEB128 of a 64-bit little-endian number. */
  SHA256_OF_LEB128: 2,
} as const;

interface Step {
  /** Bytes of the longest message. */
  readonly room: number;
  readonly kind?: (typeof STEP_KIND)[keyof typeof STEP_KIND];
  /** The later message, and where in it, that the digest is part of; alone it stands when this is left out. */
  readonly into?: readonly [step: number, at: number];
}

/** What runs frames and puts texts into them. */
export interface FrameRunner {
  /** Hashes the messages of a frame, see `ic/native_layout.ts`. */
  readonly run: (frame: Uint8Array, words: Uint32Array) => void;
  /** Writes the UTF-8 of a text into the frame; its length, or -1 when there is no room or no UTF-8. */
  readonly placeText: (frame: Uint8Array, words: Uint32Array, at: number, text: string) => number;
}

/** Where a frame holds its steps and how large they are, in words; what follows a message is overwritten. */
const FIRST_STEP = 3;
const STEP_WORDS = 4;
const PADDING = 72;
const DIGEST_LENGTH = 32;

/** What runs frames without native code. */
export const javascriptDigestSteps: FrameRunner = {
  run(frame, words) {
    for (let step = FIRST_STEP; step < FIRST_STEP + STEP_WORDS * words[1]!; step += STEP_WORDS) {
      const [start = 0, length = 0, digest = 0, kind] = words.subarray(step, step + STEP_WORDS);
      const message = frame.subarray(start, start + length);
      if (kind === STEP_KIND.SHA224) frame.set(sha224(message), digest);
      else if (kind === STEP_KIND.SHA256) frame.set(sha256(message), digest);
      else frame.set(sha256(unsignedLeb128(new DataView(frame.buffer).getBigUint64(start, true))), digest);
    }
  },
  placeText(frame, _words, at, text) {
    const bytes = utf8(text);
    if (bytes.length > frame.length - at) return -1;
    frame.set(bytes, at);
    return bytes.length;
  },
};

let runner = javascriptDigestSteps;

/** Makes native code run frames from now on. */
export function installNativeDigestSteps(native: FrameRunner): void {
  runner = native;
}

/**
 * Writes the UTF-8 of a text into a frame, whose words it uses.
 * @returns its length in bytes, -1 when it has no room, or no UTF-8 because of a lone surrogate
 */
export function placeText(frame: Uint8Array, words: Uint32Array, at: number, text: string): number {
  return runner.placeText(frame, words, at, text);
}

export class DigestSteps {
  readonly bytes: Uint8Array;
  /** For numbers whose LEB128 is hashed. */
  readonly view: DataView;
  readonly #words: Uint32Array;
  readonly #count: number;
  /** Where each message begins. */
  readonly starts: readonly number[];
  /** The digest of each step after a run: a view that the next run overwrites. */
  readonly digests: readonly Uint8Array[];

  constructor(steps: readonly Step[]) {
    this.#count = steps.length;
    let end = 4 * (FIRST_STEP + STEP_WORDS * steps.length);
    const starts = steps.map(({ room }) => {
      const start = end;
      end += room + PADDING;
      return start;
    });
    const places = steps.map(({ into }) => {
      if (into !== undefined) return starts[into[0]]! + into[1];
      end += DIGEST_LENGTH;
      return end - DIGEST_LENGTH;
    });
    this.bytes = new Uint8Array((end + 3) & ~3);
    this.view = new DataView(this.bytes.buffer);
    this.#words = new Uint32Array(this.bytes.buffer);
    this.starts = starts;
    this.digests = places.map((place) => this.bytes.subarray(place, place + DIGEST_LENGTH));
    steps.forEach(({ room, kind = STEP_KIND.SHA256 }, i) =>
      this.#words.set([starts[i]!, room, places[i]!, kind], FIRST_STEP + STEP_WORDS * i),
    );
  }

  /** Says how long the message of a step is; before that it fills its room. */
  setLength(step: number, length: number): void {
    this.#words[FIRST_STEP + STEP_WORDS * step + 1] = length;
  }

  /** Writes the UTF-8 of a text into the frame; its length in bytes, or -1 when it has no room. */
  placeText(at: number, text: string): number {
    return placeText(this.bytes, this.#words, at, text);
  }

  run(): void {
    this.#words[1] = this.#count;
    runner.run(this.bytes, this.#words);
  }
}
