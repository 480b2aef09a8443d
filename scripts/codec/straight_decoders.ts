/**
 * Writes decoders without a table for the requests that are sent most: an expression per field. They read messages that
 * begin as known callers write them; all others are left to the table. So are values of a type inside of the same type,
 * since the table's decoder counts how deep it is.
 */
import type { CodecTableBuilder } from './codec_table.ts';
import { hasNull, isPrimitive, resolve } from './interface_model.ts';
import type { Field, Interface, PrimitiveName, Type } from './interface_model.ts';

/** Methods whose requests get such a decoder. */
export const FREQUENT_REQUESTS: ReadonlySet<string> = new Set([
  'add',
  'get_account_delegation',
  'get_anchor_credentials',
  'get_anchor_info',
  'get_delegation',
  'get_principal',
  'identity_authn_info',
  'identity_info',
  'identity_registration_finish',
  'lookup',
  'prepare_account_delegation',
  'prepare_delegation',
  'prepare_id_alias',
  'register',
  'remove',
  'update',
]);

/** Begins the names of what reads types without names. */
const UNNAMED = 'unnamed_';

const READERS: Partial<Record<PrimitiveName, string>> = {
  Nat64: 'readUint64',
  Text: 'readText',
  Principal: 'readPrincipal',
};

/** The functions that the decoders call, to be imported from `message_reader.ts`. */
export const READER_NAMES: readonly string[] = [
  ...Object.values(READERS),
  ...['endMessage', 'readBlob', 'readCase', 'readFlag', 'readLength'],
];

export class StraightDecoders {
  readonly #idl: Interface;
  readonly #builder: CodecTableBuilder;
  /** The text of what reads each named type. */
  readonly #declarations = new Map<string, string>();
  /** The named types whose text is being written. */
  readonly #open = new Set<string>();
  #unnamed = 0;

  constructor(idl: Interface, builder: CodecTableBuilder) {
    this.#idl = idl;
    this.#builder = builder;
  }

  /** What the expressions refer to. */
  get declarations(): string {
    return [...this.#declarations.values()].join('\n');
  }

  /** The named types that the declarations mention. */
  get typeNames(): string[] {
    return [...this.#declarations.keys()].filter((name) => !name.startsWith(UNNAMED));
  }

  /** An expression that reads a value. */
  expression(type: Type): string {
    const at = resolve(this.#idl, type);
    if (type.kind === 'named' && at.kind !== 'primitive' && !this.#isBlob(at))
      return this.#named(type.name, at);
    switch (at.kind) {
      case 'primitive':
        return primitiveExpression(at.name);
      case 'opt': {
        const inner = this.expression(at.inner);
        const some = hasNull(this.#idl, at.inner) ? `{ some: ${inner} }` : inner;
        return `(readFlag() ? ${some} : null)`;
      }
      case 'vec':
        if (this.#isBlob(at)) return 'readBlob()';
        throw new Error('a vector needs a name');
      case 'tuple':
        return `[${at.items.map((item) => this.expression(item)).join(', ')}]`;
      case 'record':
        return `{ ${at.fields.map((field) => `${field.name}: ${this.expression(field.type)}`).join(', ')} }`;
      case 'variant': {
        const name = `${UNNAMED}${this.#unnamed++}`;
        this.#declarations.set(name, '');
        this.#declarations.set(name, this.#variantText(name, '', at.fields));
        return `read_${name}()`;
      }
      case 'func':
        throw new Error('no request has a function');
    }
  }

  #named(name: string, at: Type): string {
    if (this.#open.has(name)) return `readExactValue(types, ${this.#builder.typeRef(at)}, 1) as ${name}`;
    const isTags = at.kind === 'variant' && at.fields.every(({ type }) => isPrimitive(type, 'Null'));
    if (!this.#declarations.has(name)) {
      this.#open.add(name);
      // Takes its place before the types that it mentions.
      this.#declarations.set(name, '');
      this.#declarations.set(name, isTags ? tagsText(name, at.fields) : this.#functionText(name, at));
      this.#open.delete(name);
    }
    return isTags ? `readCase(${name}_CASES)` : `read_${name}()`;
  }

  #functionText(name: string, at: Type): string {
    if (at.kind === 'variant') return this.#variantText(name, `: ${name}`, at.fields);
    if (at.kind === 'vec') return vectorText(name, this.expression(at.inner));
    return `function read_${name}(): ${name} {\nreturn ${this.expression(at)};\n}\n`;
  }

  #variantText(name: string, type: string, fields: readonly Field[]): string {
    const cases = fields.map((field, index) => {
      const value = isPrimitive(field.type, 'Null') ? '' : `, value: ${this.expression(field.type)}`;
      return `case ${index}:\nreturn { tag: '${field.name}' as const${value} };\n`;
    });
    const indexes = fields.map((_, index) => index).join(', ');
    return `function read_${name}()${type} {\nswitch (readCase([${indexes}] as const)) {\n${cases.join('')}}\n}\n`;
  }

  #isBlob(type: Type): boolean {
    return type.kind === 'vec' && isPrimitive(resolve(this.#idl, type.inner), 'Nat8');
  }
}

function tagsText(name: string, fields: readonly Field[]): string {
  const cases = fields.map((field) => `{ tag: '${field.name}' }`).join(', ');
  return `const ${name}_CASES: readonly ${name}[] = [${cases}];\n`;
}

function vectorText(name: string, item: string): string {
  return (
    `function read_${name}(): ${name} {\nconst items: ${name}[number][] = [];\n` +
    `for (let left = readLength(); left > 0; left--) items.push(${item});\nreturn items;\n}\n`
  );
}

function primitiveExpression(name: PrimitiveName): string {
  if (name === 'Null') return 'null';
  if (name === 'Bool') return 'readFlag()';
  const reader = READERS[name];
  if (reader === undefined) throw new Error(`no frequent request has a ${name}`);
  return `${reader}()`;
}
