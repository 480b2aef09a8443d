/**
 * Messages whose meaning Candid's specification fixes, written as in its text format: `\xx` is a byte.
 * The cases are those of the test suite that implementations share (github.com/dfinity/candid, `test/`).
 */
import { describe, expect, it } from 'vitest';
import {
  INTERFACE,
  comparingDecoderOf,
  named,
  opt,
  primitive,
  record,
  tuple,
  variant,
  vec,
} from '../../../../tests/support/candid_types.ts';
import type { PrimitiveName, Type } from '../../../../scripts/codec/interface_model.ts';
import { CandidError } from './candid_error.ts';

const [NULL, BOOL, NAT, INT, TEXT, RESERVED, EMPTY, PRINCIPAL] = (
  ['Null', 'Bool', 'Nat', 'Int', 'Text', 'Reserved', 'Empty', 'Principal'] as PrimitiveName[]
).map(primitive) as [Type, Type, Type, Type, Type, Type, Type, Type];
const NAT8 = primitive('Nat8');
const INT8 = primitive('Int8');
const REFUSED = Symbol('refused');

type Case = [bytes: string, types: Type[], values: unknown[] | typeof REFUSED];

/** The bytes of a literal such as `DIDL\00\01\7f`. */
function blob(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const [part, hex] of text.matchAll(/\\([0-9a-f]{2})|[^\\]/g)) {
    bytes.push(hex === undefined ? part.charCodeAt(0) : parseInt(hex, 16));
  }
  return Uint8Array.from(bytes);
}

function check(title: string, cases: Case[]): void {
  describe(title, () => {
    it.each(cases)('%s', (bytes, types, values) => {
      const decode = () => comparingDecoderOf(types, INTERFACE)(blob(bytes));
      if (values === REFUSED) expect(decode).toThrow(CandidError);
      else expect(decode()).toEqual(values);
    });
  });
}

check('magic bytes and counts', [
  ['', [], REFUSED],
  ['\\00\\00', [], REFUSED],
  ['DADL\\00\\00', [], REFUSED],
  ['DIDL\\00\\00', [], []],
  ['DIDL\\00\\00\\00', [], REFUSED],
  ['DIDL\\80\\00\\00', [], []],
  ['DIDL\\00\\80\\00', [], []],
  ['DIDL\\00\\01\\7f', [], []],
  ['DIDL\\00\\01\\6e', [], REFUSED],
  ['DIDL\\00\\01\\5e', [], REFUSED],
  ['DIDL\\80\\94\\eb\\dc\\03\\00', [], REFUSED],
  ['DIDL\\00\\80\\94\\eb\\dc\\03', [], REFUSED],
  ['DIDL\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\01\\00', [], REFUSED],
]);

check('type tables', [
  ['DIDL\\01\\6e\\6f\\00', [], []],
  ['DIDL\\02\\6e\\6f\\6e\\6f\\00', [], []],
  ['DIDL\\01\\6e\\00\\00', [], []],
  ['DIDL\\01\\6e\\00', [], REFUSED],
  ['DIDL\\01\\00\\00', [], REFUSED],
  ['DIDL\\02\\6e\\01\\00\\00', [], REFUSED],
  ['DIDL\\01\\6e\\01\\00', [], REFUSED],
  ['DIDL\\00\\01\\00', [], REFUSED],
  ['DIDL\\00\\03\\7f\\7f', [], REFUSED],
  ['DIDL\\00\\02\\7f\\7f\\7f', [], REFUSED],
  ['DIDL\\01\\7f\\00', [], REFUSED],
  ['DIDL\\01\\68\\00', [], REFUSED],
  ['DIDL\\02\\6d\\7f\\00\\00', [], REFUSED],
  ['DIDL\\01\\6e\\6f\\6e\\6f\\00', [], REFUSED],
]);

