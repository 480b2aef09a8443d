import {
  type AddedFunction,
  type AddedGlobals,
  callbackFunction,
  chargeFunction,
  growFunction,
} from './added_functions.ts';
import { Metering } from './metering.ts';
import { ByteReader } from './wasm_binary/byte_reader.ts';
import { ByteWriter } from './wasm_binary/byte_writer.ts';
import { OP } from './wasm_binary/instructions.ts';
import { InvalidWasm } from './wasm_binary/invalid_wasm.ts';
import { type ModuleSections, pointerType, SECTION, SECTION_ORDER } from './wasm_binary/module_sections.ts';
import { I32, I64 } from './wasm_binary/value_types.ts';

/** Names under which the rewritten module exports what its host needs; canisters may not use the prefix. */
export const PRIVATE_PREFIX = '\u0001';
export const PRIVATE = {
  memory: `${PRIVATE_PREFIX}memory`,
  counter: `${PRIVATE_PREFIX}counter`,
  pageLimit: `${PRIVATE_PREFIX}page_limit`,
  pageMaximum: `${PRIVATE_PREFIX}page_maximum`,
  cause: `${PRIVATE_PREFIX}cause`,
  spent: `${PRIVATE_PREFIX}spent`,
  start: `${PRIVATE_PREFIX}start`,
  callback: `${PRIVATE_PREFIX}callback`,
  grow: `${PRIVATE_PREFIX}grow`,
  /** Followed by the number of the mutable global, counted among the mutable ones. */
  global: `${PRIVATE_PREFIX}global `,
} as const;

const FUNCTION_EXPORT = 0;
const MEMORY_EXPORT = 2;
const GLOBAL_EXPORT = 3;

/** A metered function grows by about a third. */
const GROWTH = 1.6;

export interface RewrittenModule {
  readonly bytes: Uint8Array;
  /** Value types of the mutable globals in index order. */
  readonly mutableGlobals: readonly number[];
}

interface Layout {
  readonly globals: AddedGlobals;
  /** Added functions in the order of their indexes, which follow the canister's own. */
  readonly added: readonly AddedFunction[];
  readonly charge32: number;
  readonly charge64: number;
  readonly growMemory: number;
  readonly callback: number | undefined;
}

/** The callback's type stands before those of the added functions. */
function layOut(module: ModuleSections): Layout {
  const firstFunction = module.imports.length + module.functions.length;
  const firstGlobal = module.globals.length;
  const pointer = pointerType(module.memory);
  const globals = {
    counter: firstGlobal,
    pageLimit: firstGlobal + 1,
    pageMaximum: firstGlobal + 2,
    cause: firstGlobal + 3,
    spent: firstGlobal + 4,
  };
  const added = [chargeFunction(I32, globals), chargeFunction(I64, globals)];
  if (module.memory !== undefined) added.push(growFunction(pointer, globals));
  if (module.tables > 0) added.push(callbackFunction(pointer, module.types.length));
  return {
    globals,
    added,
    charge32: firstFunction,
    charge64: firstFunction + 1,
    growMemory: firstFunction + 2,
    callback: module.tables > 0 ? firstFunction + added.length - 1 : undefined,
  };
}

/** Writes a list that begins with the canister's own items, unchanged. */
function extendedList(
  out: ByteWriter,
  content: Uint8Array | undefined,
  added: number,
  write: (out: ByteWriter) => void,
): void {
  const reader = new ByteReader(content ?? Uint8Array.of(0));
  out.u32(reader.u32() + added);
  out.appendRange(reader.bytes, reader.position, reader.end);
  write(out);
}

function writeTypes(out: ByteWriter, module: ModuleSections, layout: Layout): void {
  const callbackType = { params: [pointerType(module.memory)], results: [] };
  const types = [callbackType, ...layout.added.map(({ type }) => type)];
  extendedList(out, module.contents.get(SECTION.type), types.length, () => {
    for (const { params, results } of types) {
      out.byte(0x60);
      for (const side of [params, results]) {
        out.u32(side.length);
        for (const type of side) out.byte(type);
      }
    }
  });
}

function writeGlobals(out: ByteWriter, module: ModuleSections, layout: Layout): void {
  const { counter, pageLimit, pageMaximum, cause, spent } = layout.globals;
  const added = [counter, pageLimit, pageMaximum, cause, spent];
  extendedList(out, module.contents.get(SECTION.global), added.length, () => {
    for (const index of added) {
      const narrow = index === cause || index === spent;
      out.append(Uint8Array.of(narrow ? I32 : I64, 1, narrow ? OP.i32Const : OP.i64Const, 0, OP.end));
    }
  });
}

