import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import type { Opt } from './candid.ts';

/** Candid types of the methods that move snapshots in and out, as in `candid.ts`. */

const Blob = IDL.Vec(IDL.Nat8);
const Global = IDL.Variant({
  i32: IDL.Int32,
  i64: IDL.Int64,
  f32: IDL.Float32,
  f64: IDL.Float64,
  v128: IDL.Nat,
});
const Timer = IDL.Variant({ inactive: IDL.Null, active: IDL.Nat64 });
const HookStatus = IDL.Variant({
  condition_not_satisfied: IDL.Null,
  ready: IDL.Null,
  executed: IDL.Null,
});

export interface EncodedGlobal {
  i32?: number;
  i64?: bigint;
  f32?: number;
  f64?: number;
  v128?: bigint;
}
export interface EncodedTimer {
  inactive?: null;
  active?: bigint;
}
export interface EncodedHookStatus {
  condition_not_satisfied?: null;
  ready?: null;
  executed?: null;
}

export const ReadMetadataResult = IDL.Record({
  source: IDL.Variant({ taken_from_canister: IDL.Null, metadata_upload: IDL.Null }),
  taken_at_timestamp: IDL.Nat64,
  wasm_module_size: IDL.Nat64,
  globals: IDL.Vec(Global),
  exported_globals: IDL.Vec(Global),
  wasm_memory_size: IDL.Nat64,
  stable_memory_size: IDL.Nat64,
  wasm_chunk_store: IDL.Vec(IDL.Record({ hash: Blob })),
  canister_version: IDL.Nat64,
  certified_data: Blob,
  global_timer: IDL.Opt(Timer),
  on_low_wasm_memory_hook_status: IDL.Opt(HookStatus),
});

interface Range {
  offset: bigint;
  size: bigint;
}
export interface ReadDataArg {
  canister_id: Principal;
  snapshot_id: Uint8Array;
  kind: {
    wasm_module?: Range;
    main_memory?: Range;
    stable_memory?: Range;
    wasm_chunk?: { hash: Uint8Array };
  };
}
const RangeType = IDL.Record({ offset: IDL.Nat64, size: IDL.Nat64 });
export const ReadDataArg = IDL.Record({
  canister_id: IDL.Principal,
  snapshot_id: Blob,
  kind: IDL.Variant({
    wasm_module: RangeType,
    main_memory: RangeType,
    stable_memory: RangeType,
    wasm_chunk: IDL.Record({ hash: Blob }),
  }),
});
export const ReadDataResult = IDL.Record({ chunk: Blob });

export interface UploadMetadataArg {
  canister_id: Principal;
  replace_snapshot: Opt<Uint8Array>;
  wasm_module_size: bigint;
  globals: Opt<EncodedGlobal[]>;
  exported_globals: Opt<EncodedGlobal[]>;
  wasm_memory_size: bigint;
  stable_memory_size: bigint;
  certified_data: Uint8Array;
  global_timer: Opt<EncodedTimer>;
  on_low_wasm_memory_hook_status: Opt<EncodedHookStatus>;
}
export const UploadMetadataArg = IDL.Record({
  canister_id: IDL.Principal,
  replace_snapshot: IDL.Opt(Blob),
  wasm_module_size: IDL.Nat64,
  // The interface renamed this field; both names are taken.
  globals: IDL.Opt(IDL.Vec(Global)),
  exported_globals: IDL.Opt(IDL.Vec(Global)),
  wasm_memory_size: IDL.Nat64,
  stable_memory_size: IDL.Nat64,
  certified_data: Blob,
  global_timer: IDL.Opt(Timer),
  on_low_wasm_memory_hook_status: IDL.Opt(HookStatus),
});
export const UploadMetadataResult = IDL.Record({ snapshot_id: Blob });

export interface UploadDataArg {
  canister_id: Principal;
  snapshot_id: Uint8Array;
  kind: {
    wasm_module?: { offset: bigint };
    main_memory?: { offset: bigint };
    stable_memory?: { offset: bigint };
    wasm_chunk?: null;
  };
  chunk: Uint8Array;
}
const OffsetType = IDL.Record({ offset: IDL.Nat64 });
export const UploadDataArg = IDL.Record({
  canister_id: IDL.Principal,
  snapshot_id: Blob,
  kind: IDL.Variant({
    wasm_module: OffsetType,
    main_memory: OffsetType,
    stable_memory: OffsetType,
    wasm_chunk: IDL.Null,
  }),
  chunk: Blob,
});