check('primitive types', [
  ['DIDL\\00\\01\\7f', [NULL], [null]],
  ['DIDL\\00\\01\\7e\\00', [NULL], REFUSED],
  ['DIDL\\00\\01\\7e\\01', [BOOL], [true]],
  ['DIDL\\00\\01\\7e\\02', [BOOL], REFUSED],
  ['DIDL\\00\\01\\7e', [BOOL], REFUSED],
  ['DIDL\\00\\01\\7d\\80\\01', [NAT], [128n]],
  ['DIDL\\00\\01\\7d\\80\\00', [NAT], [0n]],
  ['DIDL\\00\\01\\7d\\80', [NAT], REFUSED],
  ['DIDL\\00\\01\\7d\\80\\80\\98\\f4\\e9\\b5\\ca\\6a', [NAT], [60000000000000000n]],
  ['DIDL\\00\\01\\7d\\07', [INT], [7n]],
  ['DIDL\\00\\01\\7c\\07', [NAT], REFUSED],
  ['DIDL\\00\\01\\7c\\7f', [INT], [-1n]],
  ['DIDL\\00\\01\\7c\\40', [INT], [-64n]],
  ['DIDL\\00\\01\\7c\\ff\\7f', [INT], [-1n]],
  ['DIDL\\00\\01\\7c\\ff\\00', [INT], [127n]],
  ['DIDL\\00\\01\\7c\\80\\7f', [INT], [-128n]],
  ['DIDL\\00\\01\\7c\\80\\80\\e8\\8b\\96\\ca\\b5\\95\\7f', [INT], [-60000000000000000n]],
  ['DIDL\\00\\01\\7b\\ff', [NAT8], [255]],
  ['DIDL\\00\\01\\77\\ff', [INT8], [-1]],
  ['DIDL\\00\\01\\7a\\00\\01', [primitive('Nat16')], [256]],
  ['DIDL\\00\\01\\79\\ff\\ff\\ff\\ff', [primitive('Nat32')], [4294967295]],
  ['DIDL\\00\\01\\75\\ff\\ff\\ff\\ff', [primitive('Int32')], [-1]],
  ['DIDL\\00\\01\\78\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff', [primitive('Nat64')], [18446744073709551615n]],
  ['DIDL\\00\\01\\74\\ff\\ff\\ff\\ff\\ff\\ff\\ff\\ff', [primitive('Int64')], [-1n]],
  ['DIDL\\00\\01\\73\\00\\00\\00\\bf', [primitive('Float32')], [-0.5]],
  ['DIDL\\00\\01\\72\\01\\00\\00\\00\\00\\00\\f0\\7f', [primitive('Float64')], [NaN]],
  ['DIDL\\00\\01\\71\\06Motoko', [TEXT], ['Motoko']],
  ['DIDL\\00\\01\\71\\05Motoko', [TEXT], REFUSED],
  ['DIDL\\00\\01\\71\\07Motoko', [TEXT], REFUSED],
  ['DIDL\\00\\01\\71\\86\\00Motoko', [TEXT], ['Motoko']],
  ['DIDL\\00\\01\\71\\03\\e2\\98\\83', [TEXT], ['☃']],
  ['DIDL\\00\\01\\71\\03\\e2\\28\\a1', [TEXT], REFUSED],
  ['DIDL\\00\\01\\71\\80\\94\\eb\\dc\\03Motoko', [TEXT], REFUSED],
  ['DIDL\\00\\01\\71\\06Motoko', [RESERVED], [null]],
  ['DIDL\\00\\01\\71\\03\\e2\\28\\a1', [RESERVED], REFUSED],
  ['DIDL\\00\\01\\6f', [EMPTY], REFUSED],
  [
    'DIDL\\00\\07\\7f\\7e\\7d\\7c\\70\\7b\\7a\\01\\2a\\2a\\2a\\2a\\00',
    [NULL, BOOL, NAT, INT, RESERVED, NAT8, primitive('Nat16')],
    [null, true, 42n, 42n, null, 42, 42],
  ],
]);

