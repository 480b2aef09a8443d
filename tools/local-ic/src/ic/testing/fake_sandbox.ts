import { createHash } from 'node:crypto';
import type {
  CanisterModule,
  Effects,
  Entry,
  MemoryPages,
  MessageInput,
  OutgoingCall,
  Sandbox,
  SandboxModule,
  SandboxState,
} from '../../wasm/types.ts';

/*
 * A stand-in for wasm in unit tests: canisters are functions over one page of heap and one of stable memory.
 * Memory behaves as in the real sandbox: changes wait for commit, a trap undoes them.
 */

const PAGE_BYTES = 4096;
const MODULE_MAGIC = 'fake:';

/** Throw it to trap. */
export class FakeTrap extends Error {}

/** What a scripted message can do; it mirrors the system interface. */
export interface FakeApi {
  readonly input: MessageInput;
  readonly arg: Uint8Array;
  readonly heap: Uint8Array;
  readonly stable: Uint8Array;
  reply(bytes: Uint8Array): void;
  reject(message: string): void;
  call(call: Pick<OutgoingCall, 'callee' | 'method'> & Partial<OutgoingCall>): void;
  accept(cycles: bigint): void;
  setTimer(time: bigint): void;
  certify(data: Uint8Array): void;
  acceptMessage(): void;
  print(text: string): void;
}

type Handler = (api: FakeApi) => void;

/** A scripted canister. Callbacks are indexes into `table`. */
export interface FakeCanister {
  readonly updates?: Readonly<Record<string, Handler>>;
  readonly queries?: Readonly<Record<string, Handler>>;
  readonly compositeQueries?: Readonly<Record<string, Handler>>;
  readonly hooks?: Readonly<Partial<Record<Entry['kind'], Handler>>>;
  readonly table?: readonly Handler[];
}

/** Wasm for which the module of that name is found. */
export function fakeWasm(name: string): Uint8Array {
  return new Uint8Array(Buffer.from(`${MODULE_MAGIC}${name}`));
}

/** A sandbox module that knows the given canisters by name. */
export function fakeSandboxes(canisters: Readonly<Record<string, FakeCanister>>): SandboxModule {
  const scripts = new Map<CanisterModule, FakeCanister>();
  return {
    parseModule(bytes) {
      const text = Buffer.from(bytes).toString();
      const script = text.startsWith(MODULE_MAGIC) ? canisters[text.slice(MODULE_MAGIC.length)] : undefined;
      if (script === undefined) {
        return { errorCode: 'IC0505', message: "Canister's Wasm module is not valid: unknown fake" };
      }
      const module: CanisterModule = {
        hash: new Uint8Array(createHash('sha256').update(bytes).digest()),
        bytes,
        metadata: new Map(),
        updates: new Set(Object.keys(script.updates ?? {})),
        queries: new Set(Object.keys(script.queries ?? {})),
        compositeQueries: new Set(Object.keys(script.compositeQueries ?? {})),
        entryPoints: new Set(Object.keys(script.hooks ?? {}).map((kind) => `canister_${kind}`)),
      };
      scripts.set(module, script);
      return module;
    },
    createSandbox(module, state) {
      const script = scripts.get(module);
      if (script === undefined) throw new Error('a module of another maker');
      return new FakeSandbox(module, script, state);
    },
  };
}

class FakeSandbox implements Sandbox {
  readonly module: CanisterModule;
  readonly #script: FakeCanister;
  #committed: { heap: Uint8Array; stable: Uint8Array };
  #live: { heap: Uint8Array; stable: Uint8Array };
  #dirty = true;
  readonly heapSize = PAGE_BYTES;
  readonly stableSize = PAGE_BYTES;

  constructor(
    module: CanisterModule,
    script: FakeCanister,
    state?: { heap?: MemoryPages; stable?: MemoryPages },
  ) {
    this.module = module;
    this.#script = script;
    this.#committed = { heap: firstPage(state?.heap), stable: firstPage(state?.stable) };
    this.#live = copyOf(this.#committed);
  }

