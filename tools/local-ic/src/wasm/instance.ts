import { CAUSE_MEMORY_LIMIT } from './added_functions.ts';
import { type CompiledModule, MAX_HEAP_BYTES } from './canister_module.ts';
import type { Host } from './host.ts';
import { IC0_MODULE, SYSTEM_FUNCTIONS } from './ic0/ic0.ts';
import { bindSystemFunction } from './ic0/system_function.ts';
import { PRIVATE } from './rewrite.ts';
import { WASM_PAGE_BYTES } from './stable_memory.ts';
import { CanisterTrap, functionNotFound, instructionLimit, trapped, wasmMemoryLimit } from './trap.ts';

const NO_PAGE_LIMIT = 2n ** 32n;
const EMPTY = new Uint8Array(0);

type Exports = Record<string, unknown>;

/** A live instance of a canister's module. */
export class Instance {
  readonly #compiled: CompiledModule;
  readonly #exports: Exports;
  readonly #memory: WebAssembly.Memory | undefined;
  readonly #counter: WebAssembly.Global;
  readonly #cause: WebAssembly.Global;
  readonly #pageLimit: WebAssembly.Global;
  readonly #globals: WebAssembly.Global[];
  #heap: Uint8Array = EMPTY;
  #limit = 0n;
  #memoryLimit = 0n;

  constructor(compiled: CompiledModule, imports: WebAssembly.Imports) {
    this.#compiled = compiled;
    this.#exports = new WebAssembly.Instance(compiled.wasm, imports).exports;
    this.#memory = this.#exports[PRIVATE.memory] as WebAssembly.Memory | undefined;
    this.#counter = this.#exports[PRIVATE.counter] as WebAssembly.Global;
    this.#cause = this.#exports[PRIVATE.cause] as WebAssembly.Global;
    this.#pageLimit = this.#exports[PRIVATE.pageLimit] as WebAssembly.Global;
    this.#globals = compiled.mutableGlobals.map(
      (_, i) => this.#exports[`${PRIVATE.global}${i}`] as WebAssembly.Global,
    );
    const { maximum } = compiled.memory ?? {};
    const pages = Math.min(maximum ?? Infinity, MAX_HEAP_BYTES / WASM_PAGE_BYTES);
    (this.#exports[PRIVATE.pageMaximum] as WebAssembly.Global).value = BigInt(pages);
  }

  get hasStart(): boolean {
    return PRIVATE.start in this.#exports;
  }

  get hasMemory(): boolean {
    return this.#memory !== undefined;
  }

  /** Whether tables or segments changed, which no later message may see. */
  get isSpent(): boolean {
    return (this.#exports[PRIVATE.spent] as WebAssembly.Global).value !== 0;
  }

  /** The heap as it is now; a view that growing makes empty. */
  get heap(): Uint8Array {
    if (this.#heap.length === 0 && this.#memory) this.#heap = new Uint8Array(this.#memory.buffer);
    return this.#heap;
  }

  get globals(): (number | bigint)[] {
    return this.#globals.map((global) => global.value as number | bigint);
  }

  set globals(values: readonly (number | bigint)[]) {
    this.#globals.forEach((global, i) => {
      // Setting costs more than comparing, and most messages leave all but the stack pointer alone.
      if (!Object.is(global.value, values[i])) global.value = values[i];
    });
  }

