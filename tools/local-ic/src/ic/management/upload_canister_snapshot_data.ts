import { sha256 } from '@noble/hashes/sha2';
import type { CanisterSnapshot } from '../canister_snapshot.ts';
import { bytesKey } from '../principal.ts';
import { withBytes } from '../snapshot_memory.ts';
import type { Reject } from '../types.ts';
import { EMPTY_REPLY } from './candid.ts';
import { snapshotNotFound } from './list_canister_snapshots.ts';
import { canisterMethod, finished, refused } from './method.ts';
import { badSnapshotRange, findBadRange } from './read_canister_snapshot_data.ts';
import { UploadDataArg } from './snapshot_candid.ts';
import { findBadChunk } from './upload_chunk.ts';

/** Fills a piece of a snapshot that was begun by its metadata. */
export const uploadCanisterSnapshotData = canisterMethod<UploadDataArg>({
  name: 'upload_canister_snapshot_data',
  argType: UploadDataArg,
  callers: 'controllers',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister, arg) {
    const key = bytesKey(arg.snapshot_id);
    const snapshot = canister.snapshots.get(key);
    if (snapshot === undefined) return refused(call, snapshotNotFound(canister, arg.snapshot_id));
    if (snapshot.source !== 'metadata_upload') {
      return refused(call, badSnapshotRange('the snapshot was taken from the canister and cannot change'));
    }
    const changed = withPiece(snapshot, arg);
    if ('errorCode' in changed) return refused(call, changed);
    canister.snapshots.set(key, changed);
    call.net.touch(call.subnet, canister);
    return finished(call, EMPTY_REPLY);
  },
});

function withPiece(snapshot: CanisterSnapshot, { kind, chunk }: UploadDataArg): CanisterSnapshot | Reject {
  const { module, memory, chunks } = snapshot;
  if (kind.wasm_chunk !== undefined) {
    const bad = findBadChunk(chunk, chunks);
    if (bad !== undefined) return bad;
    return { ...snapshot, chunks: new Map(chunks).set(bytesKey(sha256(chunk)), chunk.slice()) };
  }
  const { offset } = kind.wasm_module ?? kind.main_memory ?? kind.stable_memory ?? { offset: 0n };
  const part = kind.main_memory ? 'heap' : 'stable';
  const whole = kind.wasm_module ? module.bytes.length : memory[part].size;
  const wrong = findBadRange(offset, BigInt(chunk.length), whole);
  if (wrong !== undefined) return wrong;
  if (kind.wasm_module) {
    const bytes = module.bytes.slice();
    bytes.set(chunk, Number(offset));
    return { ...snapshot, module: { bytes, hash: sha256(bytes) } };
  }
  return { ...snapshot, memory: { ...memory, [part]: withBytes(memory[part], Number(offset), chunk) } };
}
