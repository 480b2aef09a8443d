/**
 * Arguments as the published canister's decoder takes them, and arguments that were made to harm, in the built
 * canister: what they cost is measured by the weights of the Internet Computer.
 */
import { IDL, idlLabelToId } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BenchedCanister } from '../../scripts/bench/benched_canister.ts';
import { idlFactory } from '../../src/declarations/internet_identity.did.ts';
import { builtWasm } from '../support/build_under_test.ts';

const ANYONE = Principal.selfAuthenticating(new Uint8Array(32));
const METHODS = new Map(idlFactory({ IDL })._fields);
const MOST_INSTRUCTIONS = 100_000_000n;
/** The longest text of a trap that reaches a client in one line. */
const SHORT = 400;

let canister: BenchedCanister;
beforeAll(() => {
  canister = new BenchedCanister(builtWasm('internet_identity'));
});
afterAll(() => canister.close());

type Method = Parameters<BenchedCanister['callWithBytes']>[1];

/** The reply's values, of an argument of any types. */
function reply(method: Method, types: IDL.Type[], values: unknown[]): unknown[] {
  const { reply: bytes } = canister.callWithBytes(ANYONE, method, new Uint8Array(IDL.encode(types, values)));
  if (typeof bytes === 'string') throw new Error(bytes);
  return IDL.decode(METHODS.get(method)!.retTypes, bytes);
}

const REQUEST = { method: 'GET', url: '/faq', headers: [], body: new Uint8Array() };
const HEADERS = IDL.Vec(IDL.Tuple(IDL.Text, IDL.Text));
const request = (more: Record<string, IDL.Type>) =>
  IDL.Record({ method: IDL.Text, url: IDL.Text, headers: HEADERS, body: IDL.Vec(IDL.Nat8), ...more });
const redirected = { status_code: 301 };

const METHOD_DATA = {
  authn_method: { PubKey: { pubkey: new Uint8Array(44).fill(5) } },
  security_settings: { protection: { Unprotected: null }, purpose: { Authentication: null } },
  metadata: [],
  last_authentication: [],
};
const METHOD_FIELDS = {
  authn_method: IDL.Variant({ PubKey: IDL.Record({ pubkey: IDL.Vec(IDL.Nat8) }) }),
  security_settings: IDL.Record({
    protection: IDL.Variant({ Unprotected: IDL.Null }),
    purpose: IDL.Variant({ Authentication: IDL.Null }),
  }),
  metadata: IDL.Vec(IDL.Empty),
};

describe('arguments that are not quite of the declared types', () => {
  it.each<[string, Method, IDL.Type[], unknown[], unknown]>([
    ['fields that are optional left out', 'http_request_update', [request({})], [REQUEST], redirected],
    [
      'fields that nobody knows',
      'http_request_update',
      [request({ later: IDL.Vec(IDL.Record({ a: IDL.Nat, b: IDL.Opt(IDL.Float64) })) })],
      [{ ...REQUEST, later: [{ a: 5n, b: [1.5] }] }],
      redirected,
    ],
    [
      'an option of another type, which is read as none',
      'http_request_update',
      [request({ certificate_version: IDL.Opt(IDL.Text) })],
      [{ ...REQUEST, certificate_version: ['two'] }],
      redirected,
    ],
    [
      'a value where an option is declared',
      'http_request_update',
      [request({ certificate_version: IDL.Nat16 })],
      [{ ...REQUEST, certificate_version: 2 }],
      redirected,
    ],
    [
      'arguments that nobody asked for',
      'lookup',
      [IDL.Nat64, IDL.Text, IDL.Principal],
      [1n, 'x', ANYONE],
      [],
    ],
    ['no list of a missing device', 'lookup_device_key', [IDL.Vec(IDL.Nat8), IDL.Bool], [[1], true], []],
    [
      'variants with fewer cases, metadata of nothing, and trailing options left out',
      'authn_method_register',
      [IDL.Nat64, IDL.Record(METHOD_FIELDS)],
      [10_000n, METHOD_DATA],
      { Err: { RegistrationModeOff: null } },
    ],
  ])('should be taken with %s', (_name, method, types, values, expected) => {
    const [answer] = reply(method, types, values);
    if (Array.isArray(expected)) expect(answer).toEqual(expected);
    else expect(answer).toMatchObject(expected as object);
  });

  it('should be taken without trailing optional arguments', () => {
    // Nobody's identity: that it is looked for shows that the argument was read.
    for (const [method, types, values] of [
      ['authn_method_registration_mode_enter', [IDL.Nat64], [1n]],
      ['prepare_delegation', [IDL.Nat64, IDL.Text, IDL.Vec(IDL.Nat8)], [1n, 'https://a.example', [1]]],
    ] as const) {
      expect(() => reply(method, [...types], [...values])).toThrow(
        'failed to read device data of user 1: Identity Anchor 1 is out of range',
      );
    }
  });

  it.each<[string, Method, IDL.Type[], unknown[]]>([
    ['a missing argument', 'lookup', [], []],
    ['a number of another width', 'lookup', [IDL.Nat32], [1]],
    ['a text instead of bytes', 'lookup_device_key', [IDL.Text], ['x']],
    ['a field left out', 'http_request', [IDL.Record({ method: IDL.Text })], [{ method: 'GET' }]],
    [
      'a case that nobody knows',
      'authn_method_register',
      [IDL.Nat64, IDL.Record({ ...METHOD_FIELDS, authn_method: IDL.Variant({ Other: IDL.Null }) })],
      [1n, { ...METHOD_DATA, authn_method: { Other: null } }],
    ],
  ])('should be refused with %s', (_name, method, types, values) => {
    expect(() => reply(method, types, values)).toThrow(/Candid/);
  });
});

