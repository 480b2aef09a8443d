import type { CanisterSnapshot } from '../canister_snapshot.ts';
import { bytesKey } from '../principal.ts';
import { ERROR, makeReject } from '../reject.ts';
import { readMemory } from '../snapshot_memory.ts';
import type { Reject } from '../types.ts';
import { replyWith } from './candid.ts';
import { snapshotNotFound } from './list_canister_snapshots.ts';
import { canisterMethod, finished, refused } from './method.ts';
import { ReadDataArg, ReadDataResult } from './snapshot_candid.ts';

/** Bytes of one piece, at most (the IC's limit). */
const MAX_PIECE = 2_000_000n;

/** A piece of a snapshot's module or memory, or a chunk of its store. */
export const readCanisterSnapshotData = canisterMethod<ReadDataArg>({
  name: 'read_canister_snapshot_data',
  argType: ReadDataArg,
  callers: 'snapshot_viewers',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister, { snapshot_id, kind }) {
    const snapshot = canister.snapshots.get(bytesKey(snapshot_id));
    if (snapshot === undefined) return refused(call, snapshotNotFound(canister, snapshot_id));
    const piece = readPiece(snapshot, kind);
    if ('errorCode' in piece) return refused(call, piece);
    return finished(call, replyWith(ReadDataResult, { chunk: piece }));
  },
});

function readPiece(
  { module, memory, chunks }: CanisterSnapshot,
  kind: ReadDataArg['kind'],
): Uint8Array | Reject {
  if (kind.wasm_chunk !== undefined) {
    const { hash } = kind.wasm_chunk;
    const name = Buffer.from(hash).toString('hex').slice(0, 64);
    return chunks.get(bytesKey(hash)) ?? badSnapshotRange(`the snapshot has no chunk with hash ${name}`);
  }
  const { offset, size } = kind.wasm_module ?? kind.main_memory ?? kind.stable_memory ?? NOTHING;
  const whole = kind.wasm_module
    ? module.bytes.length
    : (kind.main_memory ? memory.heap : memory.stable).size;
  const wrong = findBadRange(offset, size, whole);
  if (wrong !== undefined) return wrong;
  const [from, length] = [Number(offset), Number(size)];
  if (kind.wasm_module) return module.bytes.slice(from, from + length);
  return readMemory(kind.main_memory ? memory.heap : memory.stable, from, length);
}

const NOTHING = { offset: 0n, size: 0n };

/** Why a piece cannot be read or written there, or nothing when it lies inside and is not too large. */
export function findBadRange(offset: bigint, size: bigint, whole: number): Reject | undefined {
  if (size > MAX_PIECE) return badSnapshotRange(`a piece of ${size} bytes exceeds ${MAX_PIECE}`);
  if (offset + size <= BigInt(whole)) return undefined;
  return badSnapshotRange(`bytes ${offset} to ${offset + size} lie outside of the ${whole} bytes there are`);
}

/** The reject for a part of a snapshot that there is not. */
export function badSnapshotRange(reason: string): Reject {
  return makeReject(ERROR.invalidManagementPayload, `Invalid snapshot data: ${reason}`);
}
