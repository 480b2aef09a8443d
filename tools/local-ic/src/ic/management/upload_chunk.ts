import { sha256 } from '@noble/hashes/sha2';
import { bytesKey } from '../principal.ts';
import { ERROR, makeReject } from '../reject.ts';
import type { Reject } from '../types.ts';
import { UploadChunkArg, UploadChunkResult, replyWith } from './candid.ts';
import { canisterMethod, finished, refused } from './method.ts';

/** Bytes of one chunk, and chunks of one canister, at most. */
const MAX_CHUNK = 1024 * 1024;
const MAX_CHUNKS = 100;

/** Keeps a chunk of a module for `install_chunked_code`; answers its SHA-256. */
export const uploadChunk = canisterMethod<UploadChunkArg>({
  name: 'upload_chunk',
  argType: UploadChunkArg,
  callers: 'controllers_and_self',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister, { chunk }) {
    const bad = findBadChunk(chunk, canister.chunks);
    if (bad !== undefined) return refused(call, bad);
    const hash = sha256(chunk);
    const key = bytesKey(hash);
    if (!canister.chunks.has(key)) {
      canister.chunks.set(key, chunk.slice());
      call.net.touch(call.subnet, canister);
    }
    return finished(call, replyWith(UploadChunkResult, { hash }));
  },
});

/** Why a store takes a chunk no more, or nothing when it does. */
export function findBadChunk(chunk: Uint8Array, store: ReadonlyMap<string, Uint8Array>): Reject | undefined {
  if (chunk.length > MAX_CHUNK) {
    return chunkStoreError(`Wasm chunk size ${chunk.length} exceeds the maximum chunk size of ${MAX_CHUNK}`);
  }
  if (store.size < MAX_CHUNKS || store.has(bytesKey(sha256(chunk)))) return undefined;
  return chunkStoreError(`the chunk store holds ${MAX_CHUNKS} chunks already`);
}

/** The reject for all that is wrong with chunks. */
export function chunkStoreError(reason: string): Reject {
  return makeReject(ERROR.contractViolation, `Error from Wasm chunk store: ${reason}.`);
}
