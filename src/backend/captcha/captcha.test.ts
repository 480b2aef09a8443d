import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { base64 } from '../encoding/base64.ts';
import { ALPHABET, SOLUTION_LENGTH } from './alphabet.ts';
import { Bitmap } from './bitmap.ts';
import { createCaptcha } from './captcha.ts';
import { drawCaptcha } from './drawing.ts';
import { DUMMY_CAPTCHA } from './dummy_captcha.ts';
import { encodePng } from './png.ts';
import { RandomStream } from './random_stream.ts';

const random = (name: string) => new RandomStream(createHash('sha256').update(name).digest());

interface Picture {
  readonly width: number;
  readonly height: number;
  /** One text per row, `#` for ink. */
  readonly rows: readonly string[];
}

/** Reads a PNG file of one bit per pixel with a palette of two colours, all its checksums included. */
function readPng(pngBase64: string): Picture {
  const file = Buffer.from(pngBase64, 'base64');
  expect(file.toString('base64')).toBe(pngBase64);
  expect(file.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const content = file.subarray(at + 8, at + 8 + length);
    expect(file.readUInt32BE(at + 8 + length)).toBe(crcOf(file.subarray(at + 4, at + 8 + length)));
    chunks.set(file.toString('latin1', at + 4, at + 8), content);
    at += 12 + length;
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
  const header = chunks.get('IHDR')!;
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  expect([...header.subarray(8)]).toEqual([1, 3, 0, 0, 0]);
  expect(chunks.get('PLTE')).toHaveLength(6);
  const stride = 1 + Math.ceil(width / 8);
  // Checks the Adler-32 sum as well.
  const pixels = inflateSync(chunks.get('IDAT')!);
  expect(pixels).toHaveLength(height * stride);
  const rows = Array.from({ length: height }, (_, y) => {
    const row = pixels.subarray(y * stride, (y + 1) * stride);
    expect(row[0]).toBe(0);
    const bits = [...row.subarray(1)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    expect(bits.slice(width)).toBe('0'.repeat(bits.length - width));
    return bits.slice(0, width).replaceAll('0', ' ').replaceAll('1', '#');
  });
  return { width, height, rows };
}

/** CRC-32 by bits, as the PNG specification defines it. */
function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

describe('a captcha', () => {
  test('is a sound PNG file of 220 by 120 pixels, whatever is drawn', () => {
    for (let i = 0; i < 200; i++) {
      const { solution, pngBase64 } = createCaptcha(random(`sound ${i}`));
      expect(solution).toMatch(new RegExp(`^[${ALPHABET}]{${SOLUTION_LENGTH}}$`));
      const { width, height, rows } = readPng(pngBase64);
      expect([width, height]).toEqual([220, 120]);
      rows.forEach((row, y) => expect(row).toBe(rows[y ^ 1]));
    }
  });

  test('shows its characters: more than noise, and other ones otherwise', () => {
    const inkOf = (text: string) =>
      readPng(base64(encodePng(drawCaptcha(text, random('ink'))))).rows.join('');
    const count = (ink: string) => ink.replaceAll(' ', '').length;
    const noise = count(inkOf(''));
    expect(noise).toBeGreaterThan(500);
    for (const character of ALPHABET) {
      expect(count(inkOf(character))).toBeGreaterThan(noise + 200);
      expect(inkOf(character)).not.toBe(inkOf(character === 'a' ? 'b' : 'a'));
    }
  });

  test('looks different every time, even with the same characters', () => {
    const pictures = Array.from({ length: 20 }, (_, i) =>
      encodePng(drawCaptcha('aaaaa', random(`${i}`))).join(),
    );
    expect(new Set(pictures).size).toBe(20);
  });

  test('of the test build is a sound picture, too', () => {
    const { width, height, rows } = readPng(DUMMY_CAPTCHA.pngBase64);
    expect([width, height]).toEqual([96, 48]);
    expect(rows.join('')).toContain('#');
    expect(DUMMY_CAPTCHA.solution).toBe('a');
  });
});

describe('a line', () => {
  const pen = { across: 2, down: 1 };
  /** Rows of the bitmap as text, without the ones that are empty. */
  const draw = (bend: (y: number) => number, ...line: [number, number, number, number]) => {
    const bitmap = new Bitmap(bend);
    bitmap.line(...line, pen);
    return readPng(base64(encodePng(bitmap)))
      .rows.filter((_, y) => y % 2 === 0)
      .map((row, y) => [y, row.indexOf('#'), row.trim()] as const)
      .filter(([, left]) => left >= 0);
  };

  test('covers what its pen does, in either direction', () => {
    const level = [9, 10, 11].map((y) => [y, 48, '#'.repeat(44)]);
    expect(draw(() => 0, 50, 10, 90, 10)).toEqual(level);
    expect(draw(() => 0, 90, 10, 50, 10)).toEqual(level);
    const upright = [19, 20, 21, 22, 23].map((y) => [y, 98, '####']);
    expect(draw(() => 0, 100, 20, 100, 22)).toEqual(upright);
    expect(draw(() => 0, 100, 22, 100, 20)).toEqual(upright);
    const slanted = [
      [4, 98, '####'],
      [5, 98, '######'],
      [6, 98, '########'],
      [7, 100, '######'],
      [8, 102, '####'],
    ];
    expect(draw(() => 0, 100, 5, 104, 7)).toEqual(slanted);
    expect(draw(() => 0, 104, 5, 100, 7)).toEqual(
      slanted.toReversed().map(([y, ...row]) => [12 - Number(y), ...row]),
    );
  });

  test('moves with the bend of its rows', () => {
    expect(draw((y) => (y === 20 ? 3 : -3), 100, 20, 100, 20)).toEqual([
      [19, 95, '####'],
      [20, 101, '####'],
      [21, 95, '####'],
    ]);
  });

  test('is cut off at the edges', () => {
    expect(draw(() => 0, -300, 0, 600, 0)).toEqual([0, 1].map((y) => [y, 0, '#'.repeat(220)]));
    expect(draw(() => 0, 100, -50, 100, 200)).toHaveLength(60);
    expect(draw(() => 0, -50, 5, -20, 30)).toEqual([]);
    expect(draw(() => 0, 250, 5, 280, 30)).toEqual([]);
    expect(draw(() => 0, 10, -9, 90, -5)).toEqual([]);
    expect(draw(() => 0, 10, 70, 90, 75)).toEqual([]);
  });
});
