/**
 * A drawing of one colour with eight pixels to the byte, the leftmost in the highest bit, as PNG has it. It is drawn
 * row by row and 32 pixels at a time, since each step of a loop costs the canister's engine a thousand instructions.
 */
export const WIDTH = 220;
/** Rows of the drawing; each is shown twice, which halves what has to be drawn, summed up and encoded. */
export const ROWS = 60;
export const ROW_BYTES = 28;
const ROW_WORDS = ROW_BYTES / 4;

/** Half the width of a pen in pixels, and half its height in rows. */
export interface Pen {
  readonly across: number;
  readonly down: number;
}

/**
 * For every pixel of a word, the word with all pixels from that one on. The bytes stand in memory as they do in the
 * drawing; what that makes of the words' values does not matter, since they are only combined bit by bit.
 */
let wordsFrom: Int32Array | null = null;

function makeWordsFrom(): Int32Array {
  const bytes = Uint8Array.from({ length: 32 * 4 }, (_, i) => {
    const pixelsBefore = (i >> 2) - 8 * (i & 3);
    return 255 >> Math.max(pixelsBefore, 0);
  });
  return new Int32Array(bytes.buffer);
}

export class Bitmap {
  /** {@link ROWS} rows of {@link ROW_BYTES}; the last four pixels of each are never set. */
  readonly bytes = new Uint8Array(ROWS * ROW_BYTES);
  readonly #words = new Int32Array(this.bytes.buffer);
  readonly #offsets: readonly number[];

  /** @param bend pixels by which what lines cover in a row moves to the right */
  constructor(bend: (y: number) => number) {
    // With half a pixel, so that cutting off the fraction rounds.
    this.#offsets = Array.from({ length: ROWS }, (_, y) => bend(y) + 0.5);
  }

  /**
   * Draws what a rectangular pen covers on its straight way from one point to another. Points are pixels from the
   * left and rows from the top, fractions allowed; what lies outside is cut off.
   */
  line(x0: number, y0: number, x1: number, y1: number, { across, down }: Pen): void {
    if (y0 > y1 || (y0 === y1 && x0 > x1)) return this.line(x1, y1, x0, y0, { across, down });
    const masks = (wordsFrom ??= makeWordsFrom());
    const words = this.#words;
    const offsets = this.#offsets;
    const slope = y1 === y0 ? 0 : (x1 - x0) / (y1 - y0);
    const first = Math.max(Math.ceil(y0 - down), 0);
    const last = Math.min(Math.floor(y1 + down), ROWS - 1);
    const startsUntil = y0 + down;
    const endsFrom = y1 - down;
    // What is covered in a row ends where the pen's middle is when its lower edge comes to the row, and where it is
    // when its upper edge leaves it; half the pen's width further out, to whichever sides these are.
    const isFalling = slope >= 0;
    const reach = isFalling ? across : -across;
    const start = x0 - reach;
    const end = x1 + reach;
    let entry = start + (first - down - y0) * slope;
    let exit = x0 + reach + (first + down - y0) * slope;
    for (let y = first; y <= last; y++) {
      const offset = offsets[y] as number;
      const a = ((y < startsUntil ? start : entry) + offset) | 0;
      const b = ((y >= endsFrom ? end : exit) + offset) | 0;
      entry += slope;
      exit += slope;
      let left = isFalling ? a : b;
      let right = isFalling ? b : a;
      if (left < 0) left = 0;
      if (right > WIDTH) right = WIDTH;
      if (left >= right) continue;
      const firstWord = y * ROW_WORDS + (left >> 5);
      const lastWord = y * ROW_WORDS + (right >> 5);
      const fromLeft = masks[left & 31] as number;
      const fromRight = masks[right & 31] as number;
      if (firstWord === lastWord) {
        words[firstWord]! |= fromLeft ^ fromRight;
      } else {
        words[firstWord]! |= fromLeft;
        for (let word = firstWord + 1; word < lastWord; word++) words[word] = -1;
        words[lastWord]! |= ~fromRight;
      }
    }
  }

  /** Inverts two pixels next to each other, anywhere. @param place two random bytes as a number */
  speck(place: number): void {
    this.bytes[place % this.bytes.length]! ^= 0xc0 >> (place & 1);
  }
}
