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
  readonly #lines: number;

  /** @param heads - how the lines begin */
  constructor(heads: readonly string[]) {
    const lines = heads.map((head) => ({ kind: PART.LINE, bytes: utf8(head) }));
    const parts = [{ kind: PART.LINE_END }, { kind: PART.VALUES }, ...lines, { kind: PART.BYTES }];
    this.#frame = PartsFrame.of(parts, KEPT_ROOM);
    this.#lines = heads.length;
  }

  /**
   * UTF-8 of the lines and what follows them: a view, which the next text overwrites.
   * @param values - of the lines in their order; null where a line is left out
   * @param end - ASCII that comes behind each value
   */
  text(values: readonly (bigint | number | null)[], end: string, rest: string): Uint8Array {
    const joined = values.join(' ');
    const text = end + joined + rest;
    // Values and what follows them are there twice, in at most three bytes for each unit of UTF-16; all that comes before
    // them in the frame is longer than the heads.
    const room = 6 * text.length + this.#frame.free + this.#lines * end.length;
    const frame = this.#frame.withRoom(room);
    const { free } = frame;
    const output = free + frame.placeText(free, text);
    const afterEnd = free + end.length;
    const afterValues = afterEnd + joined.length;
    frame.setPart(LINE_END, free, end.length);
    frame.setPart(VALUES, afterEnd, joined.length);
    frame.setPart(this.#lines + 2, afterValues, output - afterValues);
    return frame.join(output, output);
  }
}
