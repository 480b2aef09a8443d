import { CanisterIdArg, StoredChunksResult, replyWith } from './candid.ts';
import { canisterMethod, finished } from './method.ts';

/** The hashes of a canister's chunks. */
export const storedChunks = canisterMethod<CanisterIdArg>({
  name: 'stored_chunks',
  argType: CanisterIdArg,
  callers: 'controllers_and_self',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister) {
    const hashes = [...canister.chunks.keys()].sort();
    return finished(
      call,
      replyWith(
        StoredChunksResult,
        hashes.map((key) => ({ hash: new Uint8Array(Buffer.from(key, 'latin1')) })),
      ),
    );
  },
});
