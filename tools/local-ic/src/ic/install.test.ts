import { describe, expect, it } from 'vitest';
import { type FakeCanister, FakeTrap, fakeSandboxes, fakeWasm } from './testing/fake_sandbox.ts';
import { ANONYMOUS } from './principal.ts';
import { TestNetwork } from './testing/test_network.ts';
import type { PrincipalBytes } from './types.ts';

const read: FakeCanister = {
  updates: {
    write: (api) => {
      api.heap[0] = api.arg[0] ?? 0;
      api.stable[0] = api.arg[0] ?? 0;
      api.certify(api.arg.slice());
      api.setTimer(api.input.time + 1n);
      api.reply(new Uint8Array(0));
    },
  },
  queries: {
    read: (api) => api.reply(Uint8Array.of(api.heap[0] ?? 0, api.stable[0] ?? 0, api.heap[1] ?? 0)),
  },
};

const wasm = fakeSandboxes({
  first: {
    ...read,
    hooks: {
      init: (api) => {
        if (api.arg[0] === 0xff) throw new FakeTrap('bad init');
        api.heap[1] = api.arg[0] ?? 0;
      },
      pre_upgrade: (api) => {
        api.stable[1] = 42;
        api.stable[0] = (api.stable[0] ?? 0) + 1;
        api.certify(Uint8Array.of(0xaa));
      },
    },
  },
  second: {
    ...read,
    hooks: {
      post_upgrade: (api) => {
        if (api.arg[0] === 0xff) throw new FakeTrap('bad upgrade');
        api.heap[1] = api.stable[1] ?? 0;
      },
    },
  },
  locked: {
    ...read,
    hooks: {
      pre_upgrade: () => {
        throw new FakeTrap('locked');
      },
    },
  },
});

const state = (net: TestNetwork, id: PrincipalBytes): number[] => {
  const result = net.query(id, 'read');
  if (result.kind !== 'reply') throw new Error(result.reject.message);
  return [...result.bytes];
};
const view = (net: TestNetwork, id: PrincipalBytes) => net.instance.subnetOf(id)?.canister(id);
const BAD = Uint8Array.of(0xff);

describe('installing code', () => {
  it('runs init with the argument, once', () => {
    const net = TestNetwork.create(wasm);
    const id = net.create();
    expect(view(net, id)?.moduleHash).toBeUndefined();
    net.install(id, fakeWasm('first'), { install: null }, Uint8Array.of(5));
    expect(state(net, id)).toEqual([0, 0, 5]);
    expect(view(net, id)?.moduleHash).toHaveLength(32);
    expect(() => net.install(id, fakeWasm('first'))).toThrow('IC0514');
  });

  it('leaves an empty canister when init traps or the module is none', () => {
    const net = TestNetwork.create(wasm);
    const id = net.create();
    expect(() => net.install(id, fakeWasm('first'), { install: null }, BAD)).toThrow(/IC0503 .*bad init/);
    expect(() => net.install(id, Uint8Array.of(1, 2, 3))).toThrow('IC0505');
    expect(view(net, id)?.moduleHash).toBeUndefined();
    expect(() => net.install(id, fakeWasm('first'), { upgrade: [] })).toThrow('IC0537');
  });

  it('throws memory, certified data and timer away on reinstall', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(fakeWasm('first'));
    net.call(id, 'write', Uint8Array.of(7));
    net.install(id, fakeWasm('first'), { reinstall: null }, Uint8Array.of(1));
    expect(state(net, id)).toEqual([0, 0, 1]);
    expect(view(net, id)?.certifiedData).toHaveLength(0);
  });

  it('keeps everything when a reinstall fails', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(fakeWasm('first'));
    net.call(id, 'write', Uint8Array.of(7));
    expect(() => net.install(id, fakeWasm('first'), { reinstall: null }, BAD)).toThrow('bad init');
    expect(state(net, id)).toEqual([7, 7, 0]);
    expect(view(net, id)?.certifiedData).toEqual(Uint8Array.of(7));
  });

  it('counts versions and tells the history', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(fakeWasm('first'));
    net.install(id, fakeWasm('second'), { upgrade: [] });
    expect(view(net, id)?.controllers).toEqual([ANONYMOUS]);
  });
});

describe('upgrading', () => {
  it('keeps stable memory through pre_upgrade and post_upgrade and drops the heap', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(fakeWasm('first'));
    net.call(id, 'write', Uint8Array.of(7));
    net.install(id, fakeWasm('second'), { upgrade: [] });
    expect(state(net, id)).toEqual([0, 8, 42]);
  });

  it('undoes pre_upgrade when post_upgrade traps', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(fakeWasm('first'));
    net.call(id, 'write', Uint8Array.of(7));
    const hash = view(net, id)?.moduleHash;
    expect(() => net.install(id, fakeWasm('second'), { upgrade: [] }, BAD)).toThrow('bad upgrade');
    expect(state(net, id)).toEqual([7, 7, 0]);
    expect([...(net.instance.stableMemory(id) ?? [])].slice(0, 2)).toEqual([7, 0]);
    expect(view(net, id)?.moduleHash).toEqual(hash);
    expect(view(net, id)?.certifiedData).toEqual(Uint8Array.of(7));
  });

  it('is refused when pre_upgrade traps, unless it is skipped', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(fakeWasm('locked'));
    net.call(id, 'write', Uint8Array.of(7));
    expect(() => net.install(id, fakeWasm('second'), { upgrade: [] })).toThrow('locked');
    expect(() => net.install(id, fakeWasm('second'), { upgrade: [] })).toThrow('locked');
    const skip = { skip_pre_upgrade: [true] as [boolean], wasm_memory_persistence: [] as [] };
    net.install(id, fakeWasm('second'), { upgrade: [skip] });
    expect(state(net, id)).toEqual([0, 7, 0]);
  });

  it('keeps the heap only where the module can do with it', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(fakeWasm('first'));
    const keep = {
      skip_pre_upgrade: [] as [],
      wasm_memory_persistence: [{ keep: null }] as [{ keep: null }],
    };
    expect(() => net.install(id, fakeWasm('second'), { upgrade: [keep] })).toThrow('IC0504');
  });
});
