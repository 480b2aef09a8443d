import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { ERROR, makeReject } from '../reject.ts';
import type { CallResult, Reject } from '../types.ts';
import { findBadCandid } from './candid_guard.ts';

/**
 * Candid types of the management canister (interface specification, "The IC management canister"), one constant
 * for each argument and result, with the TypeScript shape of the decoded value beside it.
 */

/** Candid's `opt` as @dfinity/candid decodes it. */
export type Opt<T> = [] | [T];

export interface EncodedVisibility {
  controllers?: null;
  public?: null;
  allowed_viewers?: Principal[];
}
const Visibility = IDL.Variant({
  controllers: IDL.Null,
  public: IDL.Null,
  allowed_viewers: IDL.Vec(IDL.Principal),
});
const EnvironmentVariables = IDL.Vec(IDL.Record({ name: IDL.Text, value: IDL.Text }));

export interface SettingsArg {
  controllers: Opt<Principal[]>;
  compute_allocation: Opt<bigint>;
  memory_allocation: Opt<bigint>;
  freezing_threshold: Opt<bigint>;
  reserved_cycles_limit: Opt<bigint>;
  log_visibility: Opt<EncodedVisibility>;
  snapshot_visibility: Opt<EncodedVisibility>;
  status_visibility: Opt<EncodedVisibility>;
  minimum_incoming_canister_call_cycles: Opt<bigint>;
  log_memory_limit: Opt<bigint>;
  wasm_memory_limit: Opt<bigint>;
  wasm_memory_threshold: Opt<bigint>;
  environment_variables: Opt<{ name: string; value: string }[]>;
}
const Settings = IDL.Record({
  controllers: IDL.Opt(IDL.Vec(IDL.Principal)),
  compute_allocation: IDL.Opt(IDL.Nat),
  memory_allocation: IDL.Opt(IDL.Nat),
  freezing_threshold: IDL.Opt(IDL.Nat),
  reserved_cycles_limit: IDL.Opt(IDL.Nat),
  log_visibility: IDL.Opt(Visibility),
  snapshot_visibility: IDL.Opt(Visibility),
  status_visibility: IDL.Opt(Visibility),
  minimum_incoming_canister_call_cycles: IDL.Opt(IDL.Nat),
  log_memory_limit: IDL.Opt(IDL.Nat),
  wasm_memory_limit: IDL.Opt(IDL.Nat),
  wasm_memory_threshold: IDL.Opt(IDL.Nat),
  environment_variables: IDL.Opt(EnvironmentVariables),
});

export interface CanisterIdArg {
  canister_id: Principal;
}
export const CanisterIdArg = IDL.Record({ canister_id: IDL.Principal });

export interface CreateCanisterArg {
  settings: Opt<SettingsArg>;
  sender_canister_version: Opt<bigint>;
}
export const CreateCanisterArg = IDL.Record({
  settings: IDL.Opt(Settings),
  sender_canister_version: IDL.Opt(IDL.Nat64),
});

export interface ProvisionalCreateArg extends CreateCanisterArg {
  amount: Opt<bigint>;
  specified_id: Opt<Principal>;
}
export const ProvisionalCreateArg = IDL.Record({
  amount: IDL.Opt(IDL.Nat),
  settings: IDL.Opt(Settings),
  specified_id: IDL.Opt(IDL.Principal),
  sender_canister_version: IDL.Opt(IDL.Nat64),
});

/** The one field of a create call that decides where it goes. */
export interface SpecifiedIdArg {
  specified_id: Opt<Principal>;
}
export const SpecifiedIdArg = IDL.Record({ specified_id: IDL.Opt(IDL.Principal) });

export interface TargetCanisterArg {
  target_canister: Principal;
}
export const TargetCanisterArg = IDL.Record({ target_canister: IDL.Principal });

export interface TopUpArg {
  canister_id: Principal;
  amount: bigint;
}
export const TopUpArg = IDL.Record({ canister_id: IDL.Principal, amount: IDL.Nat });

export interface UpdateSettingsArg {
  canister_id: Principal;
  settings: SettingsArg;
  sender_canister_version: Opt<bigint>;
}
export const UpdateSettingsArg = IDL.Record({
  canister_id: IDL.Principal,
  settings: Settings,
  sender_canister_version: IDL.Opt(IDL.Nat64),
});

