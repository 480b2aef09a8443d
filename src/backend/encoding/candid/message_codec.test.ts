import { IDL } from '@dfinity/candid';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyType, valueOf } from '../../../../tests/support/candid_arbitrary.ts';
import {
  codecOf,
  comparingDecoderOf,
  fromIdl,
  idlType,
  toIdl,
} from '../../../../tests/support/candid_types.ts';
import type { PrimitiveName, Type } from '../../../../scripts/codec/interface_model.ts';
import { CandidError } from './candid_error.ts';

const anyMessage = fc
  .array(anyType, { maxLength: 3 })
  .chain((types) => fc.tuple(fc.constant(types), fc.tuple(...types.map((type) => valueOf(type)))));

describe('the message codec beside @dfinity/candid', () => {
  it('decodes what it encodes, comparing types or knowing the header', () => {
    fc.assert(
      fc.property(anyMessage, ([types, values]) => {
        const bytes = IDL.encode(
          types.map((type) => idlType(type)),
          types.map((type, index) => toIdl(type, values[index])),
        );
        expect(codecOf(types).decode(bytes)).toEqual(values);
        expect(comparingDecoderOf(types)(bytes)).toEqual(values);
      }),
      { numRuns: 500 },
    );
  });

  it('encodes what it decodes', () => {
    fc.assert(
      fc.property(anyMessage, ([types, values]) => {
        const bytes = codecOf(types).encode(...values);
        const decoded = IDL.decode(
          types.map((type) => idlType(type)),
          bytes,
        );
        expect(types.map((type, index) => fromIdl(type, decoded[index]))).toEqual(values);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses every part of a message and every byte too many', () => {
    fc.assert(
      fc.property(anyMessage, ([types, values]) => {
        const bytes = codecOf(types).encode(...values);
        // As many tries as bytes: long texts and blobs would only repeat what short ones show.
        fc.pre(bytes.length < 400);
        for (const decode of [codecOf(types).decode, comparingDecoderOf(types)]) {
          for (let length = 0; length < bytes.length; length++) {
            expect(() => decode(bytes.slice(0, length))).toThrow(CandidError);
          }
          expect(() => decode(Uint8Array.of(...bytes, 0))).toThrow(CandidError);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('throws nothing but CandidError for changed bytes', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(anyMessage, changes, ([types, values], edits) => {
        const bytes = codecOf(types).encode(...values);
        for (const [place, byte] of edits) bytes[place % bytes.length] = byte;
        for (const decode of [codecOf(types).decode, comparingDecoderOf(types)]) {
          try {
            decode(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(CandidError);
            expect((error as Error).message).toMatch(/^[^\n]{1,80}$/);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('encodes messages of every length around the sizes of its buffer', () => {
    const prim = (name: PrimitiveName) => ({ kind: 'primitive', name }) as const;
    const small = { kind: 'tuple', items: [prim('Bool'), prim('Nat'), prim('Text'), prim('Nat64')] } as const;
    const types: Type[] = [prim('Text'), { kind: 'vec', inner: small }];
    const [text, list] = [IDL.Text, IDL.Vec(IDL.Tuple(IDL.Bool, IDL.Nat, IDL.Text, IDL.Nat64))];
    const items = Array.from({ length: 300 }, (_, index) => [index % 2 === 0, BigInt(index), 'x', 5n]);
    for (let length = 0; length < 20; length++) {
      const values = ['a'.repeat(length), items];
      expect(codecOf(types).encode(...values)).toEqual(IDL.encode([text, list], values));
    }
    for (const length of [0, 127, 128, 1000, 16383, 16384, 70_000]) {
      const bytes = codecOf([prim('Text')]).encode('a'.repeat(length));
      expect(bytes).toEqual(IDL.encode([text], ['a'.repeat(length)]));
      expect(codecOf([prim('Text')]).encode('ä'.repeat(length))).toEqual(
        IDL.encode([text], ['ä'.repeat(length)]),
      );
    }
  });

  it('decodes a view into a larger buffer', () => {
    const bytes = IDL.encode([IDL.Text, IDL.Nat64], ['x', 7n]);
    const larger = Uint8Array.of(1, 2, 3, ...bytes, 4, 5).subarray(3, 3 + bytes.length);
    const types = [
      { kind: 'primitive', name: 'Text' } as const,
      { kind: 'primitive', name: 'Nat64' } as const,
    ];
    expect(codecOf(types).decode(larger)).toEqual(['x', 7n]);
    expect(comparingDecoderOf(types)(larger)).toEqual(['x', 7n]);
  });
});
