import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import { createSandbox, parseModule } from '../wasm/sandbox.ts';
import { canister as wat, wasmFromWat } from '../wasm/testing/wat_canister.ts';
import * as candid from './management/candid.ts';
import * as snapshots from './management/snapshot_candid.ts';
import { II, TestNetwork } from './testing/test_network.ts';
import type { PrincipalBytes } from './types.ts';

/** Counts in memory, in stable memory and in globals of each type. */
const MODULE = wasmFromWat(
  wat(
    ['stable64_grow', 'stable64_write', 'certified_data_set'],
    `(global $i (mut i32) (i32.const 0)) (global $l (mut i64) (i64.const 0))
     (global $f (mut f32) (f32.const 0)) (global $d (mut f64) (f64.const 0))
     (func (export "canister_init") (drop (call $stable64_grow (i64.const 1))))
     (func (export "canister_update add")
       (global.set $i (i32.add (global.get $i) (i32.const 1)))
       (global.set $l (i64.sub (global.get $l) (i64.const 1)))
       (global.set $f (f32.add (global.get $f) (f32.const 0.5)))
       (global.set $d (f64.add (global.get $d) (f64.const 0.25)))
       (i32.store (i32.const 5000) (global.get $i))
       (call $stable64_write (i64.const 4094) (i64.const 5000) (i64.const 4))
       (call $certified_data_set (i32.const 5000) (i32.const 4))
       (call $answer (i32.const 5000) (i32.const 4)))
     (func (export "canister_query count") (call $answer (i32.const 5000) (i32.const 4)))`,
  ),
);
const WASM = { createSandbox, parseModule };

const principal = (id: PrincipalBytes): Principal => Principal.fromUint8Array(id);
function manage<T>(net: TestNetwork, method: string, type: IDL.Type, arg: object, result?: IDL.Type): T {
  const reply = net.manage(method, type, arg);
  return (result && IDL.decode([result], reply)[0]) as T;
}
const count = (net: TestNetwork, id: PrincipalBytes): number => {
  const result = net.query(id, 'count');
  if (result.kind !== 'reply') throw new Error(result.reject.message);
  return result.bytes[0] ?? -1;
};

type Metadata = Omit<snapshots.UploadMetadataArg, 'globals' | 'exported_globals'> & {
  globals: snapshots.EncodedGlobal[];
};
const PARTS = [
  ['wasm_module', 'wasm_module_size'],
  ['main_memory', 'wasm_memory_size'],
  ['stable_memory', 'stable_memory_size'],
] as const;

function counted(stateDir?: string): { net: TestNetwork; id: PrincipalBytes; snapshot_id: Uint8Array } {
  const net = TestNetwork.create(WASM, stateDir);
  const id = net.deploy(MODULE);
  for (let call = 0; call < 3; call += 1) net.call(id, 'add');
  const arg = { canister_id: principal(id), replace_snapshot: [] };
  const taken = manage<{ id: Uint8Array }>(
    net,
    'take_canister_snapshot',
    candid.TakeSnapshotArg,
    arg,
    candid.Snapshot,
  );
  return { net, id, snapshot_id: taken.id };
}
function readMetadata(net: TestNetwork, id: PrincipalBytes, snapshot_id: Uint8Array): Metadata {
  const arg = { canister_id: principal(id), snapshot_id };
  return manage(
    net,
    'read_canister_snapshot_metadata',
    candid.SnapshotArg,
    arg,
    snapshots.ReadMetadataResult,
  );
}
function begin(net: TestNetwork, id: PrincipalBytes, metadata: Metadata): Uint8Array {
  const arg = {
    ...metadata,
    canister_id: principal(id),
    replace_snapshot: [],
    globals: [metadata.globals],
    exported_globals: [],
  };
  const type = snapshots.UploadMetadataArg;
  const result = snapshots.UploadMetadataResult;
  return manage<{ snapshot_id: Uint8Array }>(net, 'upload_canister_snapshot_metadata', type, arg, result)
    .snapshot_id;
}
/** Brings all pieces of a snapshot to another canister. */
function move(
  net: TestNetwork,
  from: PrincipalBytes,
  snapshot_id: Uint8Array,
  to: PrincipalBytes,
): Uint8Array {
  const metadata = readMetadata(net, from, snapshot_id);
  const moved = begin(net, to, metadata);
  const PIECE = 30_001n;
  for (const [kind, sizeField] of PARTS) {
    for (let offset = 0n; offset < metadata[sizeField]; offset += PIECE) {
      const rest = metadata[sizeField] - offset;
      const size = rest < PIECE ? rest : PIECE;
      const read = { canister_id: principal(from), snapshot_id, kind: { [kind]: { offset, size } } };
      const { chunk } = manage<{ chunk: Uint8Array }>(
        net,
        'read_canister_snapshot_data',
        snapshots.ReadDataArg,
        read,
        snapshots.ReadDataResult,
      );
      const write = { canister_id: principal(to), snapshot_id: moved, kind: { [kind]: { offset } }, chunk };
      manage(net, 'upload_canister_snapshot_data', snapshots.UploadDataArg, write);
    }
  }
  return moved;
}
function load(net: TestNetwork, id: PrincipalBytes, snapshot_id: Uint8Array): void {
  const arg = { canister_id: principal(id), snapshot_id, sender_canister_version: [] };
  manage(net, 'load_canister_snapshot', candid.LoadSnapshotArg, arg);
}