export interface UpgradeOptions {
  skip_pre_upgrade: Opt<boolean>;
  wasm_memory_persistence: Opt<{ keep?: null; replace?: null }>;
}
export interface InstallModeArg {
  install?: null;
  reinstall?: null;
  upgrade?: Opt<UpgradeOptions>;
}
const InstallMode = IDL.Variant({
  install: IDL.Null,
  reinstall: IDL.Null,
  upgrade: IDL.Opt(
    IDL.Record({
      skip_pre_upgrade: IDL.Opt(IDL.Bool),
      wasm_memory_persistence: IDL.Opt(IDL.Variant({ keep: IDL.Null, replace: IDL.Null })),
    }),
  ),
});

export interface InstallCodeArg {
  mode: InstallModeArg;
  canister_id: Principal;
  wasm_module: Uint8Array;
  arg: Uint8Array;
  sender_canister_version: Opt<bigint>;
}
export const InstallCodeArg = IDL.Record({
  mode: InstallMode,
  canister_id: IDL.Principal,
  wasm_module: IDL.Vec(IDL.Nat8),
  arg: IDL.Vec(IDL.Nat8),
  sender_canister_version: IDL.Opt(IDL.Nat64),
});

export interface InstallChunkedCodeArg {
  mode: InstallModeArg;
  target_canister: Principal;
  store_canister: Opt<Principal>;
  chunk_hashes_list: { hash: Uint8Array }[];
  wasm_module_hash: Uint8Array;
  arg: Uint8Array;
  sender_canister_version: Opt<bigint>;
}
const ChunkHash = IDL.Record({ hash: IDL.Vec(IDL.Nat8) });
export const InstallChunkedCodeArg = IDL.Record({
  mode: InstallMode,
  target_canister: IDL.Principal,
  store_canister: IDL.Opt(IDL.Principal),
  chunk_hashes_list: IDL.Vec(ChunkHash),
  wasm_module_hash: IDL.Vec(IDL.Nat8),
  arg: IDL.Vec(IDL.Nat8),
  sender_canister_version: IDL.Opt(IDL.Nat64),
});

export interface UploadChunkArg {
  canister_id: Principal;
  chunk: Uint8Array;
}
export const UploadChunkArg = IDL.Record({ canister_id: IDL.Principal, chunk: IDL.Vec(IDL.Nat8) });
export const UploadChunkResult = ChunkHash;
export const StoredChunksResult = IDL.Vec(ChunkHash);

export interface UninstallCodeArg {
  canister_id: Principal;
  sender_canister_version: Opt<bigint>;
}
export const UninstallCodeArg = IDL.Record({
  canister_id: IDL.Principal,
  sender_canister_version: IDL.Opt(IDL.Nat64),
});

export const CanisterStatusResult = IDL.Record({
  status: IDL.Variant({ running: IDL.Null, stopping: IDL.Null, stopped: IDL.Null }),
  ready_for_migration: IDL.Bool,
  version: IDL.Nat64,
  settings: IDL.Record({
    controllers: IDL.Vec(IDL.Principal),
    compute_allocation: IDL.Nat,
    memory_allocation: IDL.Nat,
    freezing_threshold: IDL.Nat,
    reserved_cycles_limit: IDL.Nat,
    log_visibility: Visibility,
    snapshot_visibility: Visibility,
    status_visibility: Visibility,
    minimum_incoming_canister_call_cycles: IDL.Nat,
    log_memory_limit: IDL.Nat,
    wasm_memory_limit: IDL.Nat,
    wasm_memory_threshold: IDL.Nat,
    environment_variables: EnvironmentVariables,
  }),
  module_hash: IDL.Opt(IDL.Vec(IDL.Nat8)),
  memory_size: IDL.Nat,
  memory_metrics: IDL.Record({
    wasm_memory_size: IDL.Nat,
    stable_memory_size: IDL.Nat,
    global_memory_size: IDL.Nat,
    wasm_binary_size: IDL.Nat,
    custom_sections_size: IDL.Nat,
    canister_history_size: IDL.Nat,
    wasm_chunk_store_size: IDL.Nat,
    snapshots_size: IDL.Nat,
    log_memory_store_size: IDL.Nat,
  }),
  cycles: IDL.Nat,
  reserved_cycles: IDL.Nat,
  idle_cycles_burned_per_day: IDL.Nat,
  query_stats: IDL.Record({
    num_calls_total: IDL.Nat,
    num_instructions_total: IDL.Nat,
    request_payload_bytes_total: IDL.Nat,
    response_payload_bytes_total: IDL.Nat,
  }),
});

