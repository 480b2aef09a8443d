/**
 * The seam between a canister's wasm (`wasm/`) and the network it lives in (`ic/`). One message goes in with
 * all that the system API may read; its effects come out as a value. Nothing outside is touched while it runs,
 * so a trap is undone by dropping the effects and calling {@link Sandbox.revert}.
 */

/** What is being executed. Callback indexes are function-table indexes with their environment argument. */
export type Entry =
  | { readonly kind: 'init'; readonly arg: Uint8Array }
  | { readonly kind: 'pre_upgrade' }
  | { readonly kind: 'post_upgrade'; readonly arg: Uint8Array }
  | { readonly kind: 'update'; readonly method: string; readonly arg: Uint8Array }
  /** `replicated` when a query method is called as an update. */
  | {
      readonly kind: 'query';
      readonly method: string;
      readonly arg: Uint8Array;
      readonly replicated: boolean;
    }
  | { readonly kind: 'composite_query'; readonly method: string; readonly arg: Uint8Array }
  | { readonly kind: 'inspect_message'; readonly method: string; readonly arg: Uint8Array }
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'global_timer' }
  | { readonly kind: 'on_low_wasm_memory' }
  | {
      readonly kind: 'reply_callback';
      readonly fn: number;
      readonly env: bigint;
      readonly bytes: Uint8Array;
      /** Set in a callback of a composite query. */
      readonly composite: boolean;
    }
  | {
      readonly kind: 'reject_callback';
      readonly fn: number;
      readonly env: bigint;
      readonly code: number;
      readonly message: string;
      readonly composite: boolean;
    }
  | {
      readonly kind: 'cleanup_callback';
      /** Reject code of the answer whose callback trapped; 0 or absent after a reply. */
      readonly code?: number;
      readonly fn: number;
      readonly env: bigint;
      readonly composite: boolean;
    };

/** What the system API may read while one message runs. */
export interface MessageInput {
  readonly entry: Entry;
  readonly caller: Uint8Array;
  readonly self: Uint8Array;
  readonly subnetId: Uint8Array;
  readonly rootKeyDer: Uint8Array;
  readonly controllers: readonly Uint8Array[];
  /** Nanoseconds since the epoch. */
  readonly time: bigint;
  readonly balance: bigint;
  /** The part of the balance that cannot be spent; none when absent. */
  readonly frozenCycles?: bigint;
  /** Cycles attached to the call being executed, not yet accepted; refunded ones in callbacks. */
  readonly cyclesAvailable: bigint;
  readonly cyclesRefunded: bigint;
  /** 1 running, 2 stopping, 3 stopped. */
  readonly canisterStatus: 1 | 2 | 3;
  readonly canisterVersion: bigint;
  /** Nanoseconds since the epoch until which a best-effort call waits; 0 without a deadline. */
  readonly deadline: bigint;
  /** True when this call context was answered in an earlier message. */
  readonly answered: boolean;
  /** Absolute time of the global timer, 0 when unset. */
  readonly globalTimer: bigint;
  /** Environment variables of the canister's settings. */
  readonly environment: ReadonlyMap<string, string>;
  /** Certificate for `data_certificate_copy`; only called in non-replicated queries that ask. */
  readonly dataCertificate: (() => Uint8Array) | undefined;
  /** Instructions after which the message traps with IC0522. */
  readonly instructionLimit: bigint;
  /** Instructions that this call context used in earlier messages, for `performance_counter(1)`. */
  readonly callContextInstructions: bigint;
  /** Calls of earlier messages to this callee that still wait for an answer; 500 are allowed. None when absent. */
  readonly callsWaiting?: (callee: Uint8Array) => number;
  /** Number of nodes of the subnet, for the cost functions. */
  readonly subnetSize: number;
  /** Whether the subnet charges nothing, as those of the system do; charges when absent. */
  readonly subnetIsFree?: boolean;
  /** Number of nodes of the subnet that holds the threshold keys; absent when none does. */
  readonly signingSubnetSize?: number | undefined;
  /** Bytes of wasm heap at which `on_low_wasm_memory` becomes due, and the limit; 0 for none. */
  readonly wasmMemoryLimit: bigint;
}

/** A call made by `call_perform`, in order. */
export interface OutgoingCall {
  readonly callee: Uint8Array;
  readonly method: string;
  readonly arg: Uint8Array;
  readonly cycles: bigint;
  /** Seconds for a best-effort call; undefined waits without bound. */
  readonly timeoutSeconds: number | undefined;
  readonly onReply: { readonly fn: number; readonly env: bigint };
  readonly onReject: { readonly fn: number; readonly env: bigint };
  readonly onCleanup: { readonly fn: number; readonly env: bigint } | undefined;
}