check('options', [
  ['DIDL\\01\\6e\\7c\\01\\00\\00', [opt(INT)], [null]],
  ['DIDL\\01\\6e\\7c\\01\\00\\01\\2a', [opt(INT)], [42n]],
  ['DIDL\\01\\6e\\7c\\01\\00\\02\\2a', [opt(INT)], REFUSED],
  ['DIDL\\01\\6e\\7c\\01\\00\\01', [opt(INT)], REFUSED],
  ['DIDL\\01\\6e\\7c\\01\\00\\00\\2a', [opt(INT)], REFUSED],
  ['DIDL\\02\\6e\\01\\6e\\7c\\01\\00\\01\\01\\2a', [opt(opt(INT))], [{ some: 42n }]],
  ['DIDL\\02\\6e\\01\\6e\\7e\\01\\00\\01\\00', [opt(opt(BOOL))], [{ some: null }]],
  ['DIDL\\01\\6e\\00\\01\\00\\01\\01\\00', [named('Opt')], [{ some: { some: null } }]],
  ['DIDL\\00\\00', [named('Opt')], [null]],
  ['DIDL\\00\\01\\7f', [opt(EMPTY)], [null]],
  ['DIDL\\01\\6e\\6f\\01\\00\\00', [opt(EMPTY)], [null]],
  ['DIDL\\00\\01\\7e\\01', [opt(BOOL)], [true]],
  ['DIDL\\00\\01\\7e\\02', [opt(BOOL)], REFUSED],
  ['DIDL\\01\\6e\\7f\\01\\00\\00', [opt(opt(NULL))], [null]],
  ['DIDL\\00\\01\\7e\\01', [opt(opt(BOOL))], [null]],
  ['DIDL\\00\\01\\70', [opt(NAT)], [null]],
  ['DIDL\\01\\6e\\7e\\01\\00\\01\\01', [opt(NAT)], [null]],
  ['DIDL\\01\\6e\\7e\\01\\00\\01\\02', [opt(NAT)], REFUSED],
  ['DIDL\\02\\6e\\01\\6e\\7e\\01\\00\\01\\01\\01', [opt(NAT)], [null]],
  ['DIDL\\02\\6e\\01\\6e\\7e\\01\\00\\01\\01\\01', [opt(opt(NAT))], [{ some: null }]],
  ['DIDL\\02\\6e\\01\\6b\\01\\00\\7e\\01\\00\\01\\00\\01', [opt(variant({ _0_: INT }))], [null]],
]);

check('vectors', [
  ['DIDL\\01\\6d\\7c\\01\\00\\00', [vec(INT8)], [[]]],
  ['DIDL\\01\\6d\\7c\\01\\00\\00', [vec(NAT8)], [new Uint8Array()]],
  ['DIDL\\01\\6d\\7c\\01\\00\\01\\01', [vec(NAT8)], REFUSED],
  ['DIDL\\01\\6d\\7c\\01\\00\\02\\01\\02', [vec(INT)], [[1n, 2n]]],
  ['DIDL\\01\\6d\\7b\\01\\00\\02\\01\\02', [vec(NAT8)], [Uint8Array.of(1, 2)]],
  ['DIDL\\01\\6d\\00\\01\\00\\02\\00\\00', [vec(vec(opt(EMPTY)))], [[[], []]]],
  ['DIDL\\01\\6d\\7f\\01\\00\\e8\\07', [vec(NULL)], [new Array(1000).fill(null)]],
  ['DIDL\\01\\6d\\7c\\01\\00', [vec(INT)], REFUSED],
  ['DIDL\\01\\6d\\7c\\01\\00\\02\\01', [vec(INT)], REFUSED],
  ['DIDL\\01\\6d\\7c\\01\\00\\01\\01\\02', [vec(INT)], REFUSED],
]);

