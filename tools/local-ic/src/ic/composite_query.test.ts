import { describe, expect, it } from 'vitest';
import { type FakeCanister, FakeTrap, fakeSandboxes, fakeWasm } from './testing/fake_sandbox.ts';
import { TestNetwork } from './testing/test_network.ts';
import type { CallResult, PrincipalBytes } from './types.ts';

const ANSWER = 0;
const TRAP = 1;
const NEXT = 2;

/** `ask`: callee and nothing else; `descend` calls itself for ever; `twice` asks two things one after the other. */
const composing: FakeCanister = {
  compositeQueries: {
    ask: (api) => {
      api.heap[0] = 5;
      const onReply = { fn: ANSWER, env: 0n };
      api.call({ callee: api.arg, method: 'seven', onReply, onReject: onReply });
    },
    ask_and_trap: (api) => api.call({ callee: api.arg, method: 'seven', onReply: { fn: TRAP, env: 0n } }),
    descend: (api) => {
      const answer = { fn: ANSWER, env: 0n };
      api.call({ callee: api.input.self, method: 'descend', onReply: answer, onReject: answer });
    },
    twice: (api) => {
      api.heap[0] = 1;
      api.call({ callee: api.input.self, method: 'seven', onReply: { fn: NEXT, env: 0n } });
    },
    silent: (api) => api.call({ callee: api.input.self, method: 'seven', onReply: { fn: 9, env: 0n } }),
  },
  queries: {
    seven: (api) => {
      api.reply(Uint8Array.of(7, api.heap[0] ?? 0, ...api.input.caller.slice(7, 8)));
      api.heap[0] = 70;
    },
  },
  table: [
    (api) => {
      const { entry } = api.input;
      if (entry.kind === 'reject_callback') api.reject(entry.message);
      else api.reply(Uint8Array.of(api.heap[0] ?? 0, ...api.arg));
    },
    () => {
      throw new FakeTrap('late');
    },
    (api) => {
      api.heap[0] = (api.heap[0] ?? 0) + 1;
      api.call({ callee: api.input.self, method: 'seven', onReply: { fn: ANSWER, env: 0n } });
    },
  ],
};
const wasm = fakeSandboxes({ composing });

function network(): { net: TestNetwork; id: PrincipalBytes; other: PrincipalBytes } {
  const net = TestNetwork.create(wasm);
  return { net, id: net.deploy(fakeWasm('composing')), other: net.deploy(fakeWasm('composing')) };
}
const bytesOf = (result: CallResult): number[] => {
  if (result.kind === 'reject') throw new Error(`${result.reject.errorCode} ${result.reject.message}`);
  return [...result.bytes];
};

describe('composite queries', () => {
  it('keep their memory until the last callback, and nothing after it', () => {
    const { net, id, other } = network();
    expect(bytesOf(net.query(id, 'ask', other))).toEqual([5, 7, 0, 0]);
    expect(bytesOf(net.query(id, 'twice'))).toEqual([2, 7, 0, 0]);
    expect(bytesOf(net.query(id, 'seven')).slice(0, 2)).toEqual([7, 0]);
    expect(bytesOf(net.query(other, 'seven')).slice(0, 2)).toEqual([7, 0]);
  });

  it('do not nest for ever', () => {
    const { net, id } = network();
    expect(() => bytesOf(net.query(id, 'descend'))).toThrow('IC0525');
  });

  it('fail when their callback traps or nobody answers', () => {
    const { net, id, other } = network();
    expect(() => bytesOf(net.query(id, 'ask_and_trap', other))).toThrow(/^IC0503 .*late/);
    expect(() => bytesOf(net.query(id, 'silent'))).toThrow('IC0506');
  });
});
