import type { Canister } from '../canister.ts';
import { MAX_SNAPSHOTS, takeSnapshot } from '../canister_snapshot.ts';
import { bytesKey, principalText } from '../principal.ts';
import { ERROR, makeReject } from '../reject.ts';
import type { Reject } from '../types.ts';
import { replyWith, Snapshot, TakeSnapshotArg } from './candid.ts';
import { snapshotNotFound, snapshotResult } from './list_canister_snapshots.ts';
import { canisterMethod, finished, refused } from './method.ts';

/** Keeps module and memory of a canister as they are, optionally in place of an earlier snapshot. */
export const takeCanisterSnapshot = canisterMethod<TakeSnapshotArg>({
  name: 'take_canister_snapshot',
  argType: TakeSnapshotArg,
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
    const snapshot = takeSnapshot(canister, call.subnet.time);
    if (snapshot === undefined) {
      const text = `Failed to create snapshot for empty canister ${principalText(canister.id)}`;
      return refused(call, makeReject(ERROR.canisterRejected, text));
    }
    if (replaced !== undefined) canister.snapshots.delete(bytesKey(replaced));
    call.net.touch(call.subnet, canister);
    return finished(call, replyWith(Snapshot, snapshotResult(snapshot)));
  },
});

/** The reject for a canister that has all the snapshots it may have. */
export function tooManySnapshots({ id }: Canister): Reject {
  const text = `Canister ${principalText(id)} has reached the maximum number of snapshots allowed: ${MAX_SNAPSHOTS}.`;
  return makeReject(ERROR.canisterRejected, text);
}
