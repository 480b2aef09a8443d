import fc from 'fast-check';
import { expect } from 'vitest';
import {
  type JoinParts,
  PART,
  PARTS_FRAME,
  javascriptParts,
} from '../../../../src/backend/encoding/parts_frame.ts';

const { COUNT, OUTPUT, END, PARTS, PART_BYTES } = PARTS_FRAME;

interface Listed {
  readonly kind: number;
  readonly bytes: Uint8Array;
}

const anyBytes = fc.oneof(
  { weight: 9, arbitrary: fc.uint8Array({ maxLength: 60 }) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 120, maxLength: 20_000 }) },
);
const values = fc.string({ unit: fc.constantFrom('1', '23', '.5', ' ', ' '), maxLength: 12 });
const anyPart: fc.Arbitrary<Listed> = fc.oneof(
  fc.record({ kind: fc.constantFrom(...Object.values(PART)), bytes: anyBytes }),
  fc.record({ kind: fc.constant(PART.LINE), bytes: anyBytes }),
  values.map((text) => ({ kind: PART.VALUES, bytes: new Uint8Array(Buffer.from(text)) })),
);

/** A frame with these parts, and so much room behind them; where the output begins. */
export function partsFrame(parts: readonly Listed[], room: number): { bytes: Uint8Array; output: number } {
  let place = PARTS + parts.length * PART_BYTES;
  const output = parts.reduce((end, { bytes }) => end + bytes.length, place);
  // Never so short that it would be certified data.
  const bytes = new Uint8Array(Math.max((output + room + 3) & ~3, 36));
  const words = new Uint32Array(bytes.buffer);
  words[COUNT / 4] = parts.length;
  words[OUTPUT / 4] = output;
  parts.forEach(({ kind, bytes: source }, i) => {
    words.set([kind, place, source.length], (PARTS + i * PART_BYTES) / 4);
    bytes.set(source, place);
    place += source.length;
  });
  return { bytes, output };
}

/** What the list of a frame makes, or that it has no room. */
function outcome(join: JoinParts, { bytes, output }: ReturnType<typeof partsFrame>): unknown {
  const words = new Uint32Array(bytes.buffer);
  try {
    join(bytes, words);
  } catch (error) {
    expect(error).toBeInstanceOf(join === javascriptParts ? RangeError : WebAssembly.RuntimeError);
    return 'refused';
  }
  return Buffer.from(bytes.subarray(output, words[END / 4])).toString('latin1');
}

/** Compares what native code makes of random lists with what the plain code makes of them. */
export function expectPartsToAgree(native: JoinParts, cases: number): void {
  fc.assert(
    fc.property(
      fc.array(anyPart, { maxLength: 8 }),
      fc.oneof(fc.constant(100_000), fc.nat(300)),
      (parts, room) => {
        const [left, right] = [partsFrame(parts, room), partsFrame(parts, room)];
        expect(outcome(native, left)).toBe(outcome(javascriptParts, right));
      },
    ),
    { numRuns: cases },
  );
}
