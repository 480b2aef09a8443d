import { compiledModule, type CompiledModule, parseModule } from './canister_module.ts';
import { contextOf, START } from './execution_context.ts';
import { HeapImage } from './heap_image.ts';
import type { Host } from './host.ts';
import { Instance, systemImports } from './instance.ts';
import { Message } from './message.ts';
import { PAGE_BYTES, StableMemory } from './stable_memory.ts';
import { type CanisterTrap, methodNotFound } from './trap.ts';
import type {
  CanisterModule,
  Entry,
  Execution,
  MemoryPages,
  MessageInput,
  Sandbox,
  SandboxModule,
  SandboxState,
} from './types.ts';

export { parseModule };

type InitialState = Parameters<SandboxModule['createSandbox']>[1];

/** Contexts in which the memory limit of the canister's settings is enforced. */
const MEMORY_LIMITED: ReadonlySet<Entry['kind']> = new Set(['init', 'post_upgrade', 'update']);

/** Entry points that a module need not export. */
const OPTIONAL: ReadonlySet<Entry['kind']> = new Set([
  'init',
  'pre_upgrade',
  'post_upgrade',
  'inspect_message',
  'heartbeat',
  'global_timer',
  'on_low_wasm_memory',
]);

function exportName(entry: Entry): string {
  switch (entry.kind) {
    case 'update':
    case 'query':
    case 'composite_query':
      return `canister_${entry.kind} ${entry.method}`;
    default:
      return `canister_${entry.kind}`;
  }
}

class CanisterSandbox implements Sandbox {
  readonly module: CanisterModule;
  readonly #compiled: CompiledModule;
  readonly #imports: WebAssembly.Imports;
  readonly #stable: StableMemory;
  #instance: Instance;
  #image: HeapImage;
  #globals: (number | bigint)[];
  #message: Message | undefined;
  #startIsDue: boolean;
  #pending = false;

  constructor(module: CanisterModule, state: InitialState = {}) {
    this.module = module;
    this.#compiled = compiledModule(module);
    this.#stable = new StableMemory(state.stable);
    this.#imports = systemImports(this.#compiled, this.#host());
    this.#instance = this.#newInstance();
    if (state.heap) this.#loadHeap(state.heap);
    if (state.globals) this.#instance.globals = state.globals;
    this.#image = new HeapImage(this.#instance.heap);
    this.#globals = this.#instance.globals;
    // A heap that is handed over has seen the start function already.
    this.#startIsDue = this.#instance.hasStart && state.heap === undefined;
  }

  /** What system functions see; it follows this sandbox from instance to instance. */
  #host(): Host {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- getters of the object below need it
    const sandbox = this;
    return {
      wide: this.#compiled.memory?.wide === true,
      stable: this.#stable,
      get message() {
        if (!sandbox.#message) throw new Error('a system function ran outside of a message');
        return sandbox.#message;
      },
      get heap() {
        return sandbox.#instance.hasMemory ? sandbox.#instance.heap : undefined;
      },
      charge: (instructions) => sandbox.#instance.charge(instructions),
      instructionsUsed: () => sandbox.#instance.instructionsUsed,
    };
  }

  #newInstance(): Instance {
    return new Instance(this.#compiled, this.#imports);
  }

  #loadHeap(heap: MemoryPages): void {
    this.#instance.growHeapTo(heap.size);
    const live = this.#instance.heap;
    live.fill(0);
    for (const [page, content] of heap.pages) live.set(content, page * PAGE_BYTES);
  }

  run(input: MessageInput): Execution {
    if (this.#pending) throw new Error('the last message was neither committed nor reverted');
    const message = new Message(input, contextOf(input.entry));
    this.#message = message;
    this.#pending = true;
    const limited = MEMORY_LIMITED.has(input.entry.kind);
    this.#instance.prepare(input.instructionLimit, limited ? input.wasmMemoryLimit : 0n);
    let trap: CanisterTrap | undefined;
    try {
      trap = this.#enter(message, input.entry);
    } catch (fault) {
      // Our own fault: the canister must not keep half a message.
      this.revert();
      throw fault;
    }
    const instructions = this.#instance.instructionsUsed;
    if (!trap) return { kind: 'done', effects: message.effects(), instructions, logs: message.logs };
    this.revert();
    const { errorCode, message: text, logLine } = trap;
    const logs = [...message.logs, `[TRAP]: ${logLine}`];
    return { kind: 'trap', trap: { errorCode, message: text }, instructions, logs };
  }

  #enter(message: Message, entry: Entry): CanisterTrap | undefined {
    if (this.#startIsDue) {
      const { context } = message;
      message.context = START;
      const trap = this.#instance.start();
      if (trap) return trap;
      message.context = context;
    }
    if (
      entry.kind === 'reply_callback' ||
      entry.kind === 'reject_callback' ||
      entry.kind === 'cleanup_callback'
    ) {
      return this.#instance.callback(entry.fn, entry.env);
    }
    const name = exportName(entry);
    if (this.#instance.has(name)) return this.#instance.call(name);
    // Without canister_inspect_message every message is accepted.
    if (entry.kind === 'inspect_message') message.messageAccepted = true;
    if (OPTIONAL.has(entry.kind)) return undefined;
    return methodNotFound(entry.kind, 'method' in entry ? entry.method : name);
  }

  commit(): void {
    if (!this.#pending) return;
    this.#pending = false;
    this.#startIsDue = false;
    this.#image.commit(this.#instance.heap);
    this.#globals = this.#instance.globals;
    this.#stable.commit();
    if (this.#instance.isSpent) this.#replaceInstance();
  }

  revert(): void {
    if (!this.#pending) return;
    this.#pending = false;
    this.#stable.revert();
    const grown = this.#instance.heap.length !== this.#image.size;
    if (grown || this.#instance.isSpent) {
      this.#replaceInstance();
      return;
    }
    this.#image.revert(this.#instance.heap);
    this.#instance.globals = this.#globals;
  }

  /** Memory cannot shrink, and tables cannot be restored: a new instance takes over the committed state. */
  #replaceInstance(): void {
    this.#instance = this.#newInstance();
    this.#instance.growHeapTo(this.#image.size);
    this.#image.copyTo(this.#instance.heap);
    this.#instance.globals = this.#globals;
  }

  get heapSize(): number {
    return this.#instance.heap.length;
  }

  get stableSize(): number {
    return this.#stable.size;
  }

  stableBytes(): Uint8Array {
    return this.#stable.bytes();
  }

  setStableBytes(bytes: Uint8Array): void {
    if (this.#pending) throw new Error('a message is neither committed nor reverted');
    this.#stable.setBytes(bytes);
  }

  takeDirty(): SandboxState {
    return { heap: this.#image.takeDirty(), globals: this.#globals, stable: this.#stable.takeDirty() };
  }

  state(): SandboxState {
    return { heap: this.#image.state(), globals: this.#globals, stable: this.#stable.state() };
  }
}

/**
 * Starts an instance of a module with fresh or given heap and stable memory. A module's start function runs
 * with the first message, before its entry point, unless a heap is given.
 */
export const createSandbox: SandboxModule['createSandbox'] = (module, state) =>
  new CanisterSandbox(module, state);