check('records', [
  ['DIDL\\01\\6c\\00\\03\\00\\00\\00', [record({}), record({}), record({})], [{}, {}, {}]],
  ['DIDL\\01\\6c\\01\\01\\7c\\01\\00\\2a', [record({ _1_: opt(INT) })], [{ _1_: 42n }]],
  ['DIDL\\01\\6c\\01\\01\\7c\\01\\00\\2a', [record({ _1_: RESERVED })], [{ _1_: null }]],
  ['DIDL\\01\\6c\\01\\01\\7c\\01\\00\\2a', [record({})], [{}]],
  ['DIDL\\01\\6c\\01\\01\\7c\\01\\00\\2a', [record({ _2_: INT })], REFUSED],
  ['DIDL\\01\\6c\\01\\01\\7c\\01\\00\\2a', [record({ _2_: opt(INT) })], [{ _2_: null }]],
  ['DIDL\\01\\6c\\02\\00\\7c\\01\\7e\\01\\00\\2a\\01', [tuple(INT, BOOL)], [[42n, true]]],
  ['DIDL\\01\\6c\\02\\00\\7c\\01\\7e\\01\\00\\2a\\01', [tuple(INT)], [[42n]]],
  ['DIDL\\01\\6c\\02\\00\\7c\\01\\7e\\01\\00\\2a\\01', [tuple(INT, BOOL, opt(INT))], [[42n, true, null]]],
  ['DIDL\\01\\6c\\02\\00\\7c\\01\\7e\\01\\00\\2a\\01', [record({ _1_: BOOL })], [{ _1_: true }]],
  ['DIDL\\01\\6c\\02\\00\\7c\\01\\7e\\01\\00\\2a\\01', [tuple(BOOL, INT)], REFUSED],
  ['DIDL\\01\\6c\\02\\00\\7c\\00\\7e\\01\\00\\2a\\01', [RESERVED], REFUSED],
  ['DIDL\\01\\6c\\02\\01\\7c\\00\\7e\\01\\00\\2a\\01', [RESERVED], REFUSED],
  [
    'DIDL\\01\\6c\\02\\d3\\e3\\aa\\02\\7e\\86\\8e\\b7\\02\\7c\\01\\00\\01\\2a',
    [record({ foo: INT, bar: BOOL })],
    [{ foo: 42n, bar: true }],
  ],
  ['DIDL\\01\\6c\\01\\cd\\84\\b0\\05\\7f\\01\\00', [record({ '☃': NULL })], [{ '☃': null }]],
  ['DIDL\\01\\6c\\01\\80\\e4\\97\\d0\\12\\7c\\01\\00\\2a', [RESERVED], REFUSED],
  ['DIDL\\01\\6c\\01\\00\\00\\01\\00', [RESERVED], REFUSED],
  ['DIDL\\01\\6c\\02\\00\\7c\\01\\7e\\01\\00\\2a', [tuple(INT)], REFUSED],
  ['DIDL\\01\\6c\\02\\00\\7c\\01\\01\\00\\2a\\01', [record({})], REFUSED],
  ['DIDL\\01\\6c\\80\\94\\eb\\dc\\03\\00\\7f\\00\\7f', [], REFUSED],
  [
    'DIDL\\02\\6e\\01\\6c\\02\\a0\\d2\\ac\\a8\\04\\7c\\90\\ed\\da\\e7\\04\\00\\01\\00\\01\\01\\01\\02\\00',
    [named('List')],
    [{ some: { head: 1n, tail: { some: { head: 2n, tail: null } } } }].map(unwrapList),
  ],
]);

check('variants', [
  ['DIDL\\01\\6b\\00\\01\\00', [variant({})], REFUSED],
  ['DIDL\\01\\6b\\01\\00\\7f\\01\\00\\00', [variant({ _0_: NULL, _1_: NULL })], [{ tag: '_0_' }]],
  ['DIDL\\01\\6b\\01\\00\\7f\\01\\00\\00', [variant({ _0_: INT })], REFUSED],
  [
    'DIDL\\01\\6b\\02\\00\\7f\\01\\7c\\01\\00\\01\\2a',
    [variant({ _0_: INT, _1_: INT })],
    [{ tag: '_1_', value: 42n }],
  ],
  ['DIDL\\01\\6b\\02\\00\\7f\\01\\7f\\01\\00\\00', [variant({ _0_: NULL })], [{ tag: '_0_' }]],
  ['DIDL\\01\\6b\\02\\00\\7f\\01\\7f\\01\\00\\01', [variant({ _0_: NULL })], REFUSED],
  ['DIDL\\01\\6b\\02\\00\\7f\\01\\7f\\01\\00\\01', [opt(variant({ _0_: NULL }))], [null]],
  [
    'DIDL\\01\\6b\\02\\00\\7f\\01\\7f\\01\\00\\01',
    [variant({ _0_: NULL, _1_: NULL, _2_: NULL })],
    [{ tag: '_1_' }],
  ],
  ['DIDL\\01\\6b\\01\\00\\7f\\01\\00\\01', [variant({ _0_: NULL })], REFUSED],
  ['DIDL\\01\\6b\\02\\00\\7f\\00\\7f\\01\\00\\00', [RESERVED], REFUSED],
  ['DIDL\\01\\6b\\02\\01\\7f\\00\\7f\\01\\00\\00', [RESERVED], REFUSED],
  [
    'DIDL\\01\\6b\\03\\00\\7f\\01\\7f\\ff\\ff\\ff\\ff\\0f\\7f\\01\\00\\00',
    [variant({ _0_: NULL })],
    [{ tag: '_0_' }],
  ],
  ['DIDL\\01\\6b\\01\\80\\e4\\97\\d0\\12\\7c\\01\\00\\00\\2a', [RESERVED], REFUSED],
  [
    'DIDL\\01\\6b\\02\\bc\\8a\\01\\71\\c5\\fe\\d2\\01\\71\\01\\00\\00\\04\\67\\6f\\6f\\64',
    [variant({ Ok: TEXT, Err: TEXT })],
    [{ tag: 'Ok', value: 'good' }],
  ],
  ['DIDL\\01\\6b\\01\\00\\00\\01\\00\\00\\00\\00\\00\\00\\00\\00\\00\\00', [RESERVED], REFUSED],
]);

