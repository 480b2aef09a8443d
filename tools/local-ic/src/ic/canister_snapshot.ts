import type { CanisterModule, SandboxState } from '../wasm/types.ts';
import type { Canister } from './canister.ts';
import { bytesKey } from './principal.ts';
import type { Network } from './network.ts';

/** A canister as it was at one time; it does not change any more. */
export interface CanisterSnapshot {
  /** 8 bytes big-endian that no other snapshot of the canister has, then the canister's id. */
  readonly id: Uint8Array;
  /** Nanoseconds since the epoch. */
  readonly takenAt: bigint;
  readonly canisterVersion: bigint;
  readonly module: CanisterModule;
  readonly memory: SandboxState;
  readonly certifiedData: Uint8Array;
  readonly globalTimer: bigint;
  /** The chunk store, by the key of each chunk's SHA-256. */
  readonly chunks: ReadonlyMap<string, Uint8Array>;
}

/** Snapshots of one canister, at most (the IC's limit). */
export const MAX_SNAPSHOTS = 10;

/** Takes a snapshot and keeps it with the canister; nothing when the canister is empty. */
export function takeSnapshot(canister: Canister, time: bigint): CanisterSnapshot | undefined {
  const { sandbox, version, certifiedData, globalTimer, chunks } = canister;
  if (sandbox === undefined) return undefined;
  const snapshot: CanisterSnapshot = {
    id: freeId(canister, time),
    takenAt: time,
    canisterVersion: version,
    module: sandbox.module,
    memory: sandbox.state(),
    certifiedData,
    globalTimer,
    chunks: new Map(chunks),
  };
  canister.snapshots.set(bytesKey(snapshot.id), snapshot);
  return snapshot;
}

/** Puts the canister back to what it was: module, memory, certified data, timer and chunks. */
export function loadSnapshot(net: Network, canister: Canister, snapshot: CanisterSnapshot): void {
  canister.sandbox = net.wasm.createSandbox(snapshot.module, snapshot.memory);
  canister.certifiedData = snapshot.certifiedData;
  canister.globalTimer = snapshot.globalTimer;
  canister.chunks = new Map(snapshot.chunks);
  canister.lowMemoryHook = 'not_satisfied';
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
