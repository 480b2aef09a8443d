/**
 * What one wasm instruction costs on the Internet Computer, in its instructions: weights measured by the
 * replica's authors (`instruction_to_cost` in rs/embedders). Whatever is not named costs 1.
 */

const DEFAULT_COST = 1;

function costs(
  size: number,
  exceptions: readonly (readonly [cost: number, ...opcodes: number[]])[],
): Uint16Array {
  const table = new Uint16Array(size).fill(DEFAULT_COST);
  for (const [cost, ...opcodes] of exceptions) for (const opcode of opcodes) table[opcode] = cost;
  return table;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** By opcode. Loads and stores are for 32-bit memories; see {@link WIDE_MEMORY_COST}. */
export const COST = costs(256, [
  [0, 0x02, 0x03, 0x05, 0x0b], // block, loop, else, end
  [2, 0x04, 0x0c, 0x0d, 0x0e], // if and branches
  [5, 0x10], // call
  [10, 0x11], // call_indirect
  [3, 0x12], // return_call
  [60, 0x13], // return_call_indirect
  [2, 0x23, 0x24], // globals
  [5, 0x25, 0x26], // table.get, table.set
  [20, 0x3f], // memory.size
  [300, 0x40], // memory.grow
  [3, ...range(0x5b, 0x66)], // float comparisons
  [10, ...range(0x6d, 0x70), ...range(0x7f, 0x82)], // integer division and remainder
  [2, 0x8d, 0x8e, 0x8f, 0x90, 0x92, 0x93, 0x94, 0x98], // f32 rounding, add, sub, mul, copysign
  [5, 0x91], // f32.sqrt
  [3, 0x95], // f32.div
  [18, 0x96, 0x97, 0xa4, 0xa5], // float min and max
  [2, 0x9b, 0x9c, 0x9d, 0x9e, 0xa0, 0xa1, 0xa2], // f64 rounding, add, sub, mul
  [8, 0x9f], // f64.sqrt
  [5, 0xa3], // f64.div
  [3, 0xa6], // f64.copysign
  [20, ...range(0xa8, 0xab), ...range(0xae, 0xb1)], // truncations
  [3, 0xb2, 0xb4, 0xb7, 0xb9], // conversions from signed integers
  [16, 0xb3, 0xb5, 0xb8, 0xba], // conversions from unsigned integers
  [5, 0xd1], // ref.is_null
  [130, 0xd2], // ref.func
]);

/** By the number after prefix 0xfc; bulk instructions also pay for each byte or element, see `metering.ts`. */
export const BULK_COST = costs(18, [
  [20, ...range(0, 7)], // saturating truncations
  [100, 8, 10, 11, 12, 14, 16, 17], // init, copy, fill, table.size
  [300, 9, 13, 15], // data.drop, elem.drop, table.grow
]);

/** By the number after prefix 0xfd. */
export const VECTOR_COST = costs(256, [
  [3, 0x0d], // shuffle
  [2, 0x26, 0x28, 0x30, 0x32, 0x3a, 0x3c], // unsigned comparisons
  [3, 0x62, 0x6b, 0x6c], // i8x16 popcnt, shl, shr_s
  [2, 0x6d, 0x8b, 0x8c, 0x8d, 0xab, 0xac, 0xad, 0xcb, 0xcd], // other shifts
  [3, 0xcc], // i64x2.shr_s
  [2, 0x7d, 0x9d, 0x9f, 0xb5, 0xbc, 0xbd, 0xbe, 0xbf], // widening multiplications and additions
  [3, 0x7f], // i32x4.extadd_pairwise_i16x8_u
  [4, 0xd5], // i64x2.mul
  [2, 0x67, 0x68, 0x69, 0x6a, 0x74, 0x75, 0x7a, 0x94], // float rounding
  [2, 0xe0, 0xe1, 0xe4, 0xe5, 0xe6, 0xec, 0xed, 0xf0, 0xf1, 0xf2], // float abs, neg, add, sub, mul
  [5, 0xe3, 0xf5], // f32x4.sqrt, f64x2.max
  [14, 0xef], // f64x2.sqrt
  [10, 0xe7], // f32x4.div
  [12, 0xf3], // f64x2.div
  [4, 0xe8, 0xe9, 0xf4, 0xf9, 0xfb], // float min and max, unsigned conversions
  [2, 0xf8, 0xfc], // signed truncations
  [3, 0xfd], // i32x4.trunc_sat_f64x2_u_zero
]);

/** A load or store in a 64-bit memory. */
export const WIDE_MEMORY_COST = 2;

/** Opcode ranges that {@link WIDE_MEMORY_COST} replaces. */
export function isMemoryAccess(opcode: number): boolean {
  return opcode >= 0x28 && opcode <= 0x3e;
}

/** The same for numbers after prefix 0xfd. */
export function isVectorMemoryAccess(number: number): boolean {
  return number <= 11 || (number >= 0x54 && number <= 0x5d);
}
