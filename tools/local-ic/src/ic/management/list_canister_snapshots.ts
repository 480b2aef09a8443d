import type { Canister } from '../canister.ts';
import { type CanisterSnapshot, snapshotSize } from '../canister_snapshot.ts';
import { principalText } from '../principal.ts';
import { ERROR, makeReject } from '../reject.ts';
import type { Reject } from '../types.ts';
import { CanisterIdArg, ListSnapshotsResult, replyWith } from './candid.ts';
import { canisterMethod, finished } from './method.ts';

/** The snapshots of a canister, oldest first. */
export const listCanisterSnapshots = canisterMethod<CanisterIdArg>({
  name: 'list_canister_snapshots',
  argType: CanisterIdArg,
  callers: 'snapshot_viewers',
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister) {
    const list = [...canister.snapshots.values()].map(snapshotResult);
    return finished(call, replyWith(ListSnapshotsResult, list));
  },
});

/** What callers see of a snapshot. */
export function snapshotResult(snapshot: CanisterSnapshot): Record<string, unknown> {
  return {
    id: snapshot.id,
    taken_at_timestamp: snapshot.takenAt,
    total_size: BigInt(snapshotSize(snapshot)),
  };
}

/** The reject for an id that is no snapshot of the canister. */
export function snapshotNotFound(canister: Canister, id: Uint8Array): Reject {
  const hex = Buffer.from(id).toString('hex');
  const text = `Could not find the snapshot ID ${hex} for canister ${principalText(canister.id)}.`;
  return makeReject(ERROR.snapshotNotFound, text);
}
