import { typeCode } from './codec_table.ts';
import { resolve, type Interface, type Type } from './interface_model.ts';

const MAGIC = [0x44, 0x49, 0x44, 0x4c];
const OPT = 0x6e;
const VEC = 0x6d;
const RECORD = 0x6c;
const VARIANT = 0x6b;

/**
 * The bytes that Rust callers write before the values of a message: they number a type before those that it is made
 * of, where the JavaScript agent numbers it after them.
 */
export function rustHeader(idl: Interface, values: readonly Type[]): Uint8Array {
  const numbers = new Map<string, number>();
  const table: number[][] = [];

  const reference = (type: Type): number[] => {
    const resolved = resolve(idl, type);
    if (resolved.kind === 'primitive') return [typeCode(resolved.name) & 0x7f];
    const key = JSON.stringify(resolved);
    let number = numbers.get(key);
    if (number === undefined) {
      number = table.length;
      numbers.set(key, number);
      table.push([]);
      table[number] = entry(resolved);
    }
    // A signed number, of which one byte holds up to 63.
    return number < 64 ? [number] : [(number & 0x7f) | 0x80, number >> 7];
  };

  const entry = (type: Exclude<Type, { kind: 'named' | 'primitive' }>): number[] => {
    switch (type.kind) {
      case 'opt':
        return [OPT, ...reference(type.inner)];
      case 'vec':
        return [VEC, ...reference(type.inner)];
      case 'tuple':
        return [
          RECORD,
          ...unsigned(type.items.length),
          ...type.items.flatMap((item, index) => [...unsigned(index), ...reference(item)]),
        ];
      case 'record':
      case 'variant':
        return [
          type.kind === 'record' ? RECORD : VARIANT,
          ...unsigned(type.fields.length),
          ...type.fields.flatMap((field) => [...unsigned(field.hash), ...reference(field.type)]),
        ];
      case 'func':
        throw new Error('no argument is a function');
    }
  };

  const references = values.flatMap(reference);
  return Uint8Array.from([
    ...MAGIC,
    ...unsigned(table.length),
    ...table.flat(),
    ...unsigned(values.length),
    ...references,
  ]);
}

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return [...bytes, rest];
}
