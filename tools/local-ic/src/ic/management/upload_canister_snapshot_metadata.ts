import { sha256 } from '@noble/hashes/sha2';
import type { LowMemoryHook } from '../canister.ts';
import { addSnapshot, type CanisterSnapshot, MAX_SNAPSHOTS } from '../canister_snapshot.ts';
import { bytesKey } from '../principal.ts';
import type { Reject } from '../types.ts';
import { replyWith } from './candid.ts';
import { snapshotNotFound } from './list_canister_snapshots.ts';
import { canisterMethod, finished, refused } from './method.ts';
import { badSnapshotRange } from './read_canister_snapshot_data.ts';
import {
  type EncodedGlobal,
  type EncodedHookStatus,
  UploadMetadataArg,
  UploadMetadataResult,
} from './snapshot_candid.ts';
import { tooManySnapshots } from './take_canister_snapshot.ts';

const WASM_PAGE = 65_536n;
const MAX_MODULE_BYTES = 100n * 1024n * 1024n;
const MAX_HEAP_BYTES = 2n ** 32n;
const MAX_STABLE_BYTES = 500n * 2n ** 30n;
const MAX_CERTIFIED_DATA_BYTES = 32;
const MAX_GLOBALS = 1000;

/** Begins a snapshot that is brought from elsewhere: module and memories of zeros, to be filled piece by piece. */
export const uploadCanisterSnapshotMetadata = canisterMethod<UploadMetadataArg>({
  name: 'upload_canister_snapshot_metadata',
  argType: UploadMetadataArg,
  callers: 'controllers',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister, arg) {
    const [replaced] = arg.replace_snapshot;
    if (replaced !== undefined && !canister.snapshots.has(bytesKey(replaced))) {
      return refused(call, snapshotNotFound(canister, replaced));
    }
    if (replaced === undefined && canister.snapshots.size >= MAX_SNAPSHOTS) {
      return refused(call, tooManySnapshots(canister));
    }
    const content = snapshotContent(arg);
    if ('errorCode' in content) return refused(call, content);
    const { version: canisterVersion } = canister;
    const snapshot = addSnapshot(canister, call.subnet.time, { ...content, canisterVersion });
    if (replaced !== undefined) canister.snapshots.delete(bytesKey(replaced));
    call.net.touch(call.subnet, canister);
    return finished(call, replyWith(UploadMetadataResult, { snapshot_id: snapshot.id }));
  },
});

function snapshotContent(
  arg: UploadMetadataArg,
): Omit<CanisterSnapshot, 'id' | 'takenAt' | 'canisterVersion'> | Reject {
  const sizes: [string, bigint, bigint, bigint][] = [
    ['wasm_module_size', arg.wasm_module_size, MAX_MODULE_BYTES, 1n],
    ['wasm_memory_size', arg.wasm_memory_size, MAX_HEAP_BYTES, WASM_PAGE],
    ['stable_memory_size', arg.stable_memory_size, MAX_STABLE_BYTES, WASM_PAGE],
  ];
  for (const [name, size, max, unit] of sizes) {
    if (size > max || size % unit !== 0n) return badSnapshotRange(`${name} of ${size} bytes`);
  }
  if (arg.certified_data.length > MAX_CERTIFIED_DATA_BYTES) {
    return badSnapshotRange(`certified data of ${arg.certified_data.length} bytes`);
  }
  const globals = (arg.globals[0] ?? arg.exported_globals[0] ?? []).map(decodeGlobal);
  if (globals.length > MAX_GLOBALS) return badSnapshotRange(`${globals.length} globals`);
  const [timer] = arg.global_timer;
  const bytes = new Uint8Array(Number(arg.wasm_module_size));
  return {
    module: { bytes, hash: sha256(bytes) },
    memory: {
      heap: { size: Number(arg.wasm_memory_size), pages: new Map() },
      globals,
      stable: { size: Number(arg.stable_memory_size), pages: new Map() },
    },
    certifiedData: arg.certified_data,
    globalTimer: timer?.active ?? 0n,
    lowMemoryHook: decodeHook(arg.on_low_wasm_memory_hook_status[0]),
    chunks: new Map(),
    source: 'metadata_upload',
  };
}

function decodeGlobal({ i32, i64, f32, f64, v128 }: EncodedGlobal): number | bigint {
  return i32 ?? i64 ?? f32 ?? f64 ?? v128 ?? 0;
}

function decodeHook(status: EncodedHookStatus | undefined): LowMemoryHook {
  if (status?.ready !== undefined) return 'ready';
  return status?.executed === undefined ? 'not_satisfied' : 'executed';
}