  run(input: MessageInput): ReturnType<Sandbox['run']> {
    const logs: string[] = [];
    const effects: { -readonly [K in keyof Effects]: Effects[K] } & { calls: OutgoingCall[] } = {
      response: undefined,
      calls: [],
      certifiedData: undefined,
      globalTimer: undefined,
      cyclesAccepted: 0n,
      cyclesBurned: 0n,
      messageAccepted: false,
    };
    const { entry } = input;
    const api: FakeApi = {
      input,
      arg: entry.kind === 'reply_callback' ? entry.bytes : 'arg' in entry ? entry.arg : new Uint8Array(0),
      ...this.#live,
      reply: (bytes) => void (effects.response = { kind: 'reply', bytes }),
      reject: (message) => void (effects.response = { kind: 'reject', message }),
      call: (call) =>
        void effects.calls.push({
          arg: new Uint8Array(0),
          cycles: 0n,
          timeoutSeconds: undefined,
          onReply: { fn: 0, env: 0n },
          onReject: { fn: 0, env: 0n },
          onCleanup: undefined,
          ...call,
        }),
      accept: (cycles) => void (effects.cyclesAccepted += cycles),
      setTimer: (time) => void (effects.globalTimer = time),
      certify: (data) => void (effects.certifiedData = data),
      acceptMessage: () => void (effects.messageAccepted = true),
      print: (text) => void logs.push(text),
    };
    try {
      this.#handler(entry)?.(api);
    } catch (error) {
      if (!(error instanceof FakeTrap)) throw error;
      this.revert();
      const message = `Canister called \`ic0.trap\` with message: '${error.message}'`;
      return { kind: 'trap', trap: { errorCode: 'IC0503', message }, instructions: 1n, logs };
    }
    return { kind: 'done', effects, instructions: 1n, logs };
  }

  #handler(entry: Entry): Handler | undefined {
    const { updates, queries, compositeQueries, hooks, table } = this.#script;
    switch (entry.kind) {
      case 'update':
        return updates?.[entry.method];
      case 'query':
        return queries?.[entry.method];
      case 'composite_query':
        return compositeQueries?.[entry.method];
      case 'reply_callback':
      case 'reject_callback':
      case 'cleanup_callback':
        return table?.[entry.fn];
      default:
        return hooks?.[entry.kind];
    }
  }

  commit(): void {
    this.#committed = copyOf(this.#live);
    this.#dirty = true;
  }

  revert(): void {
    this.#live = copyOf(this.#committed);
  }

  stableBytes(): Uint8Array {
    return this.#committed.stable.slice();
  }

  setStableBytes(bytes: Uint8Array): void {
    this.#committed.stable.fill(0).set(bytes.subarray(0, PAGE_BYTES));
    this.#dirty = true;
    this.revert();
  }

  takeDirty(): SandboxState {
    const pages = this.#dirty;
    this.#dirty = false;
    const none = { size: PAGE_BYTES, pages: new Map<number, Uint8Array>() };
    return pages ? this.state() : { heap: none, globals: [], stable: none };
  }

  state(): SandboxState {
    const { heap, stable } = copyOf(this.#committed);
    return {
      heap: { size: PAGE_BYTES, pages: new Map([[0, heap]]) },
      globals: [],
      stable: { size: PAGE_BYTES, pages: new Map([[0, stable]]) },
    };
  }
}

function firstPage(memory: MemoryPages | undefined): Uint8Array {
  return memory?.pages.get(0)?.slice() ?? new Uint8Array(PAGE_BYTES);
}

function copyOf(memory: { heap: Uint8Array; stable: Uint8Array }): { heap: Uint8Array; stable: Uint8Array } {
  return { heap: memory.heap.slice(), stable: memory.stable.slice() };
}
