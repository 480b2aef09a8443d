import { CanisterIdArg, EMPTY_REPLY } from './candid.ts';
import { canisterMethod, finished } from './method.ts';

/** Drops all chunks of a canister. */
export const clearChunkStore = canisterMethod<CanisterIdArg>({
  name: 'clear_chunk_store',
  argType: CanisterIdArg,
  callers: 'controllers_and_self',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister) {
    canister.chunks.clear();
    call.net.touch(call.subnet, canister);
    return finished(call, EMPTY_REPLY);
  },
});
