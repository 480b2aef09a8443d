/**
 * Captchas as PNG files (PNG specification, third edition). All have the same layout, so that nothing has to be
 * packed bit by bit: every row of the drawing is a stored block of the deflate stream (RFC 1951), followed by a block
 * that says "the same again", since each row is shown twice.
 */
import { concatBytes, utf8 } from '../encoding/bytes.ts';
import { type Bitmap, ROW_BYTES, ROWS, WIDTH } from './bitmap.ts';
import { crc32 } from '../encoding/crc32.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10);
const BITS_PER_PIXEL = 1;
const INDEXED_COLOUR = 3;
const HEADER = Uint8Array.of(0, 0, 0, WIDTH, 0, 0, 0, 2 * ROWS, BITS_PER_PIXEL, INDEXED_COLOUR, 0, 0, 0);
/** The ground's colour, then the ink's. */
const PALETTE = Uint8Array.of(0xff, 0xff, 0xff, 0x1f, 0x23, 0x33);

/** A row as PNG has it: a filter byte, which is 0, then eight pixels to the byte. */
const ROW_LENGTH = 1 + ROW_BYTES;
/** `0x78 0x01` opens a zlib stream; the 0 after it begins a stored block. */
const STREAM_START = Uint8Array.of(0x78, 1, 0);
/** Length of a stored block and its complement, little-endian. */
const STORED_LENGTH = Uint8Array.of(ROW_LENGTH, 0, ~ROW_LENGTH & 255, 255);
/**
 * A block of fixed codes: length 29 (code 271, extra bits 2) at distance 29 (code 9, extra bits 4), end of block. It
 * takes 27 bits; of the zeros that follow, three begin the next stored block and two fill its byte.
 */
const SAME_AGAIN = Uint8Array.of(0xc2, 0x2b, 9, 0);
/** Set in the first byte of the last block. */
const LAST_BLOCK = 1;
const RECORD_LENGTH = STORED_LENGTH.length + ROW_LENGTH + SAME_AGAIN.length;
const ADLER_LENGTH = 4;
const ADLER_MODULUS = 65521;

/** Offsets in the file. */
const DATA = SIGNATURE.length + chunkLength(HEADER) + chunkLength(PALETTE);
const FIRST_RECORD = DATA + 8 + STREAM_START.length;
const ADLER = FIRST_RECORD + ROWS * RECORD_LENGTH;
const DATA_CRC = ADLER + ADLER_LENGTH;

/** The file of an empty picture, without its checksums: made once, since every captcha begins as a copy of it. */
let empty: Uint8Array | null = null;

/** The PNG file of a drawing, each row twice. */
export function encodePng({ bytes }: Bitmap): Uint8Array {
  empty ??= emptyFile();
  const file = empty.slice();
  let a = 1;
  let b = 0;
  let record = FIRST_RECORD;
  for (let at = 0; at < bytes.length; at += ROW_BYTES) {
    const row = bytes.subarray(at, at + ROW_BYTES);
    file.set(row, record + STORED_LENGTH.length + 1);
    record += RECORD_LENGTH;
    // Adler-32 goes through the row once and counts it twice. Its sums stay below 2^53, so they are reduced at the end.
    let sum = 0;
    let sums = 0;
    for (let i = 0; i < ROW_BYTES; i++) {
      sum += row[i] as number;
      sums += sum;
    }
    b += ROW_LENGTH * (2 * a + sum) + 2 * sums;
    a += 2 * sum;
  }
  const view = new DataView(file.buffer);
  view.setUint16(ADLER, b % ADLER_MODULUS);
  view.setUint16(ADLER + 2, a % ADLER_MODULUS);
  view.setInt32(DATA_CRC, crc32(file, DATA + 4, DATA_CRC));
  return file;
}

function chunkLength(content: Uint8Array): number {
  return content.length + 12;
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const made = new Uint8Array(chunkLength(content));
  const view = new DataView(made.buffer);
  view.setUint32(0, content.length);
  made.set(utf8(type), 4);
  made.set(content, 8);
  view.setInt32(8 + content.length, crc32(made, 4, 8 + content.length));
  return made;
}

function emptyFile(): Uint8Array {
  const stream = new Uint8Array(STREAM_START.length + ROWS * RECORD_LENGTH + ADLER_LENGTH);
  stream.set(STREAM_START);
  for (let row = 0; row < ROWS; row++) {
    const record = STREAM_START.length + row * RECORD_LENGTH;
    stream.set(STORED_LENGTH, record);
    stream.set(SAME_AGAIN, record + STORED_LENGTH.length + ROW_LENGTH);
  }
  stream[stream.length - ADLER_LENGTH - SAME_AGAIN.length]! |= LAST_BLOCK;
  return concatBytes(
    SIGNATURE,
    chunk('IHDR', HEADER),
    chunk('PLTE', PALETTE),
    chunk('IDAT', stream),
    chunk('IEND', new Uint8Array(0)),
  );
}
