import { describe, expect, it } from 'vitest';
import { type FakeCanister, FakeTrap, fakeSandboxes, fakeWasm } from './testing/fake_sandbox.ts';
import { principalText } from './principal.ts';
import { II, TestNetwork } from './testing/test_network.ts';
import type { CallResult, PrincipalBytes } from './types.ts';

const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value));
const textOf = (result: CallResult): string =>
  result.kind === 'reply'
    ? Buffer.from(result.bytes).toString()
    : `${result.reject.errorCode} ${result.reject.message}`;

/** Answers, refuses, traps, stays silent: the other side of calls. */
const callee: FakeCanister = {
  updates: {
    echo: (api) => api.reply(api.arg),
    refuse: (api) => api.reject('no'),
    trap: (api) => {
      api.heap[0] = 9;
      throw new FakeTrap('callee broke');
    },
    silent: () => undefined,
    take: (api) => {
      api.accept(30n);
      api.reply(text('taken'));
    },
    count: (api) => {
      api.heap[0] = (api.heap[0] ?? 0) + 1;
      api.reply(Uint8Array.of(api.heap[0]));
    },
  },
  queries: {
    peek: (api) => {
      api.reply(Uint8Array.of(api.heap[0] ?? 0));
      api.heap[0] = 99;
    },
  },
  compositeQueries: { compose: (api) => api.reply(text('composed')) },
};

const ON_REPLY = 0;
const ON_REJECT = 1;
const TRAP_IN_REPLY = 2;
const CLEANUP = 3;
const TRAP_IN_CLEANUP = 4;
const KEEP_BALANCE = 5;

/** Its argument: the method to call, a blank, the callee. heap[0] counts calls begun, heap[1] callbacks. */
function caller(callbacks: {
  reply: number;
  cleanup?: number;
  cycles?: bigint;
  timeoutSeconds?: number;
}): NonNullable<FakeCanister['updates']> {
  return {
    forward: (api) => {
      const end = api.arg.indexOf(0x20);
      api.heap[0] = (api.heap[0] ?? 0) + 1;
      api.call({
        callee: api.arg.slice(end + 1),
        method: Buffer.from(api.arg.subarray(0, end)).toString(),
        arg: text('hello'),
        cycles: callbacks.cycles ?? 0n,
        timeoutSeconds: callbacks.timeoutSeconds,
        onReply: { fn: callbacks.reply, env: 0n },
        onReject: { fn: ON_REJECT, env: 0n },
        onCleanup: callbacks.cleanup === undefined ? undefined : { fn: callbacks.cleanup, env: 0n },
      });
    },
  };
}

const table: NonNullable<FakeCanister['table']> = [
  (api) => api.reply(api.arg),
  (api) => {
    const { entry } = api.input;
    if (entry.kind === 'reject_callback') api.reply(text(`rejected ${entry.code}: ${entry.message}`));
  },
  (api) => {
    api.heap[1] = 77;
    throw new FakeTrap('callback broke');
  },
  (api) => {
    api.heap[2] = 1;
  },
  () => {
    throw new FakeTrap('cleanup broke');
  },
  (api) => api.reply(text(`refunded ${api.input.cyclesRefunded}`)),
];

const heap: NonNullable<FakeCanister['queries']> = { heap: (api) => api.reply(api.heap.slice(0, 3)) };

const wasm = fakeSandboxes({
  callee,
  caller: { updates: caller({ reply: ON_REPLY }), queries: heap, table },
  traps_in_callback: { updates: caller({ reply: TRAP_IN_REPLY, cleanup: CLEANUP }), queries: heap, table },
  traps_in_cleanup: {
    updates: caller({ reply: TRAP_IN_REPLY, cleanup: TRAP_IN_CLEANUP }),
    queries: heap,
    table,
  },
  pays: { updates: caller({ reply: KEEP_BALANCE, cycles: 100n }), table },
  impatient: { updates: caller({ reply: ON_REPLY, timeoutSeconds: 10 }), table },
});

function pair(callerName: string, options: { across?: boolean } = {}) {
  const net = TestNetwork.create(wasm);
  const other = net.deploy(fakeWasm('callee'), options.across ? { subnet: II } : {});
  const first = net.deploy(fakeWasm(callerName), { cycles: 1000n });
  const forward = (method: string, to: PrincipalBytes = other): CallResult =>
    net.call(first, 'forward', Uint8Array.of(...text(`${method} `), ...to));
  return { net, first, other, forward };
}