/** All that a message did besides changing memory, which waits for {@link Sandbox.commit}. */
export interface Effects {
  readonly response:
    | { readonly kind: 'reply'; readonly bytes: Uint8Array }
    | { readonly kind: 'reject'; readonly message: string }
    | undefined;
  readonly calls: readonly OutgoingCall[];
  /** New certified data, when it was set. */
  readonly certifiedData: Uint8Array | undefined;
  /** New absolute global timer (0 clears), when it was set. */
  readonly globalTimer: bigint | undefined;
  readonly cyclesAccepted: bigint;
  readonly cyclesBurned: bigint;
  /** Whether `accept_message` was called in inspect_message. */
  readonly messageAccepted: boolean;
}

/**
 * Trap of a canister: an expected outcome. `errorCode` as replicas report it, `IC0503` for `ic0.trap`; `message`
 * as well, without the `Error from Canister <id>: ` in front, which the caller adds.
 */
export interface Trap {
  readonly errorCode: string;
  readonly message: string;
}

export type Execution = (
  { readonly kind: 'done'; readonly effects: Effects } | { readonly kind: 'trap'; readonly trap: Trap }
) & {
  /** Instructions by the IC's cost weights. */
  readonly instructions: bigint;
  /** Texts of `debug_print` and of the trap, in order. */
  readonly logs: readonly string[];
};

export type GlobalType = 'i32' | 'i64' | 'f32' | 'f64';

/** A module accepted for installation. Compiling happens once per distinct module. */
export interface CanisterModule {
  /** SHA-256 of the bytes as sent (gzip included). */
  readonly hash: Uint8Array;
  /** Bytes as sent, kept for restarts. */
  readonly bytes: Uint8Array;
  readonly metadata: ReadonlyMap<string, { readonly isPublic: boolean; readonly content: Uint8Array }>;
  /** Exported method names by kind. */
  readonly updates: ReadonlySet<string>;
  readonly queries: ReadonlySet<string>;
  readonly compositeQueries: ReadonlySet<string>;
  /** Other entry points that the module exports: canister_init, canister_heartbeat, ... */
  readonly entryPoints: ReadonlySet<string>;
  /** Types of the mutable globals in index order, where known. */
  readonly globalTypes?: readonly GlobalType[];
}

/** Memory of a canister as it is written to disk; pages are 4 KiB, absent ones are zero. */
export interface MemoryPages {
  /** Size in bytes. */
  readonly size: number;
  readonly pages: ReadonlyMap<number, Uint8Array>;
}

/** Heap, mutable globals and stable memory of one canister after its last committed message. */
export interface SandboxState {
  readonly heap: MemoryPages;
  /** Mutable globals in index order: i32 and f32 as numbers, i64 as bigint, f64 as number. */
  readonly globals: readonly (number | bigint)[];
  readonly stable: MemoryPages;
}

/** One canister's wasm instance with its heap and stable memory. */
export interface Sandbox {
  readonly module: CanisterModule;
  /**
   * Runs one message on the present state. Memory changes stay pending until {@link commit} or {@link revert};
   * a trap has already been reverted. An exception means a fault of this program, never of the canister.
   */
  run(input: MessageInput): Execution;
  /** Keeps the changes of the last run. */
  commit(): void;
  /** Undoes the changes of the last run: heap, globals, stable memory. */
  revert(): void;
  /** Bytes in use. */
  readonly heapSize: number;
  readonly stableSize: number;
  stableBytes(): Uint8Array;
  setStableBytes(bytes: Uint8Array): void;
  /** Pages changed by commits since the last call (all of them the first time), to be written to disk. */
  takeDirty(): SandboxState;
  /** The whole committed state: snapshots, and moving to another module on upgrade. */
  state(): SandboxState;
}

/**
 * What `wasm/sandbox.ts` exports:
 * - `parseModule(bytes: Uint8Array): CanisterModule | Trap` accepts raw or gzipped wasm, checks it, rewrites it;
 * - `createSandbox(module: CanisterModule, state?: { heap?, globals?, stable? }): Sandbox` starts an instance with fresh
 *   or given heap and stable memory (an upgrade gives the stable memory alone).
 */
export interface SandboxModule {
  parseModule(bytes: Uint8Array): CanisterModule | Trap;
  createSandbox(
    module: CanisterModule,
    state?: { heap?: MemoryPages; globals?: readonly (number | bigint)[]; stable?: MemoryPages },
  ): Sandbox;
}
