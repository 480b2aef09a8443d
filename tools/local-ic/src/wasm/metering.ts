import {
  BULK_COST,
  COST,
  isMemoryAccess,
  isVectorMemoryAccess,
  VECTOR_COST,
  WIDE_MEMORY_COST,
} from './instruction_costs.ts';
import type { ByteWriter } from './wasm_binary/byte_writer.ts';
import { ByteWriter as Writer } from './wasm_binary/byte_writer.ts';
import { BULK, instructionEnd, OP, shortLeb } from './wasm_binary/instructions.ts';
import { InvalidWasm } from './wasm_binary/invalid_wasm.ts';

/**
 * Counts instructions inside the canister: a global counts down from the message's limit. Where straight-line
 * code begins, the cost of all of it is subtracted at once; functions and loops also check whether anything is
 * left, and trap if not. That is where the replica counts too, so both agree to the instruction.
 */

/** Indexes in the rewritten module of what metered code refers to. */
export interface MeteringTargets {
  /** The mutable i64 global that counts down; undefined when counting is off. */
  readonly counterGlobal: number | undefined;
  /** Functions of one parameter, which they subtract from the counter and return. */
  readonly charge32: number;
  readonly charge64: number;
  /** Grows the memory unless the canister's limit forbids it. */
  readonly growMemory: number;
  /**
   * The mutable i32 global that is set before tables change and segments are dropped. The network forgets such
   * changes after each message, so an instance in which they happened cannot serve another one.
   */
  readonly spentGlobal: number;
  /** Whether addresses are 64 bits wide. */
  readonly wide: boolean;
}

const REENTRANT = 0;
const ONCE = 1;
const CHARGE_32 = 2;
const CHARGE_64 = 3;
const GROW = 4;
const MARK_SPENT = 5;

/** Bytes of the blocks put in, made once per module. */
interface Snippets {
  readonly readCounter: Uint8Array;
  readonly writeCounter: Uint8Array;
  readonly check: Uint8Array;
  readonly charge32: Uint8Array;
  readonly charge64: Uint8Array;
  readonly grow: Uint8Array;
  readonly markSpent: Uint8Array;
}

function snippets(targets: MeteringTargets): Snippets {
  const bytes = (write: (writer: ByteWriter) => void) => {
    const writer = new Writer(16);
    write(writer);
    return writer.finish();
  };
  const counter = targets.counterGlobal ?? 0;
  const call = (index: number) =>
    bytes((writer) => {
      writer.byte(OP.call);
      writer.u32(index);
    });
  return {
    readCounter: bytes((writer) => {
      writer.byte(OP.globalGet);
      writer.u32(counter);
      writer.byte(OP.i64Const);
    }),
    writeCounter: bytes((writer) => {
      writer.byte(OP.i64Sub);
      writer.byte(OP.globalSet);
      writer.u32(counter);
    }),
    check: bytes((writer) => {
      writer.byte(OP.globalGet);
      writer.u32(counter);
      writer.append(Uint8Array.of(OP.i64Const, 0, OP.i64LtS, OP.if, 0x40, OP.unreachable, OP.end));
    }),
    charge32: call(targets.charge32),
    charge64: call(targets.charge64),
    grow: call(targets.growMemory),
    markSpent: bytes((writer) => {
      writer.append(Uint8Array.of(OP.i32Const, 1, OP.globalSet));
      writer.u32(targets.spentGlobal);
    }),
  };
}

/** Rewrites function bodies one after another; the lists of places are reused between them. */
export class Metering {
  readonly #targets: MeteringTargets;
  readonly #snippets: Snippets;
  #places: number[] = [];
  #costs: number[] = [];
  #kinds: number[] = [];

  constructor(targets: MeteringTargets) {
    this.#targets = targets;
    this.#snippets = snippets(targets);
  }

