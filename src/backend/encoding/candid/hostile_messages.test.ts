import { IDL } from '@dfinity/candid';
import { describe, expect, it } from 'vitest';
import { comparingDecoderOf, named, opt, primitive, vec } from '../../../../tests/support/candid_types.ts';
import type { Type } from '../../../../scripts/codec/interface_model.ts';
import { CandidError } from './candid_error.ts';

const DIDL = [0x44, 0x49, 0x44, 0x4c];
const BILLION = [0x80, 0x94, 0xeb, 0xdc, 0x03];
const TWO_TO_60 = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10];
const NAT = primitive('Nat');

/** Decoding at nothing, at `reserved`, at an option of another type, and at the declared type. */
function everyWay(declared: Type): [string, Type[]][] {
  return [
    ['an argument nobody asked for', []],
    ['reserved', [primitive('Reserved')]],
    ['an option of another type', [opt(NAT)]],
    ['its own type', [declared]],
  ];
}

/** 20 records, each of two of the next: a value of 2^20 nulls in no bytes. */
function doublingRecords(): number[] {
  const entries = [[0x6c, 2, 1, 0x7f, 2, 0x7f]];
  while (entries.length < 20) entries.push([0x6c, 2, 0, entries.length - 1, 1, entries.length - 1]);
  return [entries.length + 1, ...entries.flat(), 0x6d, entries.length - 1, 1, entries.length];
}

const TOO_MUCH = 'Candid message needs too much work to decode';
const TOO_DEEP = 'Candid message nests too deeply';
const TOO_EARLY = 'Candid message ends too early';
const bombs: [string, number[], Type, string][] = [
  ['a billion nulls', [1, 0x6d, 0x7f, 1, 0, ...BILLION], vec(primitive('Null')), TOO_MUCH],
  [
    '2^60 nulls',
    [1, 0x6d, 0x7f, 1, 0, ...TWO_TO_60],
    vec(primitive('Null')),
    'Candid message has a number out of range',
  ],
  ['a billion reserved', [1, 0x6d, 0x70, 1, 0, ...BILLION], vec(primitive('Reserved')), TOO_MUCH],
  ['a billion empty records', [2, 0x6d, 1, 0x6c, 0, 1, 0, ...BILLION], vec(primitive('Reserved')), TOO_MUCH],
  ['a billion bytes in three', [1, 0x6d, 0x7b, 1, 0, ...BILLION, 0, 0, 0], vec(primitive('Nat8')), TOO_EARLY],
  [
    'a billion booleans in three',
    [1, 0x6d, 0x7e, 1, 0, ...BILLION, 0, 0, 0],
    vec(primitive('Bool')),
    TOO_MUCH,
  ],
  ['records that double twenty times', [...doublingRecords(), 2], vec(primitive('Reserved')), TOO_MUCH],
  ['a record of itself', [1, 0x6c, 1, 0, 0, 1, 0], primitive('Reserved'), TOO_DEEP],
  [
    'a variant of itself',
    [1, 0x6b, 1, 0, 0, 1, 0, ...new Array(5000).fill(0)],
    primitive('Reserved'),
    TOO_DEEP,
  ],
  ['options in options', [1, 0x6e, 0, 1, 0, ...new Array(5000).fill(1), 0], named('Opt'), TOO_DEEP],
  ['vectors in vectors', [1, 0x6d, 0, 1, 0, ...new Array(5000).fill(1), 0], primitive('Reserved'), TOO_DEEP],
  [
    'a text of a megabyte',
    [0, 1, 0x71, 0xc0, 0x84, 0x3d, ...new Array(1_000_000).fill(0x61)],
    primitive('Text'),
    TOO_MUCH,
  ],
  [
    'a number of ten thousand bytes',
    [0, 1, 0x7d, ...new Array(10_000).fill(0x80), 0],
    NAT,
    'Candid message has a number out of range',
  ],
];

describe.each(bombs)('%s', (_, body, declared, message) => {
  const bytes = Uint8Array.from([...DIDL, ...body]);

  it.each(everyWay(declared))('is refused at %s', (_way, types) => {
    expect(() => comparingDecoderOf(types)(bytes)).toThrow(new CandidError(message));
  });
});

describe('type tables', () => {
  it.each([
    ['a million types', [0xc0, 0x84, 0x3d, ...new Array(1_000_000).fill([0x6e, 0x7f]).flat(), 0]],
    ['a million arguments', [0, 0xc0, 0x84, 0x3d, ...new Array(1_000_000).fill(0x7f)]],
    ['a record of a million fields', [1, 0x6c, 0xc0, 0x84, 0x3d, ...new Array(2_000_000).fill(0x7f), 0]],
  ])('with %s are refused', (_, body) => {
    const bytes = Uint8Array.from([...DIDL, ...body]);
    expect(() => comparingDecoderOf([])(bytes)).toThrow(new CandidError(TOO_MUCH));
  });
});

it('takes a blob of two megabytes, which costs no work', () => {
  const bytes = new Uint8Array(4 + 9 + 2_000_000);
  bytes.set([...DIDL, 1, 0x6d, 0x7b, 1, 0, 0x80, 0x89, 0x7a]);
  expect(comparingDecoderOf([vec(primitive('Nat8'))])(bytes.subarray(0, 12 + 2_000_000))).toHaveLength(1);
});

it.each([
  ['ASCII', 'x'.repeat(60_000)],
  ['other characters', 'é'.repeat(6_000)],
])('takes a long text of %s', (_, text) => {
  const bytes = IDL.encode([IDL.Text], [text]);
  expect(comparingDecoderOf([primitive('Text')])(bytes)).toEqual([text]);
});

it('refuses more text of other characters than there is work for', () => {
  const bytes = IDL.encode([IDL.Text], ['é'.repeat(20_000)]);
  expect(() => comparingDecoderOf([primitive('Text')])(bytes)).toThrow(new CandidError(TOO_MUCH));
});
