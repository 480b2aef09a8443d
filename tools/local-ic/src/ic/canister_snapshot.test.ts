import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_SNAPSHOTS } from './canister_snapshot.ts';
import * as candid from './management/candid.ts';
import { type FakeCanister, fakeSandboxes, fakeWasm } from './testing/fake_sandbox.ts';
import { NO_SETTINGS, TestNetwork } from './testing/test_network.ts';
import type { PrincipalBytes } from './types.ts';

const keeping: FakeCanister = {
  updates: {
    write: (api) => {
      api.heap[0] = api.arg[0] ?? 0;
      api.stable[0] = api.arg[0] ?? 0;
      api.certify(api.arg.slice());
      api.reply(api.arg);
    },
  },
  queries: { read: (api) => api.reply(Uint8Array.of(api.heap[0] ?? 0, api.stable[0] ?? 0)) },
};
const wasm = fakeSandboxes({ keeping, other: keeping });

interface Shown {
  id: Uint8Array;
  taken_at_timestamp: bigint;
  total_size: bigint;
}
const principal = (id: PrincipalBytes): Principal => Principal.fromUint8Array(id);
function take(net: TestNetwork, id: PrincipalBytes, replaced?: Uint8Array): Shown {
  const arg = { canister_id: principal(id), replace_snapshot: replaced === undefined ? [] : [replaced] };
  const reply = net.manage('take_canister_snapshot', candid.TakeSnapshotArg, arg);
  return IDL.decode([candid.Snapshot], reply)[0] as unknown as Shown;
}
function load(net: TestNetwork, id: PrincipalBytes, snapshot: Uint8Array): void {
  const arg = { canister_id: principal(id), snapshot_id: snapshot, sender_canister_version: [] };
  net.manage('load_canister_snapshot', candid.LoadSnapshotArg, arg);
}
function list(net: TestNetwork, id: PrincipalBytes, sender?: PrincipalBytes): Shown[] {
  const reply = net.manageCanister('list_canister_snapshots', id, sender);
  return IDL.decode([candid.ListSnapshotsResult], reply)[0] as unknown as Shown[];
}
function remove(net: TestNetwork, id: PrincipalBytes, snapshot: Uint8Array): void {
  const arg = { canister_id: principal(id), snapshot_id: snapshot };
  net.manage('delete_canister_snapshot', candid.SnapshotArg, arg);
}
const read = (net: TestNetwork, id: PrincipalBytes): number[] => {
  const result = net.query(id, 'read');
  if (result.kind !== 'reply') throw new Error(result.reject.message);
  return [...result.bytes];
};
function written(value: number, stateDir?: string): { net: TestNetwork; id: PrincipalBytes } {
  const net = TestNetwork.create(wasm, stateDir);
  const id = net.deploy(fakeWasm('keeping'));
  net.call(id, 'write', Uint8Array.of(value));
  return { net, id };
}

describe('canister snapshots', () => {
  it('bring module, memory and certified data back', () => {
    const { net, id } = written(1);
    const hash = net.instance.subnetOf(id)?.canister(id)?.moduleHash;
    const snapshot = take(net, id);
    net.call(id, 'write', Uint8Array.of(2));
    net.install(id, fakeWasm('other'), { upgrade: [] });
    load(net, id, snapshot.id);
    expect(read(net, id)).toEqual([1, 1]);
    const view = net.instance.subnetOf(id)?.canister(id);
    expect(view?.moduleHash).toEqual(hash);
    expect(view?.certifiedData).toEqual(Uint8Array.of(1));
    net.manageCanister('uninstall_code', id);
    load(net, id, snapshot.id);
    expect(read(net, id)).toEqual([1, 1]);
  });

  it('are listed, replaced and deleted', () => {
    const { net, id } = written(1);
    const [first, second] = [take(net, id), take(net, id)];
    expect(list(net, id)).toEqual([first, second]);
    const third = take(net, id, first.id);
    expect(list(net, id)).toEqual([second, third]);
    remove(net, id, second.id);
    expect(list(net, id)).toEqual([third]);
    expect(() => remove(net, id, second.id)).toThrow('IC0305');
    expect(() => load(net, id, second.id)).toThrow('IC0305');
    expect(() => take(net, id, second.id)).toThrow('IC0305');
  });

  it('are at most ten, and none of an empty canister', () => {
    const { net, id } = written(1);
    for (let count = 0; count < MAX_SNAPSHOTS; count += 1) take(net, id);
    expect(() => take(net, id)).toThrow('maximum number of snapshots allowed: 10');
    expect(() => take(net, net.create())).toThrow('empty canister');
  });

  it('are shown to whom the settings allow', () => {
    const { net, id } = written(1);
    const alice = Uint8Array.of(1, 2);
    expect(() => list(net, id, alice)).toThrow('IC0512');
    const settings = { ...NO_SETTINGS, snapshot_visibility: [{ public: null }] };
    const arg = { canister_id: principal(id), settings, sender_canister_version: [] };
    net.manage('update_settings', candid.UpdateSettingsArg, arg);
    expect(list(net, id, alice)).toEqual([]);
  });
});

describe('canister snapshots in a state folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'local-ic-snapshots-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('survive a restart, deleted ones do not', () => {
    const { net, id } = written(1, folder);
    const [kept, gone] = [take(net, id), take(net, id)];
    net.instance.flush();
    remove(net, id, gone.id);
    net.call(id, 'write', Uint8Array.of(9));
    net.instance.flush();
    const again = TestNetwork.open(wasm, folder);
    expect(list(again, id)).toEqual([kept]);
    load(again, id, kept.id);
    again.instance.flush();
    const third = TestNetwork.open(wasm, folder);
    expect(read(third, id)).toEqual([1, 1]);
    expect(list(third, id)).toEqual([kept]);
  });

  it('go with their canister', () => {
    const { net, id } = written(1, folder);
    take(net, id);
    net.instance.flush();
    net.manageCanister('stop_canister', id);
    net.manageCanister('delete_canister', id);
    net.create({ specifiedId: id });
    net.instance.flush();
    expect(list(TestNetwork.open(wasm, folder), id)).toEqual([]);
  });
});
