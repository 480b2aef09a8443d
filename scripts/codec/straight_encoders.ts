/**
 * Writes encoders without a table for the replies that are sent most: a line per field. They cost the canister less
 * than half of the instructions, but more to install, so types that such replies seldom hold are left to the table.
 */
import type { CodecTableBuilder } from './codec_table.ts';
import { hasNull, isPrimitive, resolve } from './interface_model.ts';
import type { Field, Interface, PrimitiveName, Type } from './interface_model.ts';

/** Methods whose replies get such an encoder. */
export const FREQUENT_METHODS: ReadonlySet<string> = new Set([
  'add',
  'get_account_delegation',
  'get_anchor_credentials',
  'get_anchor_info',
  'get_delegation',
  'get_id_alias',
  'get_principal',
  'http_request',
  'identity_authn_info',
  'identity_info',
  'identity_registration_finish',
  'identity_registration_start',
  'lookup',
  'prepare_account_delegation',
  'prepare_delegation',
  'prepare_id_alias',
  'register',
  'remove',
  'stats',
  'update',
]);

const SELDOM_TYPES: ReadonlySet<string> = new Set([
  'AuthnMethodRegistrationInfo',
  'DeviceRegistrationInfo',
  'IdentityInfoError',
  'MetadataMap',
  'OpenIdCredential',
  'StreamingStrategy',
]);

const WRITERS: Partial<Record<PrimitiveName, string>> = {
  Nat8: 'writeByte',
  Nat16: 'writeUint16',
  Nat64: 'writeUint64',
  Text: 'writeText',
  Principal: 'writePrincipal',
};

/** The functions that the encoders call, to be imported from `message_writer.ts`. */
export const WRITER_NAMES: readonly string[] = [...Object.values(WRITERS), ...['writeBlob', 'writeUnsigned']];

export class StraightEncoders {
  readonly #idl: Interface;
  readonly #builder: CodecTableBuilder;
  /** The text of the function that writes each named type. */
  readonly #functions = new Map<string, string>();
  /** The text of the object that numbers the cases of each variant without payloads. */
  readonly #cases = new Map<string, string>();

  constructor(idl: Interface, builder: CodecTableBuilder) {
    this.#idl = idl;
    this.#builder = builder;
  }

  /** What the statements refer to. */
  get declarations(): string {
    return [...this.#cases.values(), ...this.#functions.values()].join('\n');
  }

  /** The named types that the declarations mention. */
  get typeNames(): string[] {
    return [...this.#functions.keys()];
  }

  /** Statements that write the value of an expression. */
  statements(type: Type, value: string): string {
    const at = resolve(this.#idl, type);
    if (type.kind === 'named' && at.kind !== 'primitive' && !this.#isBlob(at))
      return this.#call(type.name, at, value);
    switch (at.kind) {
      case 'primitive':
        return primitiveStatement(at.name, value);
      case 'opt': {
        const inner = hasNull(this.#idl, at.inner) ? `${value}.some` : value;
        const some = this.statements(at.inner, inner);
        return `if (${value} === null) writeByte(0);\nelse {\nwriteByte(1);\n${some}}\n`;
      }
      case 'vec': {
        if (this.#isBlob(at)) return `writeBlob(${value});\n`;
        const item = this.statements(at.inner, 'item');
        // A vector in a vector would need names for their items.
        if (/\bfor \(/.test(item)) return `writeValue(types, ${this.#builder.typeRef(at)}, ${value});\n`;
        return (
          `writeUnsigned(${value}.length);\n` +
          `for (let i = 0; i < ${value}.length; i++) {\nconst item = ${value}[i]!;\n${item}}\n`
        );
      }
      case 'tuple':
        return at.items.map((item, index) => this.statements(item, `${value}[${index}]`)).join('');
      case 'record':
        return at.fields.map((field) => this.statements(field.type, `${value}.${field.name}`)).join('');
      case 'variant':
        return this.#variant(at.fields, value);
      case 'func':
        throw new Error('a reference is not frequent');
    }
  }

  #call(name: string, at: Type, value: string): string {
    if (SELDOM_TYPES.has(name)) return `writeValue(types, ${this.#builder.typeRef(at)}, ${value});\n`;
    if (!this.#functions.has(name)) {
      // Known before it is written, for types that contain themselves.
      this.#functions.set(name, '');
      const body = this.statements(at, 'value');
      this.#functions.set(name, `function write_${name}(value: Encodable<${name}>): void {\n${body}}\n`);
    }
    return `write_${name}(${value});\n`;
  }

  #variant(fields: readonly Field[], value: string): string {
    if (fields.every(({ type }) => isPrimitive(type, 'Null'))) {
      const text = `{ ${fields.map(({ name }, index) => `${name}: ${index}`).join(', ')} }`;
      const constant = `CASES_${this.#cases.size}`;
      const known = [...this.#cases].find(([, declared]) => declared.includes(text))?.[0];
      if (known === undefined) this.#cases.set(constant, `const ${constant} = ${text};\n`);
      return `writeByte(${known ?? constant}[${value}.tag]);\n`;
    }
    const cases = fields.map(
      ({ name, type }, index) =>
        `case '${name}':\nwriteByte(${index});\n${this.statements(type, `${value}.value`)}break;\n`,
    );
    return `switch (${value}.tag) {\n${cases.join('')}}\n`;
  }

  #isBlob(type: Type): boolean {
    return type.kind === 'vec' && isPrimitive(resolve(this.#idl, type.inner), 'Nat8');
  }
}

function primitiveStatement(name: PrimitiveName, value: string): string {
  if (name === 'Null') return '';
  if (name === 'Bool') return `writeByte(${value} ? 1 : 0);\n`;
  const writer = WRITERS[name];
  if (writer === undefined) throw new Error(`no frequent reply has a ${name}`);
  return `${writer}(${value});\n`;
}
