import { ByteWriter } from './wasm_binary/byte_writer.ts';
import { OP } from './wasm_binary/instructions.ts';
import { type FunctionType, I32, I64 } from './wasm_binary/value_types.ts';

/**
 * Functions that the rewriting adds behind the canister's own, so that no index of the canister changes.
 */

/** Values of the cause global when an added function traps with `unreachable`. */
export const CAUSE_MEMORY_LIMIT = 1;

/** A single amount above this is more than any message may use. */
const LARGEST_CHARGE = 2 ** 40;

export interface AddedGlobals {
  /** Instructions left. */
  readonly counter: number;
  /** Pages beyond which growing traps. */
  readonly pageLimit: number;
  /** Pages beyond which growing fails: the memory's own maximum or what the host gives. */
  readonly pageMaximum: number;
  /** Why an added function trapped. */
  readonly cause: number;
  /** Whether the instance can serve another message, see `metering.ts`. */
  readonly spent: number;
}

export interface AddedFunction {
  readonly type: FunctionType;
  readonly body: Uint8Array;
}

/** Writes one body: local variables, instructions and the final `end`. */
function body(locals: readonly number[], write: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter(64);
  writer.u32(locals.length);
  for (const type of locals) {
    writer.u32(1);
    writer.byte(type);
  }
  write(writer);
  writer.byte(OP.end);
  return writer.finish();
}

function getLocal(writer: ByteWriter, index: number): void {
  writer.byte(OP.localGet);
  writer.u32(index);
}

function getGlobal(writer: ByteWriter, index: number): void {
  writer.byte(OP.globalGet);
  writer.u32(index);
}

function setGlobal(writer: ByteWriter, index: number): void {
  writer.byte(OP.globalSet);
  writer.u32(index);
}

function constant64(writer: ByteWriter, value: number): void {
  writer.byte(OP.i64Const);
  writer.signed(value);
}

/** Runs `unreachable` when the i32 on the stack is not zero, after `before`. */
function trapIf(writer: ByteWriter, before: () => void = () => {}): void {
  writer.byte(OP.if);
  writer.byte(0x40);
  before();
  writer.byte(OP.unreachable);
  writer.byte(OP.end);
}

/** Subtracts its parameter from the counter and answers it unchanged; traps when nothing is left. */
export function chargeFunction(width: typeof I32 | typeof I64, globals: AddedGlobals): AddedFunction {
  return {
    type: { params: [width], results: [width] },
    body: body([], (writer) => {
      if (width === I64) {
        // Subtracting a number near 2^64 would make the counter positive again.
        getLocal(writer, 0);
        constant64(writer, LARGEST_CHARGE);
        writer.byte(OP.i64GtU);
        trapIf(writer, () => {
          constant64(writer, -1);
          setGlobal(writer, globals.counter);
        });
      }
      getGlobal(writer, globals.counter);
      getLocal(writer, 0);
      if (width === I32) writer.byte(OP.i64ExtendI32U);
      writer.byte(OP.i64Sub);
      setGlobal(writer, globals.counter);
      getGlobal(writer, globals.counter);
      constant64(writer, 0);
      writer.byte(OP.i64LtS);
      trapIf(writer);
      getLocal(writer, 0);
    }),
  };
}

/**
 * `memory.grow` with the canister's memory limit: growth that would succeed but exceed the limit traps, growth
 * beyond what the memory can ever have answers -1 as the instruction does.
 */
export function growFunction(width: typeof I32 | typeof I64, globals: AddedGlobals): AddedFunction {
  const newSize = (writer: ByteWriter) => {
    writer.byte(OP.memorySize);
    writer.byte(0);
    if (width === I32) writer.byte(OP.i64ExtendI32U);
    getLocal(writer, 0);
    if (width === I32) writer.byte(OP.i64ExtendI32U);
    writer.byte(OP.i64Add);
  };
  return {
    type: { params: [width], results: [width] },
    body: body([I64], (writer) => {
      const failAboveMaximum = () => {
        getGlobal(writer, globals.pageMaximum);
        writer.byte(OP.i64GtU);
        writer.byte(OP.if);
        writer.byte(0x40);
        writer.byte(width === I32 ? OP.i32Const : OP.i64Const);
        writer.signed(-1);
        writer.byte(OP.return);
        writer.byte(OP.end);
      };
      if (width === I64) {
        // Added to the present size, a number near 2^64 would become small.
        getLocal(writer, 0);
        failAboveMaximum();
      }
      newSize(writer);
      writer.byte(OP.localTee);
      writer.u32(1);
      failAboveMaximum();
      getLocal(writer, 1);
      getGlobal(writer, globals.pageLimit);
      writer.byte(OP.i64GtU);
      trapIf(writer, () => {
        writer.byte(OP.i32Const);
        writer.signed(CAUSE_MEMORY_LIMIT);
        setGlobal(writer, globals.cause);
      });
      getLocal(writer, 0);
      writer.byte(OP.memoryGrow);
      writer.byte(0);
    }),
  };
}

/** Calls a function of table 0 with its environment: `(index, environment)`; the engine checks its type. */
export function callbackFunction(width: typeof I32 | typeof I64, callbackType: number): AddedFunction {
  return {
    type: { params: [I32, width], results: [] },
    body: body([], (writer) => {
      getLocal(writer, 1);
      getLocal(writer, 0);
      writer.byte(OP.callIndirect);
      writer.u32(callbackType);
      writer.u32(0);
    }),
  };
}
