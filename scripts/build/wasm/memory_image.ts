import binaryen from 'binaryen';
import { ALLOCATE } from './template.ts';

/** What a module that has run leaves behind, to start another one from. */
export interface MemoryImage {
  /** Of 64 KiB. */
  readonly pages: number;
  /** What is not zero, by address. */
  readonly parts: readonly { readonly address: number; readonly data: Uint8Array }[];
  /** Values of global variables by their names. */
  readonly globals: ReadonlyMap<string, number>;
}

const PAGE = 65_536;
/** Zeros between two parts: fewer would cost more as a part's border than they do in gzip. */
const GAP = 64;

/** System calls that may be made, and their constant answers: the engine asks for the time, a profile for the counter. */
const ANSWERS: Readonly<Record<string, bigint>> = { time: 0n, performance_counter: 0n };

const ENTRY = 'entry';
const STACK_POINTER = '__stack_pointer';

/**
 * Runs a function of a module and takes what it leaves. It must depend on nothing but the module: system calls
 * throw, and time stands still.
 *
 * @param entry name of the function; its result is ignored
 * @param tidy changes the memory before it is taken
 * @throws when it traps or makes a system call
 */
export function takeMemoryImage(
  module: binaryen.Module,
  entry: string,
  tidy: (memory: Uint8Array, globals: MemoryImage['globals']) => void,
): MemoryImage {
  const names = mutableGlobals(module);
  for (const name of names) module.addGlobalExport(name, name);
  module.addFunctionExport(entry, ENTRY);
  module.addFunctionExport(ALLOCATE, ALLOCATE);
  const compiled = new WebAssembly.Module(module.emitBinary() as BufferSource);
  let memory: WebAssembly.Memory | null = null;
  const read = (address: number, length: number): string =>
    Buffer.from(memory!.buffer, address, length).toString();
  const instance = new WebAssembly.Instance(compiled, systemCalls(compiled, read));
  const { exports } = instance;
  memory = exports['memory'] as WebAssembly.Memory;
  const heap = (exports[ALLOCATE] as (size: number) => number)(1) - HEADER;
  (exports[ENTRY] as () => unknown)();
  const globals = new Map(names.map((name) => [name, (exports[name] as WebAssembly.Global).value as number]));
  const bytes = new Uint8Array(memory.buffer);
  tidy(bytes, globals);
  // What lies below the stack's top was left by functions that have returned.
  bytes.fill(0, 0, globals.get(STACK_POINTER));
  clearFreeChunks(bytes, heap);
  return { pages: bytes.length / PAGE, parts: partsOf(bytes), globals };
}

/** Makes a module start with that memory instead of its own. */
export function startWithMemory(module: binaryen.Module, { pages, parts }: MemoryImage): void {
  const segments = parts.map(({ address, data }) => ({
    offset: module.i32.const(address),
    data,
    passive: false,
  }));
  module.setMemory(pages, -1, null, segments);
}

/** Makes a module start with those values of its global variables. */
export function startWithGlobals(module: binaryen.Module, { globals }: MemoryImage): void {
  for (const name of mutableGlobals(module)) {
    const value = globals.get(name);
    if (value === undefined) throw new Error(`the image does not know the global variable ${name}`);
    module.removeGlobal(name);
    module.addGlobal(name, binaryen.i32, true, module.i32.const(value));
  }
}

/** Names of the variables; all are 32-bit integers. */
function mutableGlobals(module: binaryen.Module): string[] {
  return Array.from({ length: module.getNumGlobals() }, (_, index) =>
    binaryen.getGlobalInfo(module.getGlobalByIndex(index)),
  ).flatMap(({ name, type, mutable }) => {
    if (!mutable) return [];
    if (type !== binaryen.i32) throw new Error(`the global variable ${name} is no 32-bit integer`);
    return [name];
  });
}

function systemCalls(
  module: WebAssembly.Module,
  read: (address: number, length: number) => string,
): WebAssembly.Imports {
  const calls = WebAssembly.Module.imports(module).map(({ name }) => [
    name,
    (...parameters: number[]) => {
      const answer = ANSWERS[name];
      if (answer !== undefined) return answer;
      const text =
        name === 'trap' || name === 'debug_print' ? `: ${read(parameters[0]!, parameters[1]!)}` : '';
      throw new Error(`the top level of a canister's modules called ic0.${name}${text}`);
    },
  ]);
  return { ic0: Object.fromEntries(calls) as WebAssembly.ModuleImports };
}

// The allocator (dlmalloc, with 32-bit addresses) puts chunks one behind the other, each with the size of the one
// before, if that is free, and its own, whose lowest bits are flags.
const HEADER = 8;
const SIZE = 4;
const FLAGS = 7;
const IN_USE = 2;
/** What the allocator keeps at the start of a free chunk: header, and its place in list or tree. */
const FREE_HEADER = 32;

/**
 * Writes zeros over what was freed.
 *
 * @param first address of the heap's first chunk
 */
function clearFreeChunks(memory: Uint8Array, first: number): void {
  const words = new DataView(memory.buffer);
  let chunk = first;
  for (;;) {
    const head = words.getUint32(chunk + SIZE, true);
    const next = chunk + (head & ~FLAGS);
    // The last one only marks the end of memory.
    if (next === memory.length) return;
    if (next <= chunk || next > memory.length) throw new Error('the heap is not laid out as expected');
    if ((head & IN_USE) === 0) memory.fill(0, Math.min(chunk + FREE_HEADER, next), next);
    chunk = next;
  }
}

function partsOf(memory: Uint8Array): MemoryImage['parts'] {
  const parts: { address: number; data: Uint8Array }[] = [];
  let start = -1;
  let end = 0;
  for (let address = 0; address < memory.length; address++) {
    if (memory[address] === 0) continue;
    if (start >= 0 && address - end >= GAP) {
      parts.push({ address: start, data: memory.slice(start, end) });
      start = -1;
    }
    if (start < 0) start = address;
    end = address + 1;
  }
  if (start >= 0) parts.push({ address: start, data: memory.slice(start, end) });
  return parts;
}
