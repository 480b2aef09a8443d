import { loadSnapshot } from '../canister_snapshot.ts';
import { trapReject } from '../execution.ts';
import { bytesKey } from '../principal.ts';
import { EMPTY_REPLY, LoadSnapshotArg } from './candid.ts';
import { snapshotNotFound } from './list_canister_snapshots.ts';
import { canisterMethod, changeOrigin, finished, refused } from './method.ts';

/** Puts a canister back to what it was when the snapshot was taken. */
export const loadCanisterSnapshot = canisterMethod<LoadSnapshotArg>({
  name: 'load_canister_snapshot',
  argType: LoadSnapshotArg,
  callers: 'controllers',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister, arg) {
    const snapshot = canister.snapshots.get(bytesKey(arg.snapshot_id));
    if (snapshot === undefined) return refused(call, snapshotNotFound(canister, arg.snapshot_id));
    const failure = loadSnapshot(call.net, canister, snapshot);
    if (failure !== undefined) return refused(call, trapReject(canister, failure));
    canister.version += 1n;
    canister.history.add({
      time: call.subnet.time,
      canisterVersion: canister.version,
      origin: changeOrigin(call, arg.sender_canister_version),
      details: {
        kind: 'load_snapshot',
        canisterVersion: snapshot.canisterVersion,
        snapshotId: snapshot.id,
        takenAt: snapshot.takenAt,
        source: snapshot.source,
      },
    });
    call.net.touch(call.subnet, canister);
    return finished(call, EMPTY_REPLY);
  },
});
