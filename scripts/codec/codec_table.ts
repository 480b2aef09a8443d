import type { CodecTable } from '../../src/backend/encoding/candid/message_codec.ts';
import * as code from '../../src/backend/encoding/candid/type_code.ts';
import type { ExpectedType, TypeRef } from '../../src/backend/encoding/candid/type_code.ts';
import { resolve } from './interface_model.ts';
import type { Interface, PrimitiveName, Type } from './interface_model.ts';

const PRIMITIVES: Record<PrimitiveName, TypeRef> = {
  Null: code.NULL,
  Bool: code.BOOL,
  Nat: code.NAT,
  Int: code.INT,
  Nat8: code.NAT8,
  Nat16: code.NAT16,
  Nat32: code.NAT32,
  Nat64: code.NAT64,
  Int8: code.INT8,
  Int16: code.INT16,
  Int32: code.INT32,
  Int64: code.INT64,
  Float32: code.FLOAT32,
  Float64: code.FLOAT64,
  Text: code.TEXT,
  Reserved: code.RESERVED,
  Empty: code.EMPTY,
  Principal: code.PRINCIPAL,
};

/** Collects messages, giving equal types and equal messages the same number. */
export class CodecTableBuilder {
  readonly #idl: Interface;
  readonly #types: ExpectedType[] = [];
  readonly #typeIndexes = new Map<string, number>();
  readonly #messages: [TypeRef[], number[]][] = [];
  readonly #messageIndexes = new Map<string, number>();

  constructor(idl: Interface) {
    this.#idl = idl;
  }

  get table(): CodecTable {
    return { types: this.#types, messages: this.#messages };
  }

  /** The number of the message with these values and with `header` before them. */
  message(values: readonly Type[], header: Uint8Array): number {
    const message: [TypeRef[], number[]] = [values.map((type) => this.#typeRef(type)), [...header]];
    return indexIn(this.#messageIndexes, JSON.stringify(message), () => this.#messages.push(message) - 1);
  }

  #typeRef(type: Type): TypeRef {
    const resolved = resolve(this.#idl, type);
    if (resolved.kind === 'primitive') return PRIMITIVES[resolved.name];
    // The entry is filled after it has its number, which a recursive type needs.
    let isNew = false;
    const index = indexIn(this.#typeIndexes, JSON.stringify(resolved), () => {
      isNew = true;
      return this.#types.push([]) - 1;
    });
    if (isNew) this.#types[index] = this.#entry(resolved);
    return index;
  }

  #entry(type: Exclude<Type, { kind: 'named' | 'primitive' }>): ExpectedType {
    switch (type.kind) {
      case 'opt':
        return [this.#hasNull(type.inner) ? code.WRAPPED_OPT : code.OPT, this.#typeRef(type.inner)];
      case 'vec': {
        const inner = this.#typeRef(type.inner);
        return inner === code.NAT8 ? [code.BLOB] : [code.VEC, inner];
      }
      case 'record':
      case 'variant':
        return [
          type.kind === 'record' ? code.RECORD : code.VARIANT,
          ...type.fields.flatMap((field) => [field.hash, field.name, this.#typeRef(field.type)]),
        ];
      case 'tuple':
        return [code.TUPLE, ...type.items.map((item) => this.#typeRef(item))];
      case 'func':
        return [code.FUNC];
    }
  }

  #hasNull(type: Type): boolean {
    const inner = resolve(this.#idl, type);
    return (
      inner.kind === 'opt' ||
      (inner.kind === 'primitive' && (inner.name === 'Null' || inner.name === 'Reserved'))
    );
  }
}

function indexIn(indexes: Map<string, number>, key: string, add: () => number): number {
  let index = indexes.get(key);
  if (index === undefined) {
    index = add();
    indexes.set(key, index);
  }
  return index;
}
