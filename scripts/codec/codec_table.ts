import type { CodecTable } from '../../src/backend/encoding/candid/message_codec.ts';
import * as code from '../../src/backend/encoding/candid/type_code.ts';
import type { ExpectedType, TypeRef } from '../../src/backend/encoding/candid/type_code.ts';
import { hasNull, resolve } from './interface_model.ts';
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

/** Code of a primitive type. */
export function typeCode(name: PrimitiveName): TypeRef {
  return PRIMITIVES[name];
}

/** Collects messages, giving equal types and equal messages the same number. */
export class CodecTableBuilder {
  readonly #idl: Interface;
  readonly #types: ExpectedType[] = [];
  readonly #typeIndexes = new Map<string, number>();
  readonly #requests = new Map<string, CodecTable['requests'][number]>();
  readonly #replies = new Map<string, CodecTable['replies'][number]>();

  constructor(idl: Interface) {
    this.#idl = idl;
  }

  get table(): CodecTable {
    return {
      types: this.#types,
      requests: [...this.#requests.values()],
      replies: [...this.#replies.values()],
    };
  }

  /** The number of the request with these values, which known callers send after one of `headers`. */
  request(values: readonly Type[], ...headers: readonly Uint8Array[]): number {
    const refs = values.map((type) => this.typeRef(type));
    this.#refuseReferences(refs, new Set());
    const texts = headers.map((header) => String.fromCharCode(...header));
    return numberIn(this.#requests, [refs, ...new Set(texts)]);
  }

  /** Functions can be sent but not received: no argument has one, and receiving one needs a check of subtypes. */
  #refuseReferences(refs: readonly TypeRef[], seen: Set<TypeRef>): void {
    for (const ref of refs) {
      if (ref < 0 || seen.has(ref)) continue;
      seen.add(ref);
      const [kind, ...parts] = this.#types[ref] as ExpectedType;
      if (kind === code.FUNC) throw new Error('the decoder does not receive functions');
      // Of a field the third part is its type; of anything else every part is.
      const isFields = kind === code.RECORD || kind === code.VARIANT;
      this.#refuseReferences((isFields ? parts.filter((_, i) => i % 3 === 2) : parts).map(Number), seen);
    }
  }

  /** The number of the reply with these values after `header`. */
  reply(values: readonly Type[], header: Uint8Array): number {
    const words = new Uint8Array(Math.ceil(header.length / 4) * 4);
    words.set(header);
    return numberIn(this.#replies, [
      values.map((type) => this.typeRef(type)),
      header.length,
      [...new Uint32Array(words.buffer)],
    ]);
  }

  /** The number of a type in the table, or the code of a primitive one. */
  typeRef(type: Type): TypeRef {
    const resolved = resolve(this.#idl, type);
    if (resolved.kind === 'primitive') return PRIMITIVES[resolved.name];
    const key = JSON.stringify(resolved);
    const known = this.#typeIndexes.get(key);
    if (known !== undefined) return known;
    // The entry is filled after it has its number, which a recursive type needs.
    const index = this.#types.push([]) - 1;
    this.#typeIndexes.set(key, index);
    this.#types[index] = this.#entry(resolved);
    return index;
  }

  #entry(type: Exclude<Type, { kind: 'named' | 'primitive' }>): ExpectedType {
    switch (type.kind) {
      case 'opt':
        return [hasNull(this.#idl, type.inner) ? code.WRAPPED_OPT : code.OPT, this.typeRef(type.inner)];
      case 'vec': {
        const inner = this.typeRef(type.inner);
        return inner === code.NAT8 ? [code.BLOB] : [code.VEC, inner];
      }
      case 'record':
      case 'variant':
        return [
          type.kind === 'record' ? code.RECORD : code.VARIANT,
          ...type.fields.flatMap((field) => [field.hash, field.name, this.typeRef(field.type)]),
        ];
      case 'tuple':
        return [code.TUPLE, ...type.items.map((item) => this.typeRef(item))];
      case 'func':
        return [code.FUNC];
    }
  }
}

/** The place of a message among those collected, where it is put if it is new. */
function numberIn<T>(messages: Map<string, T>, message: T): number {
  const key = JSON.stringify(message);
  if (!messages.has(key)) messages.set(key, message);
  return [...messages.keys()].indexOf(key);
}
