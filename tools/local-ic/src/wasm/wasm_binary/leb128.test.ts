import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteReader } from './byte_reader.ts';
import { ByteWriter } from './byte_writer.ts';
import { InvalidWasm } from './invalid_wasm.ts';

function written(write: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter(0);
  write(writer);
  return writer.finish();
}

/** Signed LEB128 by its definition, to compare with. */
function signedValue(bytes: Uint8Array): bigint {
  const value = bytes.reduceRight((sum, byte) => (sum << 7n) | BigInt(byte & 0x7f), 0n);
  return BigInt.asIntN(bytes.length * 7, value);
}

it('should read the unsigned numbers that it writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (value) => {
      const reader = new ByteReader(written((writer) => writer.u32(value)));
      expect(reader.u32()).toBe(value);
      expect(reader.atEnd).toBe(true);
    }),
  );
});

it('should write signed numbers as the format defines them, in the fewest bytes', () => {
  const check = (value: number) => {
    const bytes = written((writer) => writer.signed(value));
    expect(signedValue(bytes)).toBe(BigInt(value));
    const bits = value < 0 ? BigInt(-value - 1).toString(2).length + 1 : BigInt(value).toString(2).length + 1;
    expect(bytes.length).toBe(Math.ceil((value === 0 || value === -1 ? 1 : bits) / 7));
  };
  for (const value of [0, -1, 63, 64, -64, -65, 2 ** 40, -(2 ** 40)]) check(value);
  fc.assert(fc.property(fc.maxSafeInteger(), check));
});

it('should fill in sizes as five bytes that read back', () => {
  const bytes = written((writer) => {
    const place = writer.reserveSize();
    writer.append(new Uint8Array(300));
    writer.fillSize(place);
  });
  const reader = new ByteReader(bytes);
  expect(reader.u32()).toBe(300);
  expect(reader.position).toBe(5);
});

it.each([
  ['cut off', [0x80]],
  ['of more than 32 bits', [0xff, 0xff, 0xff, 0xff, 0x1f]],
  ['of more than five bytes', [0x80, 0x80, 0x80, 0x80, 0x80, 0x00]],
])('should refuse a number %s', (_, bytes) => {
  expect(() => new ByteReader(Uint8Array.from(bytes)).u32()).toThrow(InvalidWasm);
});

it('should refuse lengths and names beyond the end and names that are not UTF-8', () => {
  expect(() => new ByteReader(Uint8Array.of(5, 1)).name()).toThrow('unexpected end');
  expect(() => new ByteReader(Uint8Array.of(1, 0xff)).name()).toThrow('malformed UTF-8');
  expect(() => new ByteReader(new Uint8Array(4)).within(5)).toThrow('unexpected end');
});
