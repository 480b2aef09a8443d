import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeArg, CanisterIdArg } from './candid.ts';
import { findBadCandid } from './candid_guard.ts';

const MAGIC = [...Buffer.from('DIDL')];
const bytes = (...parts: number[]): Uint8Array => Uint8Array.from([...MAGIC, ...parts]);
/** 2^35 - 1 as LEB128. */
const HUGE = [0xff, 0xff, 0xff, 0xff, 0x7f];
const RECORD = 0x6c;
const VEC = 0x6d;
const OPT = 0x6e;
const NULL = 0x7f;

/** Types with a value each. */
const typed: fc.Arbitrary<[IDL.Type, unknown]> = fc.letrec<{ any: [IDL.Type, unknown] }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.constant<[IDL.Type, unknown]>([IDL.Null, null]),
    fc.boolean().map<[IDL.Type, unknown]>((value) => [IDL.Bool, value]),
    fc.bigInt({ min: 0n, max: 2n ** 200n }).map<[IDL.Type, unknown]>((value) => [IDL.Nat, value]),
    fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }).map<[IDL.Type, unknown]>((value) => [IDL.Int, value]),
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map<[IDL.Type, unknown]>((value) => [IDL.Nat64, value]),
    fc.double().map<[IDL.Type, unknown]>((value) => [IDL.Float64, value]),
    fc.string().map<[IDL.Type, unknown]>((value) => [IDL.Text, value]),
    fc.uint8Array().map<[IDL.Type, unknown]>((value) => [IDL.Vec(IDL.Nat8), value]),
    fc
      .uint8Array({ maxLength: 29 })
      .map<[IDL.Type, unknown]>((value) => [IDL.Principal, Principal.fromUint8Array(value)]),
    tie('any').map<[IDL.Type, unknown]>(([type, value]) => [IDL.Opt(type), [value]]),
    tie('any').map<[IDL.Type, unknown]>(([type, value]) => [IDL.Vec(type), [value, value]]),
    fc
      .array(tie('any'), { maxLength: 4 })
      .map<[IDL.Type, unknown]>((all) => [
        IDL.Record(Object.fromEntries(all.map(([type], at) => [`f${at}`, type]))),
        Object.fromEntries(all.map(([, value], at) => [`f${at}`, value])),
      ]),
    tie('any').map<[IDL.Type, unknown]>(([type, value]) => [
      IDL.Variant({ a: IDL.Null, b: type }),
      { b: value },
    ]),
    fc.constant<[IDL.Type, unknown]>([
      IDL.Func([IDL.Nat], [IDL.Text], ['query']),
      [Principal.anonymous(), 'method'],
    ]),
  ),
})).any;

describe('the check before Candid is decoded', () => {
  it('lets through what the library encodes', () => {
    fc.assert(
      fc.property(typed, ([type, value]) => {
        expect(findBadCandid(IDL.encode([type], [value]))).toBeUndefined();
      }),
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
        for (const each of [tail, bytes(...tail)]) {
          const bad = findBadCandid(each);
          expect(bad === undefined || bad.length > 0).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['billions of nothing', bytes(1, VEC, NULL, 1, 0, ...HUGE), 'too many values'],
    ['nothing in records', bytes(2, VEC, 1, RECORD, 0, 1, 0, ...HUGE), 'too many values'],
    ['endless nesting', bytes(1, OPT, 0, 1, 0, ...new Array<number>(10_000).fill(1)), 'values nest too deep'],
    ['a record of itself', bytes(1, RECORD, 1, 0, 0, 1, 0), 'values nest too deep'],
    ['a blob that is not there', bytes(1, VEC, 0x7b, 1, 0, ...HUGE), 'ends early'],
    [
      'a number of ten thousand bytes',
      bytes(0, 1, 0x7d, ...new Array<number>(10_000).fill(0x80), 0),
      'a number is too large',
    ],
    ['types without end', bytes(...HUGE), 'more than 512 types'],
    ['a type that is not defined', bytes(0, 1, 5), 'type 5 is not defined'],
    ['other data', Uint8Array.of(1, 2, 3), 'no magic number'],
  ])('refuses %s', (_what, bad, reason) => {
    expect(findBadCandid(bad)).toBe(reason);
    expect(decodeArg(CanisterIdArg, bad)).toMatchObject({ ok: false, reject: { errorCode: 'IC0408' } });
  });
});