/** Unsigned LEB128. */
function leb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}

const DIDL = [0x44, 0x49, 0x44, 0x4c];
const BILLION = leb(1_000_000_000);
const repeated = (bytes: readonly number[], times: number): number[] =>
  Array.from({ length: times }, () => bytes).flat();

/** A device whose metadata has as many entries as fit into a message. */
function widestMetadata(): Uint8Array {
  const Value = IDL.Variant({ String: IDL.Text });
  const method = IDL.Record({ ...METHOD_FIELDS, metadata: IDL.Vec(IDL.Tuple(IDL.Text, Value)) });
  const metadata = Array.from({ length: 200_000 }, (_, n) => [n.toString(36), { String: '' }]);
  return new Uint8Array(IDL.encode([IDL.Nat64, method], [10_000n, { ...METHOD_DATA, metadata }]));
}

/** Metadata within metadata, by hand: the agent's own encoder has no stack for so many levels. */
function nestedMetadata(levels: number): number[] {
  const [text, map] = [0x71, 0];
  const types = [3, 0x6d, 1, 0x6c, 2, 0, text, 1, 2, 0x6b, 1, ...leb(idlLabelToId('Map')), map];
  const anchor = [0x10, 0x27, 0, 0, 0, 0, 0, 0];
  // One entry, no name, the first case; the innermost map is empty.
  return [...DIDL, ...types, 2, 0x78, map, ...anchor, ...repeated([1, 0, 0], levels), 0];
}

