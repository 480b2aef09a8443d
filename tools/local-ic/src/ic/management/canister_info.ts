import { Principal } from '@dfinity/principal';
import type { ChangeDetails, ChangeOrigin } from '../canister_history.ts';
import type { PrincipalBytes } from '../types.ts';
import { CanisterInfoArg, CanisterInfoResult, replyWith } from './candid.ts';
import { canisterMethod, finished } from './method.ts';

/** Module hash, controllers and recent changes of any canister, for canisters. */
export const canisterInfo = canisterMethod<CanisterInfoArg>({
  name: 'canister_info',
  argType: CanisterInfoArg,
  callers: 'anyone',
  fromUsers: false,
  target: (arg) => arg.canister_id.toUint8Array(),
  execute(call, canister, arg) {
    const { total, recent } = canister.history;
    const wanted = arg.num_requested_changes[0] ?? 0n;
    const count = wanted < BigInt(recent.length) ? Number(wanted) : recent.length;
    return finished(
      call,
      replyWith(CanisterInfoResult, {
        total_num_changes: total,
        recent_changes: recent.slice(recent.length - count).map((change) => ({
          timestamp_nanos: change.time,
          canister_version: change.canisterVersion,
          origin: originResult(change.origin),
          details: detailsResult(change.details),
        })),
        module_hash: canister.moduleHash === undefined ? [] : [canister.moduleHash],
        controllers: principals(canister.controllers),
      }),
    );
  },
});

function originResult(origin: ChangeOrigin): unknown {
  const id = Principal.fromUint8Array(origin.id);
  if (origin.kind === 'user') return { from_user: { user_id: id } };
  const version = origin.version === undefined ? [] : [origin.version];
  return { from_canister: { canister_id: id, canister_version: version } };
}

function detailsResult(details: ChangeDetails): unknown {
  switch (details.kind) {
    case 'creation':
      return {
        creation: {
          controllers: principals(details.controllers),
          environment_variables_hash: details.environmentHash === undefined ? [] : [details.environmentHash],
        },
      };
    case 'code_uninstall':
      return { code_uninstall: null };
    case 'code_deployment':
      return { code_deployment: { mode: { [details.mode]: null }, module_hash: details.moduleHash } };
    case 'controllers_change':
      return { controllers_change: { controllers: principals(details.controllers) } };
    case 'settings_change':
      return {
        settings_change: {
          controllers: details.controllers === undefined ? [] : [principals(details.controllers)],
          environment_variables_hash: [details.environmentHash],
        },
      };
    case 'load_snapshot':
      return {
        load_snapshot: {
          canister_version: details.canisterVersion,
          snapshot_id: details.snapshotId,
          taken_at_timestamp: details.takenAt,
          source: { [details.source]: null },
          from_canister_id: [],
        },
      };
  }
}

function principals(ids: readonly PrincipalBytes[]): Principal[] {
  return ids.map((id) => Principal.fromUint8Array(id));
}