function writeExports(out: ByteWriter, module: ModuleSections, layout: Layout): void {
  const exports: [name: string, kind: number, index: number][] = [];
  for (const { name, kind, index } of module.exports) {
    if (kind === FUNCTION_EXPORT && name.startsWith('canister_')) exports.push([name, kind, index]);
  }
  if (module.memory) {
    exports.push([PRIVATE.memory, MEMORY_EXPORT, 0]);
    exports.push([PRIVATE.grow, FUNCTION_EXPORT, layout.growMemory]);
  }
  if (module.start !== undefined) exports.push([PRIVATE.start, FUNCTION_EXPORT, module.start]);
  if (layout.callback !== undefined) exports.push([PRIVATE.callback, FUNCTION_EXPORT, layout.callback]);
  const { globals } = layout;
  exports.push([PRIVATE.counter, GLOBAL_EXPORT, globals.counter]);
  exports.push([PRIVATE.pageLimit, GLOBAL_EXPORT, globals.pageLimit]);
  exports.push([PRIVATE.pageMaximum, GLOBAL_EXPORT, globals.pageMaximum]);
  exports.push([PRIVATE.cause, GLOBAL_EXPORT, globals.cause]);
  exports.push([PRIVATE.spent, GLOBAL_EXPORT, globals.spent]);
  let mutable = 0;
  module.globals.forEach((global, index) => {
    if (global.mutable) exports.push([`${PRIVATE.global}${mutable++}`, GLOBAL_EXPORT, index]);
  });
  out.u32(exports.length);
  for (const [name, kind, index] of exports) {
    out.name(name);
    out.byte(kind);
    out.u32(index);
  }
}

/** Place of the first instruction of a body, after its local variables. */
function skipLocals(reader: ByteReader): void {
  for (let groups = reader.u32(); groups > 0; groups--) {
    reader.u32();
    reader.byte();
  }
}

function writeCode(out: ByteWriter, module: ModuleSections, layout: Layout, metering: Metering): void {
  const reader = new ByteReader(module.contents.get(SECTION.code) ?? Uint8Array.of(0));
  const count = reader.u32();
  if (count !== module.functions.length)
    throw new InvalidWasm('function and code section have inconsistent lengths');
  out.u32(count + layout.added.length);
  for (let i = 0; i < count; i++) {
    const body = reader.within(reader.u32());
    const size = out.reserveSize();
    const start = body.position;
    skipLocals(body);
    out.appendRange(body.bytes, start, body.position);
    metering.rewriteBody(body.bytes, body.position, body.end, out);
    out.fillSize(size);
  }
  for (const { body } of layout.added) {
    out.u32(body.length);
    out.append(body);
  }
}

/**
 * Prepares a checked module for its host: exports memory, mutable globals and a way to call back into the
 * function table, hands the start function over instead of running it, bounds `memory.grow`, and counts
 * instructions when `counting` is set. No index of the canister's own changes; names are left out.
 */
export function rewriteModule(module: ModuleSections, size: number, counting: boolean): RewrittenModule {
  const layout = layOut(module);
  const metering = new Metering({
    counterGlobal: counting ? layout.globals.counter : undefined,
    charge32: layout.charge32,
    charge64: layout.charge64,
    growMemory: layout.growMemory,
    spentGlobal: layout.globals.spent,
    wide: module.memory?.wide === true,
  });
  const out = new ByteWriter(Math.ceil(size * GROWTH) + 4096);
  out.append(Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00));
  const writers: Readonly<Record<number, () => void>> = {
    [SECTION.type]: () => writeTypes(out, module, layout),
    [SECTION.function]: () =>
      extendedList(out, module.contents.get(SECTION.function), layout.added.length, () => {
        layout.added.forEach((_, i) => out.u32(module.types.length + 1 + i));
      }),
    [SECTION.global]: () => writeGlobals(out, module, layout),
    [SECTION.export]: () => writeExports(out, module, layout),
    [SECTION.code]: () => writeCode(out, module, layout, metering),
  };
  for (const id of SECTION_ORDER) {
    const content = module.contents.get(id);
    const write = writers[id] ?? (content && (() => out.append(content)));
    if (!write || id === SECTION.start) continue;
    out.byte(id);
    const place = out.reserveSize();
    write();
    out.fillSize(place);
  }
  return {
    bytes: out.finish(),
    mutableGlobals: module.globals.filter(({ mutable }) => mutable).map(({ type }) => type),
  };
}