  /** Makes the heap at least `bytes` large. */
  growHeapTo(bytes: number): void {
    const missing = Math.ceil((bytes - this.heap.length) / WASM_PAGE_BYTES);
    if (missing <= 0 || !this.#memory) return;
    // Engines disagree whether `Memory.grow` takes a bigint for 64-bit memories; the function inside is typed.
    const grow = this.#exports[PRIVATE.grow] as (pages: number | bigint) => number | bigint;
    this.#pageLimit.value = NO_PAGE_LIMIT;
    const former = grow(this.#compiled.memory?.wide ? BigInt(missing) : missing);
    if (Number(former) === -1) throw new RangeError(`no memory for a heap of ${bytes} bytes`);
    this.#heap = EMPTY;
  }

  /** Sets the limits of the next message; a memory limit of 0 is none. */
  prepare(instructions: bigint, memoryLimit: bigint): void {
    this.#limit = instructions;
    this.#memoryLimit = memoryLimit;
    this.#counter.value = instructions;
    this.#cause.value = 0;
    const pages = memoryLimit === 0n ? NO_PAGE_LIMIT : memoryLimit / BigInt(WASM_PAGE_BYTES);
    this.#pageLimit.value = pages;
  }

  /** Subtracts from the message's instructions. */
  charge(instructions: number): void {
    if (!this.#compiled.counting) return;
    const left = (this.#counter.value as bigint) - BigInt(instructions);
    this.#counter.value = left;
    if (left < 0n) throw instructionLimit(this.#limit);
  }

  /** Instructions used since {@link prepare}; at most the limit. */
  get instructionsUsed(): bigint {
    const left = this.#counter.value as bigint;
    return left < 0n ? this.#limit : this.#limit - left;
  }

  has(name: string): boolean {
    return name in this.#exports;
  }

  /** Runs an exported function without parameters. */
  call(name: string): CanisterTrap | undefined {
    return this.#run(() => (this.#exports[name] as () => void)());
  }

  start(): CanisterTrap | undefined {
    return this.call(PRIVATE.start);
  }

  /** Runs a function of the table with its environment. */
  callback(fn: number, env: bigint): CanisterTrap | undefined {
    const callback = this.#exports[PRIVATE.callback] as
      ((fn: number, env: number | bigint) => void) | undefined;
    if (!callback) return functionNotFound(fn);
    const before = this.instructionsUsed;
    const trap = this.#run(() =>
      callback(fn, this.#compiled.memory?.wide ? env : Number(BigInt.asIntN(32, env))),
    );
    // A function that begins to run pays at once, so without payment the table had none of the right type.
    const began = this.instructionsUsed !== before || !this.#compiled.counting;
    return trap && !began && trap.errorCode === 'IC0502' ? functionNotFound(fn) : trap;
  }

  #run(enter: () => void): CanisterTrap | undefined {
    try {
      enter();
      return undefined;
    } catch (error) {
      if (error instanceof CanisterTrap) return error;
      if (error instanceof WebAssembly.RuntimeError) return this.#engineTrap(error.message);
      if (isStackOverflow(error)) return trapped('stack overflow');
      throw error;
    }
  }

  #engineTrap(text: string): CanisterTrap {
    if (text === 'unreachable') {
      if ((this.#counter.value as bigint) < 0n && this.#compiled.counting)
        return instructionLimit(this.#limit);
      if (this.#cause.value === CAUSE_MEMORY_LIMIT) return wasmMemoryLimit(this.#memoryLimit);
      return trapped('unreachable');
    }
    if (/memory access out of bounds/.test(text)) return trapped('heap out of bounds');
    if (/(divide|remainder) by zero/.test(text)) return trapped('integer division by 0');
    if (/table (index|access|element)/.test(text)) return trapped('table out of bounds');
    return trapped('unknown');
  }
}

/** Both wasm frames and ours can be the one that does not fit any more. */
function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/.test(error.message);
}

/** The system functions that a module imports, bound to its host; made once for all instances. */
export function systemImports(compiled: CompiledModule, host: Host): WebAssembly.Imports {
  const functions: WebAssembly.ModuleImports = {};
  for (const name of compiled.imports) {
    const fn = SYSTEM_FUNCTIONS.get(name);
    if (!fn) throw new Error(`the module was accepted with an unknown import ${name}`);
    functions[name] = bindSystemFunction(name, fn, host) as WebAssembly.ImportValue;
  }
  return { [IC0_MODULE]: functions };
}
