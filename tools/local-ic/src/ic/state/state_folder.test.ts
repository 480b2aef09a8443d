import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeCanister, fakeSandboxes, fakeWasm } from '../testing/fake_sandbox.ts';
import { MANAGEMENT_CANISTER } from '../principal.ts';
import { II, TestNetwork } from '../testing/test_network.ts';
import type { PrincipalBytes } from '../types.ts';
import { StateError } from './state_error.ts';

const remembering: FakeCanister = {
  updates: {
    write: (api) => {
      api.heap[0] = api.arg[0] ?? 0;
      api.stable[0] = api.arg[0] ?? 0;
      api.certify(api.arg.slice());
      api.setTimer(api.input.time + 1_000_000_000n);
      api.print(`wrote ${api.arg[0]}`);
      api.reply(api.arg);
    },
    ask: (api) => api.call({ callee: api.arg, method: 'echo' }),
    echo: (api) => api.reply(api.arg),
    random: (api) => api.call({ callee: MANAGEMENT_CANISTER, method: 'raw_rand' }),
  },
  queries: {
    read: (api) => api.reply(Uint8Array.of(api.heap[0] ?? 0, api.stable[0] ?? 0, api.heap[9] ?? 0)),
  },
  hooks: {
    global_timer: (api) => {
      api.heap[9] = 1;
    },
  },
  table: [(api) => api.reply(api.arg)],
};
const wasm = fakeSandboxes({ remembering, forgetting: {} });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-ic-state-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (net: TestNetwork, id: PrincipalBytes): number[] => {
  const result = net.query(id, 'read');
  if (result.kind !== 'reply') throw new Error(result.reject.message);
  return [...result.bytes];
};
const journal = (): string =>
  join(
    folder,
    readdirSync(folder)
      .filter((name) => name.endsWith('.log'))
      .at(-1) ?? '',
  );
/** Leaves the network as a killed process would: nothing is flushed or closed. */
const reopen = (): TestNetwork => TestNetwork.open(wasm, folder);

describe('a state folder', () => {
  it('brings back canisters with memory, settings, certified data, logs and the clock', () => {
    const net = TestNetwork.create(wasm, folder);
    const id = net.deploy(fakeWasm('remembering'), { cycles: 12345678901234567890123n });
    const empty = net.create({ subnet: II });
    net.call(id, 'write', Uint8Array.of(7));
    net.instance.flush();
    const again = reopen();
    expect(read(again, id)).toEqual([7, 7, 0]);
    expect(again.instance.time).toBe(net.instance.time);
    expect(again.instance.cycles(id)).toBe(12345678901234567890123n);
    const [before, after] = [net, again].map((each) => each.instance.subnetOf(id)?.canister(id));
    expect(after?.moduleHash).toEqual(before?.moduleHash);
    expect(after?.certifiedData).toEqual(Uint8Array.of(7));
    expect(after?.controllers).toEqual(before?.controllers);
    expect(again.instance.subnetOf(empty)?.canister(empty)?.moduleHash).toBeUndefined();
    expect(again.create()).not.toEqual(id);
  });

  it('writes nothing more once something was lost', () => {
    const net = TestNetwork.create(wasm, folder);
    const id = net.deploy(fakeWasm('remembering'));
    net.call(id, 'write', Uint8Array.of(7));
    net.instance.flush();
    const blobs = join(folder, 'blobs');
    renameSync(blobs, `${blobs}-gone`);
    const lost = net.deploy(fakeWasm('forgetting'));
    expect(() => net.instance.flush()).toThrow(StateError);
    renameSync(`${blobs}-gone`, blobs);
    net.call(id, 'write', Uint8Array.of(8));
    expect(() => net.instance.flush()).toThrow(`${folder} cannot be written any more: ENOENT`);
    expect(() => net.instance.close()).toThrow(StateError);
    const again = reopen();
    expect(read(again, id)).toEqual([7, 7, 0]);
    expect(again.instance.subnetOf(lost)?.canister(lost)).toBeUndefined();
  });

  it('brings back a timer that is due later', () => {
    const net = TestNetwork.create(wasm, folder);
    const id = net.deploy(fakeWasm('remembering'));
    net.call(id, 'write', Uint8Array.of(1));
    net.instance.flush();
    const again = reopen();
    again.instance.setTime(again.instance.time + 2_000_000_000n);
    again.instance.tick();
    expect(read(again, id)).toEqual([1, 1, 1]);
  });

  it('brings back calls under way, with the answers their callers wait for', () => {
    const net = TestNetwork.create(wasm, folder);
    const id = net.deploy(fakeWasm('remembering'));
    const far = net.deploy(fakeWasm('remembering'), { subnet: II });
    const asked = net.submit(id, 'ask', far);
    net.instance.tick();
    const submitted = net.submit(id, 'echo', Uint8Array.of(3));
    net.instance.flush();
    const again = reopen();
    expect(again.instance.ingressStatus(asked)).toEqual({ kind: 'processing' });
    expect(again.result(asked).kind).toBe('reply');
    expect(again.result(submitted)).toEqual({ kind: 'reply', bytes: Uint8Array.of(3) });
  });

  it('goes on drawing randomness where it was', () => {
    const net = TestNetwork.create(wasm, folder);
    const id = net.deploy(fakeWasm('remembering'));
    const first = net.reply(id, 'random');
    net.instance.flush();
    const again = reopen();
    const second = again.reply(id, 'random');
    expect(second).not.toEqual(first);
    expect(second).toEqual(net.reply(id, 'random'));
  });

  it('remembers answered messages and refuses none of them a second time', () => {
    const net = TestNetwork.create(wasm, folder);
    const id = net.deploy(fakeWasm('remembering'));
    const message = net.submit(id, 'write', Uint8Array.of(4));
    net.result(message);
    net.instance.flush();
    expect(reopen().instance.ingressStatus(message)).toEqual({ kind: 'replied', bytes: Uint8Array.of(4) });
  });

  it('forgets uninstalled and deleted canisters', () => {
    const net = TestNetwork.create(wasm, folder);
    const [gone, empty] = [net.deploy(fakeWasm('remembering')), net.deploy(fakeWasm('remembering'))];
    net.instance.flush();
    net.manageCanister('stop_canister', gone);
    net.manageCanister('delete_canister', gone);
    net.manageCanister('uninstall_code', empty);
    net.instance.flush();
    const again = reopen();
    expect(again.instance.controllers(gone)).toBeUndefined();
    expect(again.instance.subnetOf(empty)?.canister(empty)?.moduleHash).toBeUndefined();
    again.install(empty, fakeWasm('remembering'));
    expect(read(again, empty)).toEqual([0, 0, 0]);
  });

  it('writes nothing when nothing happened', () => {
    const net = TestNetwork.create(wasm, folder);
    net.deploy(fakeWasm('remembering'));
    net.instance.flush();
    const { length } = readFileSync(journal());
    net.instance.flush();
    expect(readFileSync(journal())).toHaveLength(length);
  });
});

