import type { GlobalType } from '../../wasm/types.ts';
import type { CanisterSnapshot } from '../canister_snapshot.ts';
import { bytesKey } from '../principal.ts';
import { replyWith, SnapshotArg } from './candid.ts';
import { snapshotNotFound } from './list_canister_snapshots.ts';
import { canisterMethod, finished, type ManagementCall, refused } from './method.ts';
import { type EncodedGlobal, type EncodedHookStatus, ReadMetadataResult } from './snapshot_candid.ts';

/** All of a snapshot but its module and memories, which are read in pieces. */
export const readCanisterSnapshotMetadata = canisterMethod<SnapshotArg>({
  name: 'read_canister_snapshot_metadata',
  argType: SnapshotArg,
  callers: 'snapshot_viewers',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister, arg) {
    const snapshot = canister.snapshots.get(bytesKey(arg.snapshot_id));
    if (snapshot === undefined) return refused(call, snapshotNotFound(canister, arg.snapshot_id));
    const { memory, globalTimer, chunks } = snapshot;
    const globals = encodeGlobals(call, snapshot);
    return finished(
      call,
      replyWith(ReadMetadataResult, {
        source: { [snapshot.source]: null },
        taken_at_timestamp: snapshot.takenAt,
        wasm_module_size: BigInt(snapshot.module.bytes.length),
        globals,
        exported_globals: globals,
        wasm_memory_size: BigInt(memory.heap.size),
        stable_memory_size: BigInt(memory.stable.size),
        wasm_chunk_store: [...chunks.keys()].map((key) => ({ hash: Buffer.from(key, 'latin1') })),
        canister_version: snapshot.canisterVersion,
        certified_data: snapshot.certifiedData,
        global_timer: [globalTimer === 0n ? { inactive: null } : { active: globalTimer }],
        on_low_wasm_memory_hook_status: [encodeHook(snapshot)],
      }),
    );
  },
});

/** Globals with their types, which only the module knows; while it is incomplete, numbers are f64. */
function encodeGlobals({ net }: ManagementCall, { module, memory }: CanisterSnapshot): EncodedGlobal[] {
  const parsed = net.wasm.parseModule(module.bytes);
  const types: readonly GlobalType[] = ('errorCode' in parsed ? undefined : parsed.globalTypes) ?? [];
  return memory.globals.map((value, index) =>
    typeof value === 'bigint' ? { i64: value } : { [types[index] ?? 'f64']: value },
  );
}

function encodeHook({ lowMemoryHook }: CanisterSnapshot): EncodedHookStatus {
  return lowMemoryHook === 'not_satisfied' ? { condition_not_satisfied: null } : { [lowMemoryHook]: null };
}
