import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base64 } from './base64.ts';
import { ByteReader, RecordError } from './byte_reader.ts';
import { ByteWriter } from './byte_writer.ts';
import { compareBytes, concatBytes, equalBytes, utf8, utf8Length, utf8Text } from './bytes.ts';
import { hex } from './hex.ts';
import { unsignedLeb128 } from './leb128.ts';

const bytes = fc.uint8Array({ maxLength: 300 });

describe('byte strings', () => {
  test('are joined in order', () => {
    expect(concatBytes(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))).toEqual(
      Uint8Array.of(1, 2, 3),
    );
  });

  test('are compared as Buffer compares them', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b));
        expect(equalBytes(a, b)).toBe(Buffer.from(a).equals(b));
        expect(equalBytes(a, a.slice())).toBe(true);
      }),
    );
  });

  test('have the hexadecimal and base64 forms that Buffer gives them', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(hex(value)).toBe(Buffer.from(value).toString('hex'));
        expect(base64(value)).toBe(Buffer.from(value).toString('base64'));
      }),
    );
  });

  test('of a text are as many as counted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Length(text)).toBe(utf8(text).length);
        expect(utf8Text(utf8(text))).toBe(text);
      }),
    );
    expect(utf8Length('aß€😀')).toBe(1 + 2 + 3 + 4);
  });
});

describe('unsigned LEB128', () => {
  test.each([
    [0n, '00'],
    [127n, '7f'],
    [128n, '8001'],
    [624_485n, 'e58e26'],
    [0xffff_ffff_ffff_ffffn, 'ffffffffffffffffff01'],
  ])('of %s is %s', (value, expected) => {
    expect(hex(unsignedLeb128(value))).toBe(expected);
  });

  test('has no negative numbers', () => {
    expect(() => unsignedLeb128(-1n)).toThrow(RangeError);
  });
});

describe('records', () => {
  test('are read as they were written, and no prefix is', () => {
    const writer = new ByteWriter(1);
    writer.u8(7);
    writer.u16(0x1234);
    writer.u64(0x0102_0304_0506_0708n);
    writer.bytes16(Uint8Array.of(9, 9));
    writer.text16('\ufeffäö');
    const record = writer.finish();
    const read = (from: Uint8Array) => {
      const reader = new ByteReader(from);
      const fields = [reader.u8(), reader.u16(), reader.u64(), hex(reader.bytes16()), reader.text16()];
      reader.end();
      return fields;
    };
    expect(read(record)).toEqual([7, 0x1234, 0x0102_0304_0506_0708n, '0909', '\ufeffäö']);
    for (let length = 0; length < record.length; length++) {
      expect(() => read(record.subarray(0, length))).toThrow(RecordError);
    }
    expect(() => read(concatBytes(record, Uint8Array.of(0)))).toThrow('1 bytes left after a record');
  });

  test('have no field above 65,535 bytes', () => {
    expect(() => new ByteWriter().bytes16(new Uint8Array(0x10000))).toThrow(RangeError);
  });
});
