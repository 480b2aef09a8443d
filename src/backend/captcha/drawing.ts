/**
 * What a captcha shows: its characters, each of its own size, slant and place, bent by two waves, behind lines that
 * join them and specks that are dark on the ground and light on the ink. A program that takes a picture apart by gaps
 * or by connected ink finds no characters; people look through that without noticing.
 */
import { Bitmap, type Pen, ROWS, WIDTH } from './bitmap.ts';
import { GLYPH_CENTRE, GLYPHS } from './glyphs.ts';
import type { RandomStream } from './random_stream.ts';

const TURN = 2 * Math.PI;

const LETTER_PEN: Pen = { across: 2.8, down: 1.3 };
const LETTER_DISTANCE = 39;
/** Pixels and rows of one unit of a glyph's grid. */
const UNIT = { across: 4.5, down: 3.5 };

const LINE_PEN: Pen = { across: 0.7, down: 0.5 };
const LINES = 2;
const LINE_STEPS = 4;
/** Rows that a line may be away from the middle. */
const LINE_REACH = 16;
const SPECKS = 40;

/** A wave along `length` pixels or rows with a random phase. */
function wave(random: RandomStream, height: number, length: number): (at: number) => number {
  const phase = random.byte();
  return (at) => height * Math.sin((at / length + phase / 256) * TURN);
}

/** The picture that shows `text`. */
export function drawCaptcha(text: string, random: RandomStream): Bitmap {
  const bitmap = new Bitmap(wave(random, 4, 45));
  const upwards = wave(random, 4, 130);
  const margin = (WIDTH - LETTER_DISTANCE * (text.length - 1)) / 2;
  for (let i = 0; i < text.length; i++) {
    drawLetter(bitmap, text.charAt(i), margin + i * LETTER_DISTANCE, upwards, random);
  }
  drawLines(bitmap, random);
  drawSpecks(bitmap, random);
  return bitmap;
}

/** A random number between -`most` and `most`. */
function around(random: RandomStream, most: number): number {
  return (random.byte() / 127.5 - 1) * most;
}

function drawLetter(
  bitmap: Bitmap,
  character: string,
  x: number,
  upwards: (x: number) => number,
  random: RandomStream,
): void {
  const centreX = x + around(random, 3);
  const centreY = ROWS / 2 + around(random, 3);
  const size = 1 + around(random, 0.12);
  const slant = around(random, 1.3);
  const tilt = around(random, 0.35);
  for (const stroke of (GLYPHS[character] as string).split(' ')) {
    let fromX = 0;
    let fromY = 0;
    for (let i = 0; i < stroke.length; i += 2) {
      const across = Number(stroke[i]) - GLYPH_CENTRE.x;
      const down = Number(stroke[i + 1]) - GLYPH_CENTRE.y;
      const toX = centreX + across * UNIT.across * size + down * slant;
      const toY = centreY + down * UNIT.down * size + across * tilt + upwards(toX);
      if (i > 0) bitmap.line(fromX, fromY, toX, toY, LETTER_PEN);
      fromX = toX;
      fromY = toY;
    }
  }
}

function drawLines(bitmap: Bitmap, random: RandomStream): void {
  for (let line = 0; line < LINES; line++) {
    let y = random.below(ROWS);
    for (let step = 0; step < LINE_STEPS; step++) {
      const x = (step * WIDTH) / LINE_STEPS;
      const nextY = ROWS / 2 + around(random, LINE_REACH);
      bitmap.line(x, y, x + WIDTH / LINE_STEPS, nextY, LINE_PEN);
      y = nextY;
    }
  }
}

function drawSpecks(bitmap: Bitmap, random: RandomStream): void {
  for (let speck = 0; speck < SPECKS; speck++) {
    bitmap.speck(random.byte() * 256 + random.byte());
  }
}
