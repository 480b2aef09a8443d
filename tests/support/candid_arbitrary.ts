/** Candid types and their values, drawn at random. */
import * as fc from 'fast-check';
import { resolve } from '../../scripts/codec/interface_model.ts';
import type { PrimitiveName, Type } from '../../scripts/codec/interface_model.ts';
import {
  INTERFACE,
  hasNull,
  isByte,
  isPrimitive,
  named,
  opt,
  primitive,
  record,
  tuple,
  variant,
  vec,
} from './candid_types.ts';

const VALUED_PRIMITIVES: readonly PrimitiveName[] = [
  ...([
    'Null',
    'Bool',
    'Nat',
    'Int',
    'Nat8',
    'Nat16',
    'Nat32',
    'Nat64',
    'Int8',
    'Int16',
    'Int32',
    'Int64',
  ] as const),
  ...(['Float32', 'Float64', 'Text', 'Reserved', 'Principal'] as const),
];

const bits = (count: number, signed: boolean) =>
  signed
    ? fc.integer({ min: -(2 ** (count - 1)), max: 2 ** (count - 1) - 1 })
    : fc.integer({ min: 0, max: 2 ** count - 1 });

const PRIMITIVE_VALUES: Record<PrimitiveName, fc.Arbitrary<unknown>> = {
  Null: fc.constant(null),
  Bool: fc.boolean(),
  Nat: fc.bigInt({ min: 0n, max: 2n ** 128n }),
  Int: fc.bigInt({ min: -(2n ** 128n), max: 2n ** 128n }),
  Nat8: bits(8, false),
  Nat16: bits(16, false),
  Nat32: bits(32, false),
  Nat64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  Int8: bits(8, true),
  Int16: bits(16, true),
  Int32: bits(32, true),
  Int64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  Float32: fc.float(),
  Float64: fc.double(),
  Text: fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ minLength: 126, maxLength: 260 })),
  Reserved: fc.constant(null),
  Empty: fc.constant(null),
  Principal: fc.uint8Array({ maxLength: 29 }),
};

/** Values of a type in the canister's form; `room` bounds how deep recursive ones go. */
export function valueOf(type: Type, idl = INTERFACE, room = 4): fc.Arbitrary<unknown> {
  const at = resolve(idl, type);
  const of = (inner: Type) => valueOf(inner, idl, room - 1);
  switch (at.kind) {
    case 'primitive':
      return PRIMITIVE_VALUES[at.name];
    case 'opt':
      if (room <= 0) return fc.constant(null);
      return fc.option(hasNull(at.inner, idl) ? fc.record({ some: of(at.inner) }) : of(at.inner));
    case 'vec':
      if (isByte(at.inner)) return fc.uint8Array({ max: 255, maxLength: 200 });
      return room <= 0 ? fc.constant([]) : fc.array(of(at.inner), { maxLength: 4 });
    case 'tuple':
      return fc.tuple(...at.items.map(of));
    case 'record':
      return fc.record(Object.fromEntries(at.fields.map((field) => [field.name, of(field.type)])));
    case 'variant': {
      const leaves = at.fields.filter((field) => field.type.kind === 'primitive');
      const cases = room <= 0 && leaves.length > 0 ? leaves : at.fields;
      return fc.oneof(
        ...cases.map(({ name, type: payload }) =>
          isPrimitive(payload, 'Null')
            ? fc.constant({ tag: name })
            : fc.record({ tag: fc.constant(name), value: of(payload) }),
        ),
      );
    }
    case 'func':
      return fc.record({
        canister: PRIMITIVE_VALUES.Principal,
        method: fc.string(),
      }) as fc.Arbitrary<unknown>;
  }
}

/** Types of every kind that have values. */
export const anyType: fc.Arbitrary<Type> = fc.letrec<{ type: Type; fields: Record<string, Type> }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'type' },
    fc.constantFrom(...VALUED_PRIMITIVES.map(primitive)),
    tie('type').map(opt),
    tie('type').map(vec),
    tie('fields').map(record),
    fc.array(tie('type'), { minLength: 1, maxLength: 3 }).map((items) => tuple(...items)),
    tie('fields')
      .filter((fields) => Object.keys(fields).length > 0)
      .map(variant),
    fc.constantFrom('Opt', 'List', 'Tree').map(named),
  ),
  fields: fc.dictionary(
    fc.constantFrom('a', 'b', 'name', 'alias', 'Ok', 'Err', 'purpose', 'ключ'),
    tie('type'),
    {
      maxKeys: 4,
      noNullPrototype: true,
    },
  ),
})).type;