describe('snapshots brought elsewhere', () => {
  it('go on counting there', () => {
    const { net, id, snapshot_id } = counted();
    const target = net.create({ subnet: II });
    load(net, target, move(net, id, snapshot_id, target));
    expect(count(net, target)).toBe(3);
    expect(net.instance.stableMemory(target)?.slice(4094, 4098)).toEqual(Uint8Array.of(3, 0, 0, 0));
    expect(net.instance.subnetOf(target)?.canister(target)?.certifiedData).toEqual(Uint8Array.of(3, 0, 0, 0));
    net.call(target, 'add');
    expect(count(net, target)).toBe(4);
  });

  it('say what they hold', () => {
    const { net, id, snapshot_id } = counted();
    expect(readMetadata(net, id, snapshot_id)).toMatchObject({
      source: { taken_from_canister: null },
      wasm_module_size: BigInt(MODULE.length),
      globals: [{ i32: 3 }, { i64: -3n }, { f32: 1.5 }, { f64: 0.75 }],
      wasm_memory_size: 65_536n,
      stable_memory_size: 65_536n,
      certified_data: Uint8Array.of(3, 0, 0, 0),
      global_timer: [{ inactive: null }],
      on_low_wasm_memory_hook_status: [{ condition_not_satisfied: null }],
    });
  });

  it('survive a restart half uploaded', () => {
    const folder = mkdtempSync(join(tmpdir(), 'local-ic-upload-'));
    try {
      const { net, id, snapshot_id } = counted(folder);
      const target = net.create();
      const moved = move(net, id, snapshot_id, target);
      net.instance.flush();
      const again = TestNetwork.open(WASM, folder);
      load(again, target, moved);
      expect(count(again, target)).toBe(3);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are refused where they cannot be', () => {
    const { net, id, snapshot_id } = counted();
    const metadata = readMetadata(net, id, snapshot_id);
    const target = net.create();
    expect(() => load(net, target, begin(net, target, metadata))).toThrow('IC0505');
    expect(() => begin(net, target, { ...metadata, wasm_memory_size: 5n })).toThrow(
      'wasm_memory_size of 5 bytes',
    );
    expect(() => begin(net, target, { ...metadata, stable_memory_size: 2n ** 63n })).toThrow('IC0408');
    const wrong = move(net, id, snapshot_id, target);
    const piece = { canister_id: principal(target), snapshot_id: wrong, chunk: Uint8Array.of(1) };
    const write = (kind: object): unknown =>
      manage(net, 'upload_canister_snapshot_data', snapshots.UploadDataArg, { ...piece, kind });
    expect(() => write({ main_memory: { offset: 65_536n } })).toThrow('lie outside of the 65536 bytes');
    expect(() =>
      manage(net, 'upload_canister_snapshot_data', snapshots.UploadDataArg, {
        canister_id: principal(id),
        snapshot_id,
        kind: { wasm_chunk: null },
        chunk: Uint8Array.of(1),
      }),
    ).toThrow('cannot change');
    const fewer = begin(net, target, { ...metadata, globals: [] });
    const copy = { canister_id: principal(target), snapshot_id: fewer, chunk: MODULE };
    manage(net, 'upload_canister_snapshot_data', snapshots.UploadDataArg, {
      ...copy,
      kind: { wasm_module: { offset: 0n } },
    });
    expect(() => load(net, target, fewer)).toThrow('globals of the snapshot');
    expect(() =>
      net.manage(
        'read_canister_snapshot_metadata',
        candid.SnapshotArg,
        { canister_id: principal(id), snapshot_id },
        Uint8Array.of(9),
      ),
    ).toThrow('IC0512');
  });
});
