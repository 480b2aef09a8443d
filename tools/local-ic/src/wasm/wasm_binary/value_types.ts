/** Value types as the binary format numbers them. */
export const I32 = 0x7f;
export const I64 = 0x7e;
export const F32 = 0x7d;
export const F64 = 0x7c;
export const V128 = 0x7b;
export const FUNCREF = 0x70;
export const EXTERNREF = 0x6f;

const NAMES: Readonly<Record<number, string>> = {
  [I32]: 'I32',
  [I64]: 'I64',
  [F32]: 'F32',
  [F64]: 'F64',
  [V128]: 'V128',
  [FUNCREF]: 'FuncRef',
  [EXTERNREF]: 'ExternRef',
};

export interface FunctionType {
  readonly params: readonly number[];
  readonly results: readonly number[];
}

/** Short text of a list of types for error messages: `[I32, I64]`. */
export function typeNames(types: readonly number[]): string {
  return `[${types.map((type) => NAMES[type] ?? `0x${type.toString(16)}`).join(', ')}]`;
}
