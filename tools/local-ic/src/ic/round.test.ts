import { describe, expect, it } from 'vitest';
import { type FakeCanister, FakeTrap, fakeSandboxes, fakeWasm } from './testing/fake_sandbox.ts';
import { TestNetwork } from './testing/test_network.ts';

const timed: FakeCanister = {
  updates: {
    /** Sets the timer to so many seconds from now. */
    arm: (api) => {
      api.setTimer(api.input.time + BigInt(api.arg[0] ?? 0) * 1_000_000_000n);
      api.reply(new Uint8Array(0));
    },
    bump: (api) => {
      api.heap[0] = (api.heap[0] ?? 0) + 1;
    },
  },
  queries: { fired: (api) => api.reply(Uint8Array.of(api.heap[0] ?? 0)) },
  hooks: {
    // Azle runs timers through a call to itself.
    global_timer: (api) => api.call({ callee: api.input.self, method: 'bump' }),
  },
  table: [],
};
const beating: FakeCanister = {
  queries: { beats: (api) => api.reply(Uint8Array.of(api.heap[0] ?? 0)) },
  hooks: {
    heartbeat: (api) => {
      api.heap[0] = (api.heap[0] ?? 0) + 1;
      if (api.heap[0] === 3) throw new FakeTrap('third beat');
    },
  },
};
const wasm = fakeSandboxes({ timed, beating, idle: {} });
const byte = (net: TestNetwork, id: Uint8Array, method: string): number | undefined => {
  const result = net.query(id, method);
  return result.kind === 'reply' ? result.bytes[0] : undefined;
};

describe('rounds', () => {
  it('move the clock by a nanosecond and have nothing to do for idle canisters', () => {
    const net = TestNetwork.create(wasm);
    net.deploy(fakeWasm('idle'));
    const { time } = net.instance;
    expect(net.instance.hasWork()).toBe(false);
    net.instance.tick();
    expect(net.instance.time).toBe(time + 1n);
    expect(net.instance.subnets.map((subnet) => subnet.time)).toEqual([time + 1n, time + 1n]);
  });

  it('show a new version of the subnet each time', () => {
    const net = TestNetwork.create(wasm);
    const before = net.instance.subnets.map(({ version }) => version);
    net.instance.tick();
    net.instance.subnets.forEach(({ version }, index) => expect(version).toBeGreaterThan(before[index] ?? 0));
  });

  it('do not set the clock back', () => {
    const net = TestNetwork.create(wasm);
    expect(() => net.instance.setTime(net.instance.time - 1n)).toThrow(RangeError);
    expect(() => net.instance.setTime(2n ** 63n)).toThrow(RangeError);
  });
});

describe('the global timer', () => {
  it('fires once, when it is due', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(fakeWasm('timed'));
    net.call(id, 'arm', Uint8Array.of(5));
    expect(net.instance.hasWork()).toBe(false);
    net.instance.setTime(net.instance.time + 4_000_000_000n);
    net.instance.tick();
    expect(byte(net, id, 'fired')).toBe(0);
    net.instance.setTime(net.instance.time + 1_000_000_000n);
    expect(net.instance.hasWork()).toBe(true);
    net.instance.tick();
    expect(byte(net, id, 'fired')).toBe(1);
    net.instance.tick();
    expect(net.instance.hasWork()).toBe(false);
    expect(byte(net, id, 'fired')).toBe(1);
  });

  it('waits while the canister is stopped, and is gone after an upgrade', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(fakeWasm('timed'));
    net.call(id, 'arm', Uint8Array.of(1));
    net.manageCanister('stop_canister', id);
    net.instance.setTime(net.instance.time + 2_000_000_000n);
    net.instance.tick();
    net.manageCanister('start_canister', id);
    net.instance.tick();
    expect(byte(net, id, 'fired')).toBe(1);
    net.call(id, 'arm', Uint8Array.of(1));
    net.install(id, fakeWasm('timed'), { upgrade: [] });
    net.instance.setTime(net.instance.time + 2_000_000_000n);
    expect(net.instance.hasWork()).toBe(false);
  });
});

describe('the heartbeat', () => {
  it('beats each round; a trap undoes only its own beat', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(fakeWasm('beating'));
    const start = byte(net, id, 'beats') ?? 0;
    expect(net.instance.hasWork()).toBe(true);
    expect(net.instance.hasWork({ heartbeats: false })).toBe(false);
    for (let round = start; round < 5; round += 1) net.instance.tick();
    expect(byte(net, id, 'beats')).toBe(2);
  });
});
