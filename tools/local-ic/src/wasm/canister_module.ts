import { createHash } from 'node:crypto';
import { IC0_MODULE } from './ic0/ic0.ts';
import { readMetadata } from './metadata.ts';
import { checkModule } from './module_rules.ts';
import { rewriteModule } from './rewrite.ts';
import { WASM_PAGE_BYTES } from './stable_memory.ts';
import { invalidModule } from './trap.ts';
import type { CanisterModule, GlobalType, Trap } from './types.ts';
import { unpackModule } from './unpack.ts';
import { enableWideMemory } from './wide_memory.ts';
import { InvalidWasm } from './wasm_binary/invalid_wasm.ts';
import { F32, F64, I32, I64 } from './wasm_binary/value_types.ts';
import { type Memory, type ModuleSections, readModule } from './wasm_binary/module_sections.ts';

/** A module ready to be instantiated. */
export interface CompiledModule {
  readonly wasm: WebAssembly.Module;
  readonly memory: Memory | undefined;
  /** Names of the imported system functions. */
  readonly imports: ReadonlySet<string>;
  /** Value types of the mutable globals in index order. */
  readonly mutableGlobals: readonly number[];
  /** Whether instructions are counted. */
  readonly counting: boolean;
}

/** What one process gives a canister's heap; the copy for rollback takes as much again. */
export const MAX_HEAP_BYTES = 2 * 2 ** 30;

const GLOBAL_TYPES: Readonly<Record<number, GlobalType>> = {
  [I32]: 'i32',
  [I64]: 'i64',
  [F32]: 'f32',
  [F64]: 'f64',
};

/** Environment variable that turns instruction counting off: faster, but nothing stops an endless loop. */
export const COUNTING_VARIABLE = 'LOCAL_IC_COUNT_INSTRUCTIONS';

/** Compiled modules kept for reinstallation: test suites install the same few again and again. */
const MAX_CACHED = 8;
const cache = new Map<string, CanisterModule>();
const compiledModules = new WeakMap<CanisterModule, CompiledModule>();

function isCounting(): boolean {
  return process.env[COUNTING_VARIABLE] !== '0';
}

function compile(bytes: Uint8Array): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>);
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
    // The place that the engine names lies in the rewritten module, so it would mislead.
    const reason = error.message.replace(/^[^:]*: /, '').replace(/ @\+\d+$/, '');
    throw new InvalidWasm(`validation failed: ${reason.slice(0, 300)}`);
  }
}

/** Segments that do not fit and memories that are too large only show when an instance is made. */
function tryInstance(wasm: WebAssembly.Module, { imports, memory }: ModuleSections): void {
  const bytes = (memory?.initial ?? 0) * WASM_PAGE_BYTES;
  if (bytes > MAX_HEAP_BYTES) {
    throw new InvalidWasm(
      `initial memory of ${bytes} bytes exceeds the ${MAX_HEAP_BYTES} bytes of this host`,
    );
  }
  const functions = Object.fromEntries(imports.map(({ name }) => [name, () => 0]));
  try {
    new WebAssembly.Instance(wasm, { [IC0_MODULE]: functions });
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) throw error;
    throw new InvalidWasm(`instantiation failed: ${error.message.replace(/^[^:]*: /, '')}`);
  }
}

function load(bytes: Uint8Array, hash: Uint8Array, counting: boolean): CanisterModule {
  const unpacked = unpackModule(bytes);
  const sections = readModule(unpacked);
  if (sections.memory?.wide) enableWideMemory();
  // Checked as it came, so that it cannot refer to what the rewriting adds.
  if (!WebAssembly.validate(unpacked as Uint8Array<ArrayBuffer>)) {
    compile(unpacked);
    throw new InvalidWasm('validation failed');
  }
  const { methods, others } = checkModule(sections);
  const metadata = readMetadata(sections.custom);
  const rewritten = rewriteModule(sections, unpacked.length, counting);
  const wasm = compile(rewritten.bytes);
  tryInstance(wasm, sections);
  const module: CanisterModule = {
    hash,
    bytes: bytes.slice(),
    metadata,
    updates: methods.update,
    queries: methods.query,
    compositeQueries: methods.composite_query,
    entryPoints: others,
    globalTypes: rewritten.mutableGlobals.map((type) => GLOBAL_TYPES[type] ?? 'i32'),
  };
  compiledModules.set(module, {
    wasm,
    memory: sections.memory,
    imports: new Set(sections.imports.map(({ name }) => name)),
    mutableGlobals: rewritten.mutableGlobals,
    counting,
  });
  return module;
}

function remember(key: string, module: CanisterModule): void {
  cache.delete(key);
  cache.set(key, module);
  for (const oldest of cache.keys()) {
    if (cache.size <= MAX_CACHED) break;
    cache.delete(oldest);
  }
}

/**
 * Accepts raw or gzipped wasm, checks it, rewrites and compiles it; the same bytes are compiled once.
 * @returns the module, or IC0505 with what is wrong with it
 */
export function parseModule(bytes: Uint8Array): CanisterModule | Trap {
  const hash = new Uint8Array(createHash('sha256').update(bytes).digest());
  const counting = isCounting();
  const key = `${counting} ${Buffer.from(hash).toString('hex')}`;
  const known = cache.get(key);
  if (known) {
    remember(key, known);
    return known;
  }
  try {
    const module = load(bytes, hash, counting);
    remember(key, module);
    return module;
  } catch (error) {
    if (error instanceof InvalidWasm) {
      const { errorCode, message } = invalidModule(error.message);
      return { errorCode, message };
    }
    throw error;
  }
}

/** What {@link parseModule} compiled. */
export function compiledModule(module: CanisterModule): CompiledModule {
  const compiled = compiledModules.get(module);
  if (!compiled) throw new Error('the module did not come from parseModule');
  return compiled;
}