describe('a call to a canister', () => {
  it('keeps what a replying update changed', () => {
    const { net, other } = pair('caller');
    expect(net.call(other, 'count')).toEqual({ kind: 'reply', bytes: Uint8Array.of(1) });
    expect(net.call(other, 'count')).toEqual({ kind: 'reply', bytes: Uint8Array.of(2) });
    expect(net.query(other, 'peek')).toEqual({ kind: 'reply', bytes: Uint8Array.of(2) });
  });

  it('undoes what a trapping update changed and says why', () => {
    const { net, other } = pair('caller');
    const result = net.call(other, 'trap');
    expect(textOf(result)).toBe(
      `IC0503 Error from Canister ${principalText(other)}: Canister called \`ic0.trap\` with message: 'callee broke'`,
    );
    expect(net.query(other, 'peek')).toEqual({ kind: 'reply', bytes: Uint8Array.of(0) });
  });

  it('undoes what a query changed, called either way', () => {
    const { net, other } = pair('caller');
    net.query(other, 'peek');
    net.call(other, 'peek');
    expect(net.query(other, 'peek')).toEqual({ kind: 'reply', bytes: Uint8Array.of(0) });
  });

  it('rejects with the codes of a replica', () => {
    const { net, first, other } = pair('caller');
    const id = principalText(other);
    expect(textOf(net.call(other, 'refuse'))).toBe('IC0406 no');
    expect(textOf(net.call(other, 'silent'))).toBe(`IC0506 Canister ${id} did not reply to the call`);
    expect(textOf(net.call(other, 'nothing'))).toMatch(
      /^IC0536 .*: Canister has no update method 'nothing'\./,
    );
    expect(textOf(net.query(other, 'count'))).toMatch(/^IC0536 .*: Canister has no query method 'count'\./);
    expect(textOf(net.call(other, 'compose'))).toMatch(/^IC0527 /);
    expect(textOf(net.query(Uint8Array.of(1), 'peek'))).toMatch(/^IC0301 Canister .* not found$/);
    expect(textOf(net.query(net.create(), 'peek'))).toMatch(/^IC0537 .* contains no Wasm module/);
    net.manageCanister('stop_canister', first);
    expect(textOf(net.query(first, 'heap'))).toBe(`IC0508 Canister ${principalText(first)} is stopped`);
  });
});

describe.each([false, true])('a call between canisters (across subnets: %s)', (across) => {
  it('brings the reply to the callback', () => {
    const { forward } = pair('caller', { across });
    expect(forward('echo')).toEqual({ kind: 'reply', bytes: text('hello') });
  });

  it('brings rejects to the other callback', () => {
    const { forward, other } = pair('caller', { across });
    expect(textOf(forward('refuse'))).toBe('rejected 4: no');
    expect(textOf(forward('silent'))).toMatch(/^rejected 5: IC0506: Canister .* did not reply/);
    expect(textOf(forward('trap'))).toMatch(/^rejected 5: IC0503: Error from Canister .*callee broke/);
    const unknown = other.slice();
    unknown[7] = 0xfe;
    expect(textOf(forward('echo', unknown))).toMatch(/^rejected 3: IC0301: Canister .* not found/);
    expect(textOf(forward('echo', Uint8Array.of(1, 2)))).toMatch(/No route to canister/);
  });

  it('keeps what happened before the await when the callback traps, and runs the cleanup', () => {
    const { net, first, forward } = pair('traps_in_callback', { across });
    expect(textOf(forward('echo'))).toMatch(/^IC0503 .*callback broke'$/);
    expect(net.query(first, 'heap')).toEqual({ kind: 'reply', bytes: Uint8Array.of(1, 0, 1) });
  });

  it('tells of a cleanup that traps too', () => {
    const { net, first, forward } = pair('traps_in_cleanup', { across });
    expect(textOf(forward('echo'))).toMatch(
      /callback broke'\n\ncall_on_cleanup also failed:\n\n.*cleanup broke'$/,
    );
    expect(net.query(first, 'heap')).toEqual({ kind: 'reply', bytes: Uint8Array.of(1, 0, 0) });
  });

  it('refunds the cycles that were not accepted', () => {
    const { net, first, other, forward } = pair('pays', { across });
    const before = net.instance.cycles(other) ?? 0n;
    expect(textOf(forward('take'))).toBe('refunded 70');
    expect(net.instance.cycles(first)).toBe(970n);
    expect(net.instance.cycles(other)).toBe(before + 30n);
    expect(textOf(forward('echo'))).toBe('refunded 100');
    expect(net.instance.cycles(first)).toBe(970n);
  });
});

describe('a call to itself', () => {
  it('runs after the message that made it', () => {
    const { first, forward } = pair('caller');
    expect(textOf(forward('heap', first))).toBe('\x01\x00\x00');
  });
});

describe('a best-effort call', () => {
  it('is given up at its deadline, and not begun after it', () => {
    const { net, first, other } = pair('impatient', { across: true });
    const id = net.submit(first, 'forward', Uint8Array.of(...text('count '), ...other));
    net.instance.tick();
    net.instance.setTime(net.instance.time + 10_000_000_000n);
    expect(textOf(net.result(id))).toBe('rejected 6: Call deadline has expired.');
    expect(net.query(other, 'peek')).toEqual({ kind: 'reply', bytes: Uint8Array.of(0) });
  });

  it('is answered in time otherwise', () => {
    const { forward } = pair('impatient', { across: true });
    expect(forward('echo')).toEqual({ kind: 'reply', bytes: text('hello') });
  });
});
