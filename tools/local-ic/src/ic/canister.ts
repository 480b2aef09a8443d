import type { Sandbox } from '../wasm/types.ts';
import { CallContexts } from './call_context.ts';
import { CanisterHistory } from './canister_history.ts';
import { CanisterLog } from './canister_log.ts';
import { type CanisterSnapshot, snapshotSize } from './canister_snapshot.ts';
import type { Origin } from './message.ts';
import { bytesKey, equalBytes } from './principal.ts';
import { QueryStats } from './query_stats.ts';
import { type CanisterSettings, defaultSettings } from './settings.ts';
import type { CanisterView, PrincipalBytes } from './types.ts';

/** A stop request that is answered once the canister has no open call context. */
export interface StopWaiter {
  readonly origin: Origin;
  readonly cycles: bigint;
  /** Nanoseconds since the epoch at which the request is given up. */
  readonly giveUpAt: bigint;
}

export type RunStatus =
  | { readonly kind: 'running' }
  | { readonly kind: 'stopping'; readonly waiters: readonly StopWaiter[] }
  | { readonly kind: 'stopped' };

/** Whether the low-memory hook is due: it runs once each time the free heap falls below the threshold. */
export type LowMemoryHook = 'not_satisfied' | 'ready' | 'executed';

const NO_METADATA: CanisterView['metadata'] = new Map();

/** The most that a canister can hold: 128 bits. */
export const MAX_CYCLES = 2n ** 128n - 1n;

/** Everything that belongs to one canister. Its memory lives in the sandbox; an empty canister has none. */
export class Canister implements CanisterView {
  readonly id: PrincipalBytes;
  readonly key: string;
  settings: CanisterSettings;
  status: RunStatus = { kind: 'running' };
  #cycles = 0n;
  version = 0n;
  sandbox: Sandbox | undefined;
  certifiedData: Uint8Array = new Uint8Array(0);
  /** Nanoseconds since the epoch at which the timer fires; 0 when it is not set. */
  globalTimer = 0n;
  lowMemoryHook: LowMemoryHook = 'not_satisfied';
  contexts = new CallContexts();
  history = new CanisterHistory();
  log = new CanisterLog();
  readonly queryStats = new QueryStats();
  /** Chunks uploaded for `install_chunked_code`, by the key of their SHA-256. */
  chunks = new Map<string, Uint8Array>();
  /** By the key of their ids, oldest first. */
  readonly snapshots = new Map<string, CanisterSnapshot>();

  constructor(id: PrincipalBytes, controllers: readonly PrincipalBytes[]) {
    this.id = id;
    this.key = bytesKey(id);
    this.settings = defaultSettings(controllers);
  }

  get cycles(): bigint {
    return this.#cycles;
  }

  /** Balances end at {@link MAX_CYCLES}; what goes beyond is lost, as on the IC. */
  set cycles(cycles: bigint) {
    if (cycles < 0n) throw new Error('more cycles were taken than there are');
    this.#cycles = cycles > MAX_CYCLES ? MAX_CYCLES : cycles;
  }

  get controllers(): readonly PrincipalBytes[] {
    return this.settings.controllers;
  }

  get moduleHash(): Uint8Array | undefined {
    return this.sandbox?.module.hash;
  }

  get metadata(): CanisterView['metadata'] {
    return this.sandbox?.module.metadata ?? NO_METADATA;
  }

  get isRunning(): boolean {
    return this.status.kind === 'running';
  }

  isController(principal: PrincipalBytes): boolean {
    return this.settings.controllers.some((controller) => equalBytes(controller, principal));
  }

  /** Whether the module exports `canister_<name>`. */
  exports(name: string): boolean {
    return this.sandbox?.module.entryPoints.has(`canister_${name}`) ?? false;
  }

  /** Bytes of heap, stable memory, module, chunks and snapshots. */
  get memorySize(): number {
    return Object.values(this.memoryMetrics).reduce((sum, bytes) => sum + bytes, 0);
  }

  get memoryMetrics(): Record<'heap' | 'stable' | 'module' | 'chunks' | 'snapshots', number> {
    let snapshots = 0;
    for (const snapshot of this.snapshots.values()) snapshots += snapshotSize(snapshot);
    let chunks = 0;
    for (const chunk of this.chunks.values()) chunks += chunk.length;
    return {
      heap: this.sandbox?.heapSize ?? 0,
      stable: this.sandbox?.stableSize ?? 0,
      module: this.sandbox?.module.bytes.length ?? 0,
      chunks,
      snapshots,
    };
  }
}
