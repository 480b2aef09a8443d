import type { CanisterModule, GlobalType, SandboxState, Trap } from '../wasm/types.ts';
import type { Canister, LowMemoryHook } from './canister.ts';
import { bytesKey } from './principal.ts';
import type { Network } from './network.ts';

/** A canister as it was at one time; it does not change any more. */
export interface CanisterSnapshot {
  /** 8 bytes big-endian that no other snapshot of the canister has, then the canister's id. */
  readonly id: Uint8Array;
  /** Nanoseconds since the epoch. */
  readonly takenAt: bigint;
  readonly canisterVersion: bigint;
  /** As sent; one that was uploaded need not be wasm before it is loaded. */
  readonly module: Pick<CanisterModule, 'bytes' | 'hash'>;
  readonly memory: SandboxState;
  readonly certifiedData: Uint8Array;
  readonly globalTimer: bigint;
  readonly lowMemoryHook: LowMemoryHook;
  readonly source: 'taken_from_canister' | 'metadata_upload';
  /** The chunk store, by the key of each chunk's SHA-256. */
  readonly chunks: ReadonlyMap<string, Uint8Array>;
}

/** Snapshots of one canister, at most (the IC's limit). */
export const MAX_SNAPSHOTS = 10;

/** Takes a snapshot and keeps it with the canister; nothing when the canister is empty. */
export function takeSnapshot(canister: Canister, time: bigint): CanisterSnapshot | undefined {
  const { sandbox, version, certifiedData, globalTimer, lowMemoryHook, chunks } = canister;
  if (sandbox === undefined) return undefined;
  return addSnapshot(canister, time, {
    canisterVersion: version,
    module: sandbox.module,
    memory: sandbox.state(),
    certifiedData,
    globalTimer,
    lowMemoryHook,
    chunks: new Map(chunks),
    source: 'taken_from_canister',
  });
}

/** Keeps a snapshot with the canister under an id of its own. */
export function addSnapshot(
  canister: Canister,
  time: bigint,
  content: Omit<CanisterSnapshot, 'id' | 'takenAt'>,
): CanisterSnapshot {
  const snapshot: CanisterSnapshot = { id: freeId(canister, time), takenAt: time, ...content };
  canister.snapshots.set(bytesKey(snapshot.id), snapshot);
  return snapshot;
}

/**
 * Puts the canister back to what it was: module, memory, certified data, timer and chunks. Answers why an uploaded
 * snapshot cannot be: what is no module, or memory and globals that do not belong to it.
 */
export function loadSnapshot(net: Network, canister: Canister, snapshot: CanisterSnapshot): Trap | undefined {
  const module = net.wasm.parseModule(snapshot.module.bytes);
  if ('errorCode' in module) return module;
  const { memory } = snapshot;
  if (module.globalTypes !== undefined && !fit(module.globalTypes, memory.globals)) {
    return { errorCode: 'IC0406', message: 'the globals of the snapshot are not those of its module' };
  }
  try {
    canister.sandbox = net.wasm.createSandbox(module, memory);
  } catch (error) {
    // Memory that the module or this host has no room for.
    if (!(error instanceof RangeError)) throw error;
    return { errorCode: 'IC0406', message: `the memory of the snapshot does not fit: ${error.message}` };
  }
  canister.certifiedData = snapshot.certifiedData;
  canister.globalTimer = snapshot.globalTimer;
  canister.chunks = new Map(snapshot.chunks);
  canister.lowMemoryHook = snapshot.lowMemoryHook;
  return undefined;
}

function fit(types: readonly GlobalType[], globals: SandboxState['globals']): boolean {
  return (
    types.length === globals.length &&
    types.every((type, index) => (type === 'i64') === (typeof globals[index] === 'bigint'))
  );
}

/** Bytes of module, memory and chunks. */
export function snapshotSize({ module, memory, chunks }: CanisterSnapshot): number {
  let size = module.bytes.length + memory.heap.size + memory.stable.size;
  for (const chunk of chunks.values()) size += chunk.length;
  return size;
}

/** The time makes ids unlike those of deleted snapshots; within one round they are counted on. */
function freeId({ id: canisterId, snapshots }: Canister, time: bigint): Uint8Array {
  for (let number = time; ; number += 1n) {
    const id = new Uint8Array(8 + canisterId.length);
    new DataView(id.buffer).setBigUint64(0, number);
    id.set(canisterId, 8);
    if (!snapshots.has(bytesKey(id))) return id;
  }
}
