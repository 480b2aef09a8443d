import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecordError } from '../../encoding/byte_reader.ts';
import { hex } from '../../encoding/hex.ts';
import { decodeAccountReferences, encodeAccountReferences } from './account_references_record.ts';

/** A number that a record can hold; 0 stands for none there. */
const number = fc.option(fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }));
const references = fc.array(fc.record({ number, lastUsed: number, isDefault: fc.boolean() }), {
  maxLength: 20,
});

describe('the record of a list of accounts', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(references, (list) => {
        expect(decodeAccountReferences(encodeAccountReferences(list))).toEqual(list);
      }),
    );
  });

  test('stays readable: this one was written by version 1', () => {
    const list = [
      { number: null, lastUsed: 1_700_000_000_000_000_000n, isDefault: true },
      { number: 258n, lastUsed: null, isDefault: false },
    ];
    const record =
      '01' + '0000000000000000' + '17979cfe362a0000' + '01' + '0000000000000102' + '0000000000000000' + '00';
    expect(hex(encodeAccountReferences(list))).toBe(record);
    expect(decodeAccountReferences(Uint8Array.from(Buffer.from(record, 'hex')))).toEqual(list);
  });

  test('is refused when it was cut or is of another version', () => {
    const record = encodeAccountReferences([{ number: 1n, lastUsed: 2n, isDefault: false }]);
    for (let length = 2; length < record.length; length++) {
      expect(() => decodeAccountReferences(record.subarray(0, length))).toThrow(RecordError);
    }
    record[0] = 2;
    expect(() => decodeAccountReferences(record)).toThrow('account references record of version 2');
  });
});
