import { ByteReader } from './byte_reader.ts';
import { instructionEnd, OP } from './instructions.ts';
import { InvalidWasm } from './invalid_wasm.ts';
import { EXTERNREF, type FunctionType, FUNCREF, I32, I64, V128 } from './value_types.ts';

/** Section numbers of the binary format. */
export const SECTION = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
} as const;

/** The order in which sections stand in a module; it is not that of their numbers. */
export const SECTION_ORDER: readonly number[] = [
  SECTION.type,
  SECTION.import,
  SECTION.function,
  SECTION.table,
  SECTION.memory,
  SECTION.global,
  SECTION.export,
  SECTION.start,
  SECTION.element,
  SECTION.dataCount,
  SECTION.code,
  SECTION.data,
];

export interface CustomSection {
  readonly name: string;
  readonly content: Uint8Array;
}

export interface ImportedFunction {
  readonly module: string;
  readonly name: string;
  readonly type: number;
}

export interface Memory {
  /** 64-bit addresses. */
  readonly wide: boolean;
  /** Pages of 64 KiB. */
  readonly initial: number;
  readonly maximum: number | undefined;
}

export interface Global {
  readonly type: number;
  readonly mutable: boolean;
}

export interface Export {
  readonly name: string;
  /** 0 function, 1 table, 2 memory, 3 global. */
  readonly kind: number;
  readonly index: number;
}

/** What the rewriting needs to know of a module; everything else stays bytes. */
export interface ModuleSections {
  /** Contents by number, without the custom ones. */
  readonly contents: ReadonlyMap<number, Uint8Array>;
  readonly custom: readonly CustomSection[];
  readonly types: readonly FunctionType[];
  readonly imports: readonly ImportedFunction[];
  /** Type index of each function defined here. */
  readonly functions: readonly number[];
  readonly tables: number;
  readonly memory: Memory | undefined;
  readonly globals: readonly Global[];
  readonly exports: readonly Export[];
  readonly start: number | undefined;
}

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const FUNCTION_TYPE = 0x60;
const EMPTY = new Uint8Array(0);

function splitSections(bytes: Uint8Array): { contents: Map<number, Uint8Array>; custom: CustomSection[] } {
  if (MAGIC.some((byte, i) => bytes[i] !== byte))
    throw new InvalidWasm('not a WebAssembly module of version 1');
  const reader = new ByteReader(bytes, MAGIC.length);
  const contents = new Map<number, Uint8Array>();
  const custom: CustomSection[] = [];
  let previous = -1;
  while (!reader.atEnd) {
    const id = reader.byte();
    const content = reader.take(reader.u32());
    if (id === SECTION.custom) {
      const inner = new ByteReader(content);
      const name = inner.name();
      custom.push({ name, content: content.subarray(inner.position) });
      continue;
    }
    const place = SECTION_ORDER.indexOf(id);
    if (place < 0) throw new InvalidWasm(`unknown section ${id}`);
    if (place <= previous) throw new InvalidWasm(`section ${id} is out of order`);
    previous = place;
    contents.set(id, content);
  }
  return { contents, custom };
}

function valueType(reader: ByteReader): number {
  const type = reader.byte();
  if ((type < V128 || type > I32) && type !== FUNCREF && type !== EXTERNREF) {
    throw new InvalidWasm(`unsupported value type 0x${type.toString(16)}`);
  }
  return type;
}

/** A list with its count in front; the count is bounded by the bytes that are left. */
function list<T>(content: Uint8Array | undefined, item: (reader: ByteReader) => T): T[] {
  const reader = new ByteReader(content ?? EMPTY);
  if (content === undefined) return [];
  const count = reader.u32();
  if (count > content.length) throw new InvalidWasm('a list is longer than its section');
  const items: T[] = [];
  for (let i = 0; i < count; i++) items.push(item(reader));
  if (!reader.atEnd) throw new InvalidWasm('a section is longer than its list');
  return items;
}

function types(reader: ByteReader): number[] {
  const count = reader.u32();
  if (count > reader.end - reader.position) throw new InvalidWasm('a list is longer than its section');
  return Array.from({ length: count }, () => valueType(reader));
}

function functionType(reader: ByteReader): FunctionType {
  if (reader.byte() !== FUNCTION_TYPE) throw new InvalidWasm('only function types are supported');
  const params = types(reader);
  return { params, results: types(reader) };
}

function importedFunction(reader: ByteReader): ImportedFunction {
  const module = reader.name();
  const name = reader.name();
  if (reader.byte() !== 0) {
    throw new InvalidWasm(
      `Wasm module has an invalid import section. '${name}' from '${module}' is not a function.`,
    );
  }
  return { module, name, type: reader.u32() };
}

function limits(reader: ByteReader): { flags: number; initial: number; maximum: number | undefined } {
  const flags = reader.byte();
  if (flags !== 0 && flags !== 1 && flags !== 4 && flags !== 5) {
    throw new InvalidWasm('shared and custom memories and tables are not supported');
  }
  const initial = reader.u64();
  return { flags, initial, maximum: flags & 1 ? reader.u64() : undefined };
}

function memory(reader: ByteReader): Memory {
  const { flags, initial, maximum } = limits(reader);
  return { wide: (flags & 4) !== 0, initial, maximum };
}

function table(reader: ByteReader): void {
  const type = reader.byte();
  if (type !== FUNCREF && type !== EXTERNREF) throw new InvalidWasm('unsupported table type');
  limits(reader);
}

function skipConstantExpression(reader: ByteReader): void {
  for (;;) {
    const opcode = reader.byte();
    if (opcode === OP.end) return;
    const end = instructionEnd(reader.bytes, reader.position - 1);
    reader.take(end - reader.position);
  }
}

function global(reader: ByteReader): Global {
  const type = valueType(reader);
  const mutable = reader.byte() !== 0;
  skipConstantExpression(reader);
  return { type, mutable };
}

function exported(reader: ByteReader): Export {
  const name = reader.name();
  const kind = reader.byte();
  return { name, kind, index: reader.u32() };
}

/** The width of pointers: that of the memory, 32 bits without one. */
export function pointerType(memory: Memory | undefined): typeof I32 | typeof I64 {
  return memory?.wide ? I64 : I32;
}

/**
 * Takes a module apart. Types of instructions are not checked here: the engine has done that.
 * @throws InvalidWasm when the bytes are no module or use what canisters may not
 */
export function readModule(bytes: Uint8Array): ModuleSections {
  const { contents, custom } = splitSections(bytes);
  const of = <T>(id: number, item: (reader: ByteReader) => T) => list(contents.get(id), item);
  const memories = of(SECTION.memory, memory);
  if (memories.length > 1) throw new InvalidWasm('more than one memory');
  const startContent = contents.get(SECTION.start);
  return {
    contents,
    custom,
    types: of(SECTION.type, functionType),
    imports: of(SECTION.import, importedFunction),
    functions: of(SECTION.function, (reader) => reader.u32()),
    tables: of(SECTION.table, table).length,
    memory: memories[0],
    globals: of(SECTION.global, global),
    exports: of(SECTION.export, exported),
    start: startContent && new ByteReader(startContent).u32(),
  };
}