check('references', [
  ['DIDL\\00\\01\\68\\01\\00', [PRINCIPAL], [new Uint8Array()]],
  ['DIDL\\00\\01\\68\\01\\03\\ca\\ff\\ee', [PRINCIPAL], [Uint8Array.of(0xca, 0xff, 0xee)]],
  ['DIDL\\00\\01\\68\\03\\ca\\ff\\ee', [PRINCIPAL], REFUSED],
  ['DIDL\\00\\01\\68\\01\\03\\ca\\ff', [PRINCIPAL], REFUSED],
  [`DIDL\\00\\01\\68\\01\\1d${'x'.repeat(29)}`, [PRINCIPAL], [new Uint8Array(29).fill(120)]],
  [`DIDL\\00\\01\\68\\01\\1e${'x'.repeat(30)}`, [PRINCIPAL], REFUSED],
  ['DIDL\\01\\69\\00\\01\\00\\01\\03\\ca\\ff\\ee', [RESERVED], [null]],
  [
    'DIDL\\02\\6a\\01\\71\\01\\7d\\00\\69\\02\\03foo\\00\\04foo2\\00\\01\\01\\01\\03\\ca\\ff\\ee',
    [RESERVED],
    [null],
  ],
  [
    'DIDL\\02\\6a\\01\\71\\01\\7d\\00\\69\\02\\04foo2\\00\\03foo\\00\\01\\01\\01\\03\\ca\\ff\\ee',
    [RESERVED],
    REFUSED,
  ],
  [
    'DIDL\\02\\6a\\01\\71\\01\\7d\\00\\69\\02\\03foo\\00\\03foo\\00\\01\\01\\01\\03\\ca\\ff\\ee',
    [RESERVED],
    REFUSED,
  ],
  [
    'DIDL\\02\\6a\\01\\71\\01\\7d\\00\\69\\01\\03\\e2\\28\\a1\\00\\01\\01\\01\\03\\ca\\ff\\ee',
    [RESERVED],
    REFUSED,
  ],
  ['DIDL\\02\\6e\\7e\\69\\01\\03foo\\00\\01\\01\\01\\03\\ca\\ff\\ee', [RESERVED], REFUSED],
  ['DIDL\\01\\69\\01\\03foo\\68\\01\\00\\01\\03\\ca\\ff\\ee', [RESERVED], REFUSED],
  ['DIDL\\01\\6a\\01\\71\\01\\7d\\01\\01\\01\\00\\01\\01\\03\\ca\\ff\\ee\\03foo', [RESERVED], [null]],
  ['DIDL\\01\\6a\\00\\00\\00\\01\\00\\01\\00\\03\\ca\\ff\\ee\\01\\61', [RESERVED], REFUSED],
  ['DIDL\\01\\6a\\01\\71\\01\\7d\\01\\80\\01\\01\\00\\01\\01\\03\\ca\\ff\\ee\\03foo', [RESERVED], REFUSED],
  ['DIDL\\01\\6a\\01\\71\\01\\7d\\02\\01\\02\\01\\00\\01\\01\\03\\ca\\ff\\ee\\03foo', [RESERVED], REFUSED],
]);

check('types of a later Candid', [
  ['DIDL\\01\\67\\00\\02\\00\\7e\\00\\00\\01', [opt(EMPTY), BOOL], [null, true]],
  ['DIDL\\01\\67\\03ABC\\02\\00\\7e\\05\\00hello\\01', [opt(EMPTY), BOOL], [null, true]],
  ['DIDL\\01\\67\\03ABC\\02\\00\\7e\\05\\00hello\\01', [TEXT, BOOL], REFUSED],
]);

/** An option of a record is the record itself. */
function unwrapList(list: unknown): unknown {
  if (list === null) return null;
  const { head, tail } = (list as { some: { head: bigint; tail: unknown } }).some;
  return { head, tail: unwrapList(tail) };
}
