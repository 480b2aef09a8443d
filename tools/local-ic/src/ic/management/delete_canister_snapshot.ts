import { bytesKey } from '../principal.ts';
import { EMPTY_REPLY, SnapshotArg } from './candid.ts';
import { snapshotNotFound } from './list_canister_snapshots.ts';
import { canisterMethod, finished, refused } from './method.ts';

/** Deletes one snapshot of a canister. */
export const deleteCanisterSnapshot = canisterMethod<SnapshotArg>({
  name: 'delete_canister_snapshot',
  argType: SnapshotArg,
  callers: 'controllers',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister, arg) {
    if (!canister.snapshots.delete(bytesKey(arg.snapshot_id))) {
      return refused(call, snapshotNotFound(canister, arg.snapshot_id));
    }
    call.net.touch(call.subnet, canister);
    return finished(call, EMPTY_REPLY);
  },
});
