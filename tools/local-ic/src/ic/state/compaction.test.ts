import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Canister } from '../canister.ts';
import { canisterIdFromNumber } from '../canister_id.ts';
import { takeSnapshot } from '../canister_snapshot.ts';
import { installCode } from '../install.ts';
import { Network } from '../network.ts';
import { ANONYMOUS, bytesKey } from '../principal.ts';
import { fakeSandboxes, fakeWasm } from '../testing/fake_sandbox.ts';
import { APPLICATION, START_TIME } from '../testing/test_network.ts';
import { StateFolder } from './state_folder.ts';

const wasm = fakeSandboxes({ one: {}, two: {} });
const ports = { dataCertificate: () => new Uint8Array(0), log: () => undefined };
const ID = canisterIdFromNumber(0x100n);

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'local-ic-compaction-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A folder with one canister that has seen two modules. */
function folderWithCanister(): { net: Network; folder: StateFolder } {
  const net = new Network({ subnets: [APPLICATION], time: START_TIME }, ports, wasm);
  const folder = StateFolder.create(directory, net);
  const [subnet] = net.subnets;
  if (subnet === undefined) throw new Error('no subnet');
  const canister = new Canister(ID, [ANONYMOUS]);
  subnet.canistersByKey.set(canister.key, canister);
  for (const module of ['one', 'two']) {
    const failure = installCode(net, subnet, canister, {
      mode: 'reinstall',
      skipPreUpgrade: false,
      memoryPersistence: undefined,
      wasm: fakeWasm(module),
      arg: new Uint8Array(0),
      sender: ANONYMOUS,
      origin: { kind: 'user', id: ANONYMOUS },
    });
    expect(failure).toBeUndefined();
    folder.flush(net);
  }
  canister.sandbox?.setStableBytes(Uint8Array.of(1, 2, 3));
  canister.chunks.set(bytesKey(new Uint8Array(32).fill(4)), Uint8Array.of(5));
  takeSnapshot(canister, START_TIME);
  subnet.history.receive(Uint8Array.of(6), START_TIME, {
    sender: Uint8Array.of(4),
    receiver: Uint8Array.of(1),
  });
  net.touch(subnet, canister);
  folder.flush(net);
  return { net, folder };
}
const files = (): string[] => readdirSync(directory).filter((name) => name.startsWith('state-'));
function checkReopened(): void {
  const { net, folder } = StateFolder.open(directory, ports, wasm);
  const canister = net.findCanister(ID);
  expect([...(canister?.sandbox?.stableBytes() ?? [])].slice(0, 3)).toEqual([1, 2, 3]);
  const [snapshot] = canister?.snapshots.values() ?? [];
  expect([...(snapshot?.memory.stable.pages.get(0) ?? [])].slice(0, 3)).toEqual([1, 2, 3]);
  expect([...(canister?.chunks.values() ?? [])]).toEqual([Uint8Array.of(5)]);
  expect(canister?.history.recent.map(({ details }) => details.kind)).toEqual([
    'code_deployment',
    'code_deployment',
  ]);
  expect(net.subnets[0]?.history.get(Uint8Array.of(6))).toEqual({ kind: 'received' });
  folder.close(net);
}

describe('writing a state folder anew', () => {
  it('keeps the state in the next file and removes what nobody needs', () => {
    const { net, folder } = folderWithCanister();
    expect(readdirSync(join(directory, 'blobs'))).toHaveLength(4);
    folder.compact(net);
    expect(files()).toEqual(['state-00000002.log']);
    expect(readdirSync(join(directory, 'blobs'))).toHaveLength(3);
    checkReopened();
  });

  it('goes on with the next file', () => {
    const { net, folder } = folderWithCanister();
    folder.compact(net);
    const canister = net.findCanister(ID);
    canister?.sandbox?.setStableBytes(Uint8Array.of(1, 2, 3));
    const [subnet] = net.subnets;
    if (canister !== undefined && subnet !== undefined) {
      canister.cycles = 77n;
      net.touch(subnet, canister);
    }
    folder.flush(net);
    expect(StateFolder.open(directory, ports, wasm).net.findCanister(ID)?.cycles).toBe(77n);
    checkReopened();
  });

  it('may be cut off before the new file has its name, or before the old one is gone', () => {
    const { net, folder } = folderWithCanister();
    writeFileSync(join(directory, 'state-00000002.log.tmp'), 'begun');
    checkReopened();
    expect(existsSync(join(directory, 'state-00000002.log.tmp'))).toBe(false);
    copyFileSync(join(directory, 'state-00000001.log'), join(directory, 'old'));
    folder.compact(net);
    copyFileSync(join(directory, 'old'), join(directory, 'state-00000001.log'));
    checkReopened();
    expect(files()).toEqual(['state-00000002.log']);
  });
});