export interface CanisterInfoArg {
  canister_id: Principal;
  num_requested_changes: Opt<bigint>;
}
export const CanisterInfoArg = IDL.Record({
  canister_id: IDL.Principal,
  num_requested_changes: IDL.Opt(IDL.Nat64),
});
export const CanisterInfoResult = IDL.Record({
  total_num_changes: IDL.Nat64,
  recent_changes: IDL.Vec(
    IDL.Record({
      timestamp_nanos: IDL.Nat64,
      canister_version: IDL.Nat64,
      origin: IDL.Variant({
        from_user: IDL.Record({ user_id: IDL.Principal }),
        from_canister: IDL.Record({ canister_id: IDL.Principal, canister_version: IDL.Opt(IDL.Nat64) }),
      }),
      details: IDL.Variant({
        creation: IDL.Record({
          controllers: IDL.Vec(IDL.Principal),
          environment_variables_hash: IDL.Opt(IDL.Vec(IDL.Nat8)),
        }),
        code_uninstall: IDL.Null,
        code_deployment: IDL.Record({
          mode: IDL.Variant({ install: IDL.Null, reinstall: IDL.Null, upgrade: IDL.Null }),
          module_hash: IDL.Vec(IDL.Nat8),
        }),
        load_snapshot: IDL.Record({
          canister_version: IDL.Nat64,
          snapshot_id: IDL.Vec(IDL.Nat8),
          taken_at_timestamp: IDL.Nat64,
          source: IDL.Variant({ taken_from_canister: IDL.Reserved, metadata_upload: IDL.Reserved }),
          from_canister_id: IDL.Opt(IDL.Principal),
        }),
        controllers_change: IDL.Record({ controllers: IDL.Vec(IDL.Principal) }),
        settings_change: IDL.Record({
          controllers: IDL.Opt(IDL.Vec(IDL.Principal)),
          environment_variables_hash: IDL.Opt(IDL.Vec(IDL.Nat8)),
        }),
      }),
    }),
  ),
  module_hash: IDL.Opt(IDL.Vec(IDL.Nat8)),
  controllers: IDL.Vec(IDL.Principal),
});

export const CanisterLogsResult = IDL.Record({
  canister_log_records: IDL.Vec(
    IDL.Record({ idx: IDL.Nat64, timestamp_nanos: IDL.Nat64, content: IDL.Vec(IDL.Nat8) }),
  ),
});

export const Snapshot = IDL.Record({
  id: IDL.Vec(IDL.Nat8),
  taken_at_timestamp: IDL.Nat64,
  total_size: IDL.Nat64,
});
export const ListSnapshotsResult = IDL.Vec(Snapshot);

export interface TakeSnapshotArg {
  canister_id: Principal;
  replace_snapshot: Opt<Uint8Array>;
}
export const TakeSnapshotArg = IDL.Record({
  canister_id: IDL.Principal,
  replace_snapshot: IDL.Opt(IDL.Vec(IDL.Nat8)),
});

export interface SnapshotArg {
  canister_id: Principal;
  snapshot_id: Uint8Array;
}
export const SnapshotArg = IDL.Record({ canister_id: IDL.Principal, snapshot_id: IDL.Vec(IDL.Nat8) });

export interface LoadSnapshotArg extends SnapshotArg {
  sender_canister_version: Opt<bigint>;
}
export const LoadSnapshotArg = IDL.Record({
  canister_id: IDL.Principal,
  snapshot_id: IDL.Vec(IDL.Nat8),
  sender_canister_version: IDL.Opt(IDL.Nat64),
});

export const RawRandResult = IDL.Vec(IDL.Nat8);

/** The answer of methods that return nothing. */
export const EMPTY_REPLY: CallResult = { kind: 'reply', bytes: IDL.encode([], []) };

export function replyWith(type: IDL.Type, value: unknown): CallResult {
  return { kind: 'reply', bytes: IDL.encode([type], [value]) };
}

/** Decodes the one argument of a call; malformed bytes are the caller's mistake. */
export function decodeArg<T>(
  type: IDL.Type,
  bytes: Uint8Array,
): { ok: true; value: T } | { ok: false; reject: Reject } {
  const bad = findBadCandid(bytes);
  if (bad !== undefined) return { ok: false, reject: invalidPayload(bad) };
  try {
    // The library takes a view for its whole buffer.
    const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
    const [value] = IDL.decode([type], own);
    return { ok: true, value: value as T };
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'malformed';
    return { ok: false, reject: invalidPayload(reason) };
  }
}

function invalidPayload(reason: string): Reject {
  return makeReject(ERROR.invalidManagementPayload, `Error decoding candid: ${reason}`);
}
