/**
 * Candid types for tests, with a codec for them and their values in the canister's form and in the form of
 * @dfinity/candid, which is the independent implementation that the codec is compared with.
 */
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { createMessageCodec } from '../../src/backend/encoding/candid/message_codec.ts';
import type { CodecTable } from '../../src/backend/encoding/candid/message_codec.ts';
import { CodecTableBuilder } from '../../scripts/codec/codec_table.ts';
import { fieldHash } from '../../scripts/codec/field_hash.ts';
import { resolve } from '../../scripts/codec/interface_model.ts';
import type { Interface, PrimitiveName, Type } from '../../scripts/codec/interface_model.ts';
import { messageHeader } from '../../scripts/codec/message_header.ts';

export const primitive = (name: PrimitiveName): Type => ({ kind: 'primitive', name });
export const named = (name: string): Type => ({ kind: 'named', name });
export const opt = (inner: Type): Type => ({ kind: 'opt', inner });
export const vec = (inner: Type): Type => ({ kind: 'vec', inner });
export const tuple = (...items: Type[]): Type => ({ kind: 'tuple', items });
export const record = (fields: Record<string, Type>): Type => ({ kind: 'record', fields: sorted(fields) });
export const variant = (fields: Record<string, Type>): Type => ({ kind: 'variant', fields: sorted(fields) });

function sorted(fields: Record<string, Type>) {
  return Object.entries(fields)
    .map(([name, type]) => ({ name, hash: fieldHash(name), type }))
    .sort((a, b) => a.hash - b.hash);
}

/** Named types, recursive ones among them. */
export const INTERFACE: Interface = {
  types: new Map<string, Type>([
    ['Opt', opt(named('Opt'))],
    ['List', opt(record({ head: primitive('Int'), tail: named('List') }))],
    [
      'Tree',
      variant({
        leaf: primitive('Null'),
        node: vec(named('Tree')),
        both: tuple(named('Tree'), named('Tree')),
      }),
    ],
  ]),
  methods: [],
  initArgs: [],
};

/** Decoder and encoder of a message with these values, whose decoder knows the headers of the JavaScript agent. */
export function codecOf(types: readonly Type[], idl = INTERFACE) {
  const header = messageHeader(types.map((type) => idlType(type, idl)));
  const builder = new CodecTableBuilder(idl);
  const request = builder.request(types, header);
  const reply = builder.reply(types, header);
  const codec = loadCodec(builder);
  return {
    decode: (bytes: Uint8Array) => codec.decode(request, bytes),
    encode: (...values: unknown[]) => codec.encode(reply, values),
  };
}

/** A decoder of such messages that knows no header, so that it compares the types of each. */
export function comparingDecoderOf(
  types: readonly Type[],
  idl = INTERFACE,
): (bytes: Uint8Array) => unknown[] {
  const builder = new CodecTableBuilder(idl);
  const request = builder.request(types, Uint8Array.of(0));
  const codec = loadCodec(builder);
  return (bytes) => codec.decode(request, bytes);
}

function loadCodec(builder: CodecTableBuilder) {
  return createMessageCodec(JSON.parse(JSON.stringify(builder.table)) as CodecTable);
}

/** The same type for @dfinity/candid. */
export function idlType(type: Type, idl = INTERFACE, open = new Map<string, IDL.RecClass>()): IDL.Type {
  const of = (inner: Type) => idlType(inner, idl, open);
  switch (type.kind) {
    case 'primitive':
      return IDL[type.name];
    case 'named': {
      const known = open.get(type.name);
      if (known) return known;
      const rec = IDL.Rec();
      open.set(type.name, rec);
      rec.fill(of(idl.types.get(type.name) as Type) as never);
      return rec;
    }
    case 'opt':
      return IDL.Opt(of(type.inner));
    case 'vec':
      return IDL.Vec(of(type.inner));
    case 'tuple':
      return IDL.Tuple(...type.items.map(of));
    case 'record':
    case 'variant': {
      const fields = Object.fromEntries(type.fields.map((field) => [field.name, of(field.type)]));
      return type.kind === 'record' ? IDL.Record(fields) : IDL.Variant(fields);
    }
    case 'func':
      return IDL.Func(type.args.map(of) as never, type.results.map(of) as never, [...type.modes]);
  }
}

/** A value in the canister's form, as @dfinity/candid wants it. */
export function toIdl(type: Type, value: unknown, idl = INTERFACE): unknown {
  const at = resolve(idl, type);
  switch (at.kind) {
    case 'primitive':
      return at.name === 'Principal' ? Principal.fromUint8Array(value as Uint8Array) : value;
    case 'opt': {
      if (value === null) return [];
      const inner = hasNull(at.inner, idl) ? (value as { some: unknown }).some : value;
      return [toIdl(at.inner, inner, idl)];
    }
    case 'vec':
      if (value instanceof Uint8Array) return value;
      return (value as unknown[]).map((item) => toIdl(at.inner, item, idl));
    case 'tuple':
      return at.items.map((item, index) => toIdl(item, (value as unknown[])[index], idl));
    case 'record':
      return Object.fromEntries(
        at.fields.map((field) => [
          field.name,
          toIdl(field.type, (value as Record<string, unknown>)[field.name], idl),
        ]),
      );
    case 'variant': {
      const { tag, value: payload = null } = value as { tag: string; value?: unknown };
      const field = at.fields.find(({ name }) => name === tag);
      return { [tag]: toIdl(field?.type as Type, payload, idl) };
    }
    case 'func': {
      const { canister, method } = value as { canister: Uint8Array; method: string };
      return [Principal.fromUint8Array(canister), method];
    }
  }
}

/** A value that @dfinity/candid decoded, in the canister's form. */
export function fromIdl(type: Type, value: unknown, idl = INTERFACE): unknown {
  const at = resolve(idl, type);
  switch (at.kind) {
    case 'primitive':
      return at.name === 'Principal' ? (value as Principal).toUint8Array() : value;
    case 'opt': {
      const [inner] = value as [unknown?];
      if ((value as unknown[]).length === 0) return null;
      const some = fromIdl(at.inner, inner, idl);
      return hasNull(at.inner, idl) ? { some } : some;
    }
    case 'vec':
      if (isByte(at.inner)) return Uint8Array.from(value as number[]);
      return Array.from(value as unknown[], (item) => fromIdl(at.inner, item, idl));
    case 'tuple':
      return at.items.map((item, index) => fromIdl(item, (value as unknown[])[index], idl));
    case 'record':
      return Object.fromEntries(
        at.fields.map((field) => [
          field.name,
          fromIdl(field.type, (value as Record<string, unknown>)[field.name], idl),
        ]),
      );
    case 'variant': {
      const [[tag, payload]] = Object.entries(value as object) as [[string, unknown]];
      const field = at.fields.find(({ name }) => name === tag);
      const inner = fromIdl(field?.type as Type, payload, idl);
      return isPrimitive(field?.type as Type, 'Null') ? { tag } : { tag, value: inner };
    }
    case 'func': {
      const [canister, method] = value as [Principal, string];
      return { canister: canister.toUint8Array(), method };
    }
  }
}

export function hasNull(type: Type, idl: Interface): boolean {
  const at = resolve(idl, type);
  return at.kind === 'opt' || isPrimitive(at, 'Null') || isPrimitive(at, 'Reserved');
}

export function isByte(type: Type): boolean {
  return isPrimitive(type, 'Nat8');
}

export function isPrimitive(type: Type, name: PrimitiveName): boolean {
  return type.kind === 'primitive' && type.name === name;
}