const HARMFUL: readonly (readonly [string, () => Uint8Array | readonly number[]])[] = [
  ['nothing', () => []],
  ['three bytes', () => [0x44, 0x49, 0x44]],
  ['another magic word', () => [0x44, 0x49, 0x44, 0x4d, 0, 0]],
  ['two megabytes of zeros', () => new Uint8Array(2_000_000)],
  ['two megabytes of ones', () => [...DIDL, ...repeated([255], 1_999_996)]],
  ['a table of a billion types', () => [...DIDL, ...BILLION]],
  ['a million types', () => [...DIDL, ...leb(1_000_000), ...repeated([0x6e, 0x7f], 990_000)]],
  ['a billion arguments', () => [...DIDL, 0, ...BILLION]],
  ['a million nulls as arguments', () => [...DIDL, 0, ...leb(1_900_000), ...repeated([0x7f], 1_900_000)]],
  ['a record of a billion fields', () => [...DIDL, 1, 0x6c, ...BILLION]],
  ['fields out of order', () => [...DIDL, 1, 0x6c, 2, 2, 0x7f, 1, 0x7f, 1, 0]],
  ['a field twice', () => [...DIDL, 1, 0x6c, 2, 1, 0x7f, 1, 0x7f, 1, 0]],
  ['a type that is not in the table', () => [...DIDL, 1, 0x6e, 9, 1, 0]],
  ['an unknown primitive type', () => [...DIDL, 0, 1, 0x60]],
  ['a billion nulls', () => [...DIDL, 1, 0x6d, 0x7f, 1, 0, ...BILLION]],
  ['a billion empty records', () => [...DIDL, 2, 0x6d, 1, 0x6c, 0, 1, 0, ...BILLION]],
  ['a billion bytes', () => [...DIDL, 1, 0x6d, 0x7b, 1, 0, ...BILLION]],
  ['2^63 bytes', () => [...DIDL, 1, 0x6d, 0x7b, 1, 0, ...repeated([0x80], 9), 1]],
  ['a text of a billion bytes', () => [...DIDL, 0, 1, 0x71, ...BILLION]],
  ['a text that is no UTF-8', () => [...DIDL, 0, 1, 0x71, 2, 0xc3, 0x28]],
  ['a number without an end', () => [...DIDL, 0, 1, 0x7d, ...repeated([0x80], 1_900_000)]],
  ['a record of itself', () => [...DIDL, 1, 0x6c, 1, 0, 0, 1, 0]],
  ['options in options', () => [...DIDL, 1, 0x6e, 0, 1, 0, ...repeated([1], 1_900_000), 0]],
  ['vectors in vectors', () => [...DIDL, 1, 0x6d, 0, 1, 0, ...repeated([1], 1_900_000), 0]],
  ['a variant out of range', () => [...DIDL, 1, 0x6b, 1, 0, 0x7f, 1, 0, 1]],
  ['an opaque reference', () => [...DIDL, 1, 0x6a, 0, 0, 0, 1, 0, 0]],
  ['a principal of thirty bytes', () => [...DIDL, 0, 1, 0x68, 1, 30, ...repeated([1], 30)]],
  ['a boolean of two', () => [...DIDL, 0, 1, 0x7e, 2]],
  ['bytes behind the end', () => [...IDLBytes([IDL.Nat64], [1n]), 0]],
];

const IDLBytes = (types: IDL.Type[], values: unknown[]) => new Uint8Array(IDL.encode(types, values));
const VALID = IDLBytes([IDL.Nat64, IDL.Record(METHOD_FIELDS)], [10_000n, METHOD_DATA]);

/** Holds a call to a short refusal at a bounded price. */
function expectShortRefusal(method: Method, bytes: Uint8Array | readonly number[]): void {
  const { reply: answer, cost } = canister.callWithBytes(ANYONE, method, Uint8Array.from(bytes));
  expect(typeof answer).toBe('string');
  expect((answer as string).length).toBeLessThan(SHORT);
  expect(answer).not.toContain('internal error');
  expect(answer).toContain('Candid');
  expect(cost.executed).toBeLessThan(MOST_INSTRUCTIONS);
}

describe('harmful arguments', () => {
  it.each(HARMFUL)('should be refused in short and at little cost: %s', (_name, bytes) => {
    const argument = bytes();
    for (const method of [
      'lookup',
      'authn_method_register',
      'http_request',
      'identity_metadata_replace',
    ] as const) {
      expectShortRefusal(method, argument);
    }
  });

  it('should be refused wherever they end too early', () => {
    for (let length = 0; length < VALID.length; length++) {
      expectShortRefusal('authn_method_register', VALID.subarray(0, length));
    }
  });

  it('should be refused when they nest too deeply or hold too much, though they are well-formed', () => {
    expectShortRefusal('identity_metadata_replace', nestedMetadata(600_000));
    expectShortRefusal('authn_method_register', widestMetadata());
  });

  it('should leave the canister as it was', () => {
    expect(reply('stats', [], [])).toMatchObject([{ users_registered: 0n }]);
    expect(reply('http_request_update', [request({})], [REQUEST])).toMatchObject([redirected]);
  });
});
