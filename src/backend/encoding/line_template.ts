/** Lines of text that are known but for the values at their ends: all of them are written in one step. */
import { utf8 } from './bytes.ts';
import { PART, PartsFrame } from './parts_frame.ts';

/** Bytes of values and output that the frame which is kept has room for. */
const KEPT_ROOM = 32 * 1024;
/** Parts before those of the lines. */
const LINE_END = 0;
const VALUES = 1;

export class LineTemplate {
  readonly #frame: PartsFrame;
  readonly #heads: readonly Uint8Array[];
  /** Bytes of all heads. */
  readonly #length: number;

  /** @param heads - how the lines begin */
  constructor(heads: readonly string[]) {
    this.#heads = heads.map((head) => utf8(head));
    this.#length = this.#heads.reduce((sum, { length }) => sum + length, 0);
    this.#frame = this.#newFrame(KEPT_ROOM);
  }

  /**
   * UTF-8 of the lines and what follows them: a view, which the next text overwrites.
   * @param values - of the lines in their order; null where a line is left out
   * @param end - ASCII that comes behind each value
   */
  text(values: readonly (bigint | number | null)[], end: string, rest: string): Uint8Array {
    const joined = values.join(' ');
    const text = end + joined + rest;
    // Values and what follows them are there twice, in at most three bytes for each unit of UTF-16.
    const room = 6 * text.length + this.#length + this.#heads.length * end.length;
    const frame = room <= KEPT_ROOM ? this.#frame : this.#newFrame(room);
    const { free } = frame;
    const output = free + frame.placeText(free, text);
    const afterEnd = free + end.length;
    const afterValues = afterEnd + joined.length;
    frame.setPart(LINE_END, free, end.length);
    frame.setPart(VALUES, afterEnd, joined.length);
    frame.setPart(this.#heads.length + 2, afterValues, output - afterValues);
    return frame.join(output, output);
  }

  #newFrame(room: number): PartsFrame {
    const lines = this.#heads.map((bytes) => ({ kind: PART.LINE, bytes }));
    return new PartsFrame(
      [{ kind: PART.LINE_END }, { kind: PART.VALUES }, ...lines, { kind: PART.BYTES }],
      room,
    );
  }
}
