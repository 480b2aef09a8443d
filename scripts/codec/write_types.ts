/** Writes `canister_types.ts`: how the values of the interface look inside the canister. */
import { isPrimitive } from './interface_model.ts';
import type { Interface, PrimitiveName, Type } from './interface_model.ts';

const PRIMITIVES: Record<PrimitiveName, string> = {
  Null: 'null',
  Bool: 'boolean',
  Nat: 'bigint',
  Int: 'bigint',
  Nat8: 'number',
  Nat16: 'number',
  Nat32: 'number',
  Nat64: 'bigint',
  Int8: 'number',
  Int16: 'number',
  Int32: 'number',
  Int64: 'bigint',
  Float32: 'number',
  Float64: 'number',
  Text: 'string',
  Reserved: 'null',
  Empty: 'never',
  Principal: 'Uint8Array',
};

export function typesText(idl: Interface): string {
  const types = [...idl.types].map(([name, type]) =>
    type.kind === 'record' && type.fields.length > 0
      ? `export interface ${name} ${typeText(type)}\n`
      : `export type ${name} = ${typeText(type)};\n`,
  );
  const methods = idl.methods.map(
    ({ name, args, results }) => `  ${name}: { args: ${listText(args)}; results: ${listText(results)} };\n`,
  );
  return (
    types.join('\n') +
    '\n/** The arguments and results of every method. */\n' +
    `export interface CanisterMethods {\n${methods.join('')}}\n\n` +
    '/** The arguments of `init` and `post_upgrade`. */\n' +
    `export type InitArgs = ${listText(idl.initArgs)};\n`
  );
}

function listText(types: readonly Type[]): string {
  return `[${types.map(typeText).join(', ')}]`;
}

function typeText(type: Type): string {
  switch (type.kind) {
    case 'primitive':
      return PRIMITIVES[type.name];
    case 'named':
      return type.name;
    case 'opt':
      return type.inner.kind === 'opt'
        ? `{ readonly some: ${typeText(type.inner)} } | null`
        : `${typeText(type.inner)} | null`;
    case 'vec':
      if (isPrimitive(type.inner, 'Nat8')) return 'Uint8Array';
      return `readonly ${elementText(type.inner)}[]`;
    case 'tuple':
      return `readonly ${listText(type.items)}`;
    case 'record':
      if (type.fields.length === 0) return 'Readonly<Record<string, never>>';
      return `{ ${type.fields.map((field) => `readonly ${field.name}: ${typeText(field.type)}`).join('; ')} }`;
    case 'variant':
      return type.fields
        .map(({ name, type: value }) =>
          isPrimitive(value, 'Null')
            ? `{ readonly tag: '${name}' }`
            : `{ readonly tag: '${name}'; readonly value: ${typeText(value)} }`,
        )
        .join(' | ');
    case 'func':
      return '{ readonly canister: Uint8Array; readonly method: string }';
  }
}

/** The type before `[]`, in parentheses where the array would bind to a part of it. */
function elementText(type: Type): string {
  const text = typeText(type);
  return type.kind === 'opt' || type.kind === 'variant' || type.kind === 'vec' || type.kind === 'tuple'
    ? `(${text})`
    : text;
}
