import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LineTemplate } from '../../../src/backend/encoding/line_template.ts';
import {
  type JoinParts,
  PART,
  PARTS_FRAME,
  PartsFrame,
  installNativeParts,
  javascriptParts,
} from '../../../src/backend/encoding/parts_frame.ts';
import {
  installNativeDigestSteps,
  javascriptDigestSteps,
} from '../../../src/backend/encoding/digest_steps.ts';
import { nativeDigestSteps } from '../../../src/backend/ic/native_digest_steps.ts';
import { nativeParts } from '../../../src/backend/ic/native_parts.ts';
import { expectPartsToAgree, partsFrame } from './testing/parts.ts';
import { Seam } from './testing/seam.ts';

const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

describe.each(['native code', 'JavaScript'])('parts joined by %s', (where) => {
  let join: JoinParts;
  beforeEach(() => {
    const seam = new Seam(new Uint8Array());
    if (where === 'JavaScript') join = javascriptParts;
    else {
      join = nativeParts(seam.certifiedDataSet);
      installNativeDigestSteps(nativeDigestSteps(seam));
    }
    installNativeParts(join);
  });
  afterEach(() => {
    installNativeParts(javascriptParts);
    installNativeDigestSteps(javascriptDigestSteps);
  });

  it.each([0, 1, 127, 128, 16_383, 16_384])('tell the length of %i bytes before them', (length) => {
    const frame = PartsFrame.of(
      [{ kind: PART.BEGIN }, { kind: PART.BYTES }, { kind: PART.COUNTED }],
      2 * length + 10,
    );
    const { bytes, free } = frame;
    bytes.fill(65, free, free + length);
    frame.setPart(1, free, length);
    const digits = length < 128 ? [length] : [(length & 127) | 128, length >> 7];
    if (length === 16_384) digits.splice(0, 2, 128, 128, 1);
    const joined = frame.join(free + length, free + length);
    expect(Buffer.compare(joined, Buffer.concat([Buffer.from(digits), Buffer.alloc(length, 65)]))).toBe(0);
  });

  it('are lines with the values that there are', () => {
    const template = new LineTemplate(['a ', 'b ', 'c ', 'd ', 'e ']);
    const text = Buffer.from(template.text([2n ** 64n, null, 0, 1.5], ' 7\n', 'und ñ€😀\n')).toString();
    expect(text).toBe('a 18446744073709551616 7\nc 0 7\nd 1.5 7\nund ñ€😀\n');
    expect(Buffer.from(template.text([], '\n', '')).toString()).toBe('');
    const long = 'é'.repeat(20_000);
    expect(Buffer.from(template.text([1], '\n', long)).toString()).toBe(`a 1\n${long}`);
    expect(Buffer.from(template.text([1], '\n', 'x\ud800')).toString()).toBe('a 1\nx\ufffd');
  });

  it('are refused one byte beyond their room, and outside of the frame', () => {
    const refused = where === 'JavaScript' ? RangeError : WebAssembly.RuntimeError;
    const run = (bytes: Uint8Array, change?: (words: Uint32Array) => void): void => {
      const words = new Uint32Array(bytes.buffer);
      change?.(words);
      join(bytes, words);
    };
    for (const [kind, bytes, room] of [
      [PART.BYTES, ascii('x'.repeat(40)), 40],
      [PART.BASE64, ascii('x'.repeat(30)), 40],
    ] as const) {
      expect(() => run(partsFrame([{ kind, bytes }], room).bytes)).not.toThrow();
      expect(() => run(partsFrame([{ kind, bytes }], room - 4).bytes)).toThrow(refused);
    }
    const frame = (): Uint8Array =>
      partsFrame([{ kind: PART.BYTES, bytes: ascii('x'.repeat(40)) }], 40).bytes;
    const { COUNT, OUTPUT, PARTS } = PARTS_FRAME;
    const { length } = frame();
    for (const change of [
      (words: Uint32Array) => (words[PARTS / 4 + 1] = length - 39),
      (words: Uint32Array) => (words[PARTS / 4 + 1] = 0xffff_fff0),
      (words: Uint32Array) => (words[PARTS / 4 + 2] = 0xffff_fff0),
      (words: Uint32Array) => (words[OUTPUT / 4] = length + 1),
      (words: Uint32Array) => (words[OUTPUT / 4] = 0xffff_fff0),
      (words: Uint32Array) => (words[COUNT / 4] = 100),
      (words: Uint32Array) => (words[COUNT / 4] = 0xffff_ffff),
    ]) {
      expect(() => run(frame(), change)).toThrow();
    }
  });
});

describe('native parts', () => {
  it('agree with the plain ones', () => {
    expectPartsToAgree(nativeParts(new Seam(new Uint8Array()).certifiedDataSet), 2000);
  });
});
