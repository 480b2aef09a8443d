/** The methods of the management canister that deploying takes, called as dfx calls them. */
import { Actor, type ActorSubclass, type HttpAgent } from '@dfinity/agent';
import type { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';

const MANAGEMENT = Principal.managementCanister();

export type InstallMode =
  | { install: null }
  | { reinstall: null }
  | {
      upgrade:
        | []
        | [
            {
              skip_pre_upgrade: [] | [boolean];
              wasm_memory_persistence: [] | [{ keep: null } | { replace: null }];
            },
          ];
    };

export interface ChunkHash {
  hash: Uint8Array | number[];
}

export interface ManagementCanister {
  provisional_create_canister_with_cycles(arg: {
    amount: [] | [bigint];
    settings: [];
    specified_id: [] | [Principal];
    sender_canister_version: [];
  }): Promise<{ canister_id: Principal }>;
  install_code(arg: {
    mode: InstallMode;
    canister_id: Principal;
    wasm_module: Uint8Array;
    arg: Uint8Array;
    sender_canister_version: [];
  }): Promise<void>;
  upload_chunk(arg: { canister_id: Principal; chunk: Uint8Array }): Promise<ChunkHash>;
  stored_chunks(arg: { canister_id: Principal }): Promise<ChunkHash[]>;
  clear_chunk_store(arg: { canister_id: Principal }): Promise<void>;
  install_chunked_code(arg: {
    mode: InstallMode;
    target_canister: Principal;
    store_canister: [];
    chunk_hashes_list: ChunkHash[];
    wasm_module_hash: Uint8Array;
    arg: Uint8Array;
    sender_canister_version: [];
  }): Promise<void>;
  start_canister(arg: { canister_id: Principal }): Promise<void>;
  stop_canister(arg: { canister_id: Principal }): Promise<void>;
}

const interfaceFactory: IDL.InterfaceFactory = ({ IDL }) => {
  const mode = IDL.Variant({
    install: IDL.Null,
    reinstall: IDL.Null,
    upgrade: IDL.Opt(
      IDL.Record({
        skip_pre_upgrade: IDL.Opt(IDL.Bool),
        wasm_memory_persistence: IDL.Opt(IDL.Variant({ keep: IDL.Null, replace: IDL.Null })),
      }),
    ),
  });
  const blob = IDL.Vec(IDL.Nat8);
  const chunkHash = IDL.Record({ hash: blob });
  const canister = IDL.Record({ canister_id: IDL.Principal });
  return IDL.Service({
    provisional_create_canister_with_cycles: IDL.Func(
      [
        IDL.Record({
          amount: IDL.Opt(IDL.Nat),
          settings: IDL.Opt(IDL.Record({})),
          specified_id: IDL.Opt(IDL.Principal),
          sender_canister_version: IDL.Opt(IDL.Nat64),
        }),
      ],
      [canister],
      [],
    ),
    install_code: IDL.Func(
      [
        IDL.Record({
          mode,
          canister_id: IDL.Principal,
          wasm_module: blob,
          arg: blob,
          sender_canister_version: IDL.Opt(IDL.Nat64),
        }),
      ],
      [],
      [],
    ),
    upload_chunk: IDL.Func([IDL.Record({ canister_id: IDL.Principal, chunk: blob })], [chunkHash], []),
    stored_chunks: IDL.Func([canister], [IDL.Vec(chunkHash)], []),
    clear_chunk_store: IDL.Func([canister], [], []),
    install_chunked_code: IDL.Func(
      [
        IDL.Record({
          mode,
          target_canister: IDL.Principal,
          store_canister: IDL.Opt(IDL.Principal),
          chunk_hashes_list: IDL.Vec(chunkHash),
          wasm_module_hash: blob,
          arg: blob,
          sender_canister_version: IDL.Opt(IDL.Nat64),
        }),
      ],
      [],
      [],
    ),
    start_canister: IDL.Func([canister], [], []),
    stop_canister: IDL.Func([canister], [], []),
  });
};

/** An actor for the management canister whose calls are routed by `effectiveCanisterId`. */
export function managementCanister(
  agent: HttpAgent,
  effectiveCanisterId: Principal,
): ActorSubclass<ManagementCanister> {
  return Actor.createActor<ManagementCanister>(interfaceFactory, {
    agent,
    canisterId: MANAGEMENT,
    effectiveCanisterId,
  });
}