describe('a damaged state folder', () => {
  function twoWrites() {
    const net = TestNetwork.create(wasm, folder);
    const id = net.deploy(fakeWasm('remembering'));
    net.call(id, 'write', Uint8Array.of(1));
    net.instance.flush();
    const { length } = readFileSync(journal());
    net.call(id, 'write', Uint8Array.of(2));
    net.instance.flush();
    return { id, length };
  }

  it('opens at the last whole flush, wherever the next one was cut off', () => {
    const { id, length } = twoWrites();
    const whole = readFileSync(journal());
    expect(read(reopen(), id)).toEqual([2, 2, 0]);
    const step = Math.floor((whole.length - length) / 40);
    for (let end = whole.length - 1; end >= length; end -= step) {
      writeFileSync(journal(), whole);
      truncateSync(journal(), end);
      expect(read(reopen(), id)).toEqual([1, 1, 0]);
    }
  });

  it('goes on after a torn end as if it had not been there', () => {
    const { id } = twoWrites();
    const { length } = readFileSync(journal());
    appendFileSync(journal(), Buffer.alloc(1000, 0x5a));
    const net = reopen();
    expect(readFileSync(journal())).toHaveLength(length);
    net.call(id, 'write', Uint8Array.of(3));
    net.instance.flush();
    expect(read(reopen(), id)).toEqual([3, 3, 0]);
  });

  it('drops a flush in which a byte changed', () => {
    const { id, length } = twoWrites();
    const bytes = readFileSync(journal());
    bytes[length + 100] = (bytes[length + 100] ?? 0) ^ 1;
    writeFileSync(journal(), bytes);
    expect(read(reopen(), id)).toEqual([1, 1, 0]);
  });

  it('is refused with one line when it has another version or is none', () => {
    twoWrites();
    const bytes = readFileSync(journal());
    bytes.writeUInt32LE(99, 8);
    writeFileSync(journal(), bytes);
    expect(reopen).toThrow(StateError);
    expect(reopen).toThrow(/^[^\n]* has state version 99, but only version 2 can be read$/);
    writeFileSync(journal(), 'something else that is long enough');
    expect(reopen).toThrow(/is not a state file$/);
    rmSync(journal());
    expect(reopen).toThrow(/holds no state$/);
  });

  it('is not overwritten by a new network', () => {
    twoWrites();
    expect(() => TestNetwork.create(wasm, folder)).toThrow(StateError);
  });
});