  /**
   * Writes the instructions of one function with the counting put in.
   * @param start - place of the first instruction, after the local variables
   * @param end - place after the function's last `end`
   */
  rewriteBody(source: Uint8Array, start: number, end: number, out: ByteWriter): void {
    this.#scan(source, start, end);
    const { readCounter, writeCounter, check, charge32, charge64, grow, markSpent } = this.#snippets;
    let copied = start;
    for (let i = 0; i < this.#places.length; i++) {
      const place = this.#places[i] as number;
      out.appendRange(source, copied, place);
      copied = place;
      switch (this.#kinds[i]) {
        case CHARGE_32:
          out.append(charge32);
          break;
        case CHARGE_64:
          out.append(charge64);
          break;
        case MARK_SPENT:
          out.append(markSpent);
          break;
        case GROW:
          out.append(grow);
          copied = place + 2; // `memory.grow` and its memory index, both one byte
          break;
        default:
          out.append(readCounter);
          out.signed(this.#costs[i] as number);
          out.append(writeCounter);
          if (this.#kinds[i] === REENTRANT) out.append(check);
      }
    }
    out.appendRange(source, copied, end);
  }

  #place(kind: number, place: number, cost: number): void {
    this.#places.push(place);
    this.#costs.push(cost);
    this.#kinds.push(kind);
  }

  /**
   * Finds where to count. A stretch begins at the start of the function (at cost 1, so that empty functions are
   * not free), after `loop`, `if`, `else`, `end` and every jump; calls do not end it.
   */
  #scan(source: Uint8Array, start: number, end: number): void {
    this.#places.length = 0;
    this.#costs.length = 0;
    this.#kinds.length = 0;
    const counting = this.#targets.counterGlobal !== undefined;
    const wide = this.#targets.wide;
    let cost = 1;
    let kind = REENTRANT;
    // Filled in when the stretch ends, but its place comes before those of the bulk instructions within it.
    let stretch = 0;
    if (counting) this.#place(kind, start, 0);
    let position = start;
    while (position < end) {
      const opcode = source[position] as number;
      const next = instructionEnd(source, position);
      let endsStretch = false;
      let nextKind = ONCE;
      switch (opcode) {
        case OP.loop:
          endsStretch = true;
          nextKind = REENTRANT;
          break;
        case OP.if:
        case OP.else:
        case OP.end:
        case OP.br:
        case OP.brIf:
        case OP.brTable:
        case OP.return:
        case OP.unreachable:
        case OP.returnCall:
        case OP.returnCallIndirect:
          endsStretch = true;
          break;
        case OP.memoryGrow:
          if (source[position + 1] !== 0) throw new InvalidWasm('more than one memory');
          this.#place(GROW, position, 0);
          break;
        case OP.tableSet:
          this.#place(MARK_SPENT, position, 0);
          break;
        case OP.bulk:
          this.#bulk(shortLeb(source, position + 1), position, counting);
          break;
      }
      cost += this.#costOf(source, position, opcode, wide);
      if (endsStretch) {
        if (counting) {
          this.#costs[stretch] = cost;
          if (cost === 0 && kind === ONCE) this.#drop(stretch);
          kind = nextKind;
          cost = 0;
          stretch = this.#places.length;
          if (next < end) this.#place(kind, next, 0);
        }
      }
      position = next;
    }
    if (position !== end) throw new InvalidWasm('a function body does not end where it should');
    // The function's own `end` closes the last stretch, so nothing is open here unless that is missing.
    if (cost !== 0 && counting) throw new InvalidWasm('a function body lacks its end');
  }

  #drop(index: number): void {
    // A stretch without cost holds no bulk instruction, so it is the last entry.
    this.#places.length = index;
    this.#costs.length = index;
    this.#kinds.length = index;
  }

  #costOf(source: Uint8Array, position: number, opcode: number, wide: boolean): number {
    if (opcode === OP.bulk) return BULK_COST[shortLeb(source, position + 1)] as number;
    if (opcode === OP.vector) {
      const number = shortLeb(source, position + 1);
      return wide && isVectorMemoryAccess(number) ? WIDE_MEMORY_COST : (VECTOR_COST[number] as number);
    }
    return wide && isMemoryAccess(opcode) ? WIDE_MEMORY_COST : (COST[opcode] as number);
  }

  /** Bulk instructions also cost one for each byte or element, which is on top of the stack before them. */
  #bulk(number: number, position: number, counting: boolean): void {
    switch (number) {
      case BULK.memoryCopy:
      case BULK.memoryFill:
        if (counting) this.#place(this.#targets.wide ? CHARGE_64 : CHARGE_32, position, 0);
        break;
      case BULK.memoryInit:
        if (counting) this.#place(CHARGE_32, position, 0);
        break;
      case BULK.tableInit:
      case BULK.tableCopy:
      case BULK.tableFill:
        this.#place(MARK_SPENT, position, 0);
        if (counting) this.#place(CHARGE_32, position, 0);
        break;
      case BULK.tableGrow:
      case BULK.dataDrop:
      case BULK.elemDrop:
        this.#place(MARK_SPENT, position, 0);
        break;
    }
  }
}
