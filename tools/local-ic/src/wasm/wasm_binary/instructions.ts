import { InvalidWasm } from './invalid_wasm.ts';

/** Opcodes that the rewriting looks at; the others are only skipped. */
export const OP = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  returnCall: 0x12,
  returnCallIndirect: 0x13,
  localGet: 0x20,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  tableSet: 0x26,
  memorySize: 0x3f,
  memoryGrow: 0x40,
  i32Const: 0x41,
  i64Const: 0x42,
  i64LtS: 0x53,
  i64GtU: 0x56,
  i64Add: 0x7c,
  i64Sub: 0x7d,
  i64ExtendI32U: 0xad,
  /** Prefix of bulk memory, tables and saturating conversions. */
  bulk: 0xfc,
  /** Prefix of vector instructions. */
  vector: 0xfd,
} as const;

/** Numbers after the prefix {@link OP.bulk}. */
export const BULK = {
  memoryInit: 8,
  dataDrop: 9,
  memoryCopy: 10,
  memoryFill: 11,
  tableInit: 12,
  elemDrop: 13,
  tableCopy: 14,
  tableGrow: 15,
  tableSize: 16,
  tableFill: 17,
} as const;

const NONE = 0;
const LEB = 1;
const TWO_LEBS = 2;
const BLOCK_TYPE = 3;
const BRANCH_TABLE = 4;
const TYPE_LIST = 5;
const FOUR_BYTES = 6;
const EIGHT_BYTES = 7;
const BULK_PREFIX = 8;
const VECTOR_PREFIX = 9;
/** Exceptions, threads, garbage collection and whatever else a canister cannot use. */
const UNKNOWN = 255;

const IMMEDIATE = ((): Uint8Array => {
  const table = new Uint8Array(256).fill(UNKNOWN);
  const set = (kind: number, ...opcodes: number[]) => opcodes.forEach((opcode) => (table[opcode] = kind));
  const range = (kind: number, first: number, last: number) => table.fill(kind, first, last + 1);
  set(NONE, 0x00, 0x01, OP.else, OP.end, OP.return, 0x1a, 0x1b, 0xd1);
  set(BLOCK_TYPE, OP.block, OP.loop, OP.if);
  set(LEB, OP.br, OP.brIf, OP.call, OP.returnCall, 0xd0, 0xd2);
  set(BRANCH_TABLE, OP.brTable);
  set(TWO_LEBS, OP.callIndirect, OP.returnCallIndirect);
  set(TYPE_LIST, 0x1c);
  range(LEB, OP.localGet, OP.tableSet);
  range(TWO_LEBS, 0x28, 0x3e);
  range(LEB, OP.memorySize, OP.i64Const);
  set(FOUR_BYTES, 0x43);
  set(EIGHT_BYTES, 0x44);
  range(NONE, 0x45, 0xc4);
  set(BULK_PREFIX, OP.bulk);
  set(VECTOR_PREFIX, OP.vector);
  return table;
})();

/** Immediates after {@link OP.bulk}, by number: how many LEB128 numbers follow. */
const BULK_LEBS = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1] as const;

// Reading past the end gives undefined, which ends the loop; the caller compares the place with its end.
function skipLeb(bytes: Uint8Array, start: number): number {
  let position = start;
  while ((bytes[position++] as number) & 0x80);
  return position;
}

/** The value of a LEB128 number below 2^28; longer ones only occur where the value does not matter. */
export function shortLeb(bytes: Uint8Array, start: number): number {
  let value = 0;
  let position = start;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = bytes[position++] as number;
    value |= (byte & 0x7f) << shift;
    if (!(byte & 0x80)) return value;
  }
  throw new InvalidWasm('index out of range');
}

function skipVector(bytes: Uint8Array, start: number): number {
  const opcode = shortLeb(bytes, start);
  const position = skipLeb(bytes, start);
  if (opcode <= 11 || opcode === 0x5c || opcode === 0x5d) return skipLeb(bytes, skipLeb(bytes, position));
  if (opcode === 12 || opcode === 13) return position + 16;
  if (opcode >= 0x15 && opcode <= 0x22) return position + 1;
  if (opcode >= 0x54 && opcode <= 0x5b) return skipLeb(bytes, skipLeb(bytes, position)) + 1;
  if (opcode > 0xff) throw new InvalidWasm(`unsupported vector instruction 0x${opcode.toString(16)}`);
  return position;
}

/**
 * Place after the instruction that begins at `start`. Types are left to the engine; an instruction that no
 * canister may use is refused here.
 */
export function instructionEnd(bytes: Uint8Array, start: number): number {
  const opcode = bytes[start] as number;
  const position = start + 1;
  switch (IMMEDIATE[opcode]) {
    case NONE:
      return position;
    case LEB:
    case BLOCK_TYPE:
      return skipLeb(bytes, position);
    case TWO_LEBS:
      return skipLeb(bytes, skipLeb(bytes, position));
    case FOUR_BYTES:
      return position + 4;
    case EIGHT_BYTES:
      return position + 8;
    case BRANCH_TABLE: {
      let next = skipLeb(bytes, position);
      for (let count = shortLeb(bytes, position); count >= 0 && next <= bytes.length; count--) {
        next = skipLeb(bytes, next);
      }
      return next;
    }
    case TYPE_LIST:
      return skipLeb(bytes, position) + shortLeb(bytes, position);
    case BULK_PREFIX: {
      const lebs = BULK_LEBS[shortLeb(bytes, position)];
      if (lebs === undefined) throw new InvalidWasm('unknown instruction after prefix 0xfc');
      let next = skipLeb(bytes, position);
      for (let i = 0; i < lebs; i++) next = skipLeb(bytes, next);
      return next;
    }
    case VECTOR_PREFIX:
      return skipVector(bytes, position);
    default:
      throw new InvalidWasm(`unknown or unsupported instruction 0x${(opcode ?? 0).toString(16)}`);
  }
}
