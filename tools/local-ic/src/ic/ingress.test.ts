import { describe, expect, it } from 'vitest';
import { type FakeCanister, FakeTrap, fakeSandboxes, fakeWasm } from './testing/fake_sandbox.ts';
import { ANONYMOUS } from './principal.ts';
import { TestNetwork } from './testing/test_network.ts';
import type { PrincipalBytes } from './types.ts';

const count: FakeCanister['updates'] = {
  count: (api) => {
    api.heap[0] = (api.heap[0] ?? 0) + 1;
    api.reply(Uint8Array.of(api.heap[0]));
  },
};
const wasm = fakeSandboxes({
  open: { updates: count },
  guarded: {
    updates: count,
    hooks: {
      inspect_message: (api) => {
        api.heap[0] = 100;
        api.print('looked at it');
        if (api.arg[0] === 1) api.acceptMessage();
        if (api.arg[0] === 2) throw new FakeTrap('no entry');
      },
    },
  },
});

const SECOND = 1_000_000_000n;
function message(net: TestNetwork, canisterId: PrincipalBytes, arg: number, mark = 1) {
  return {
    canisterId,
    method: 'count',
    arg: Uint8Array.of(arg),
    sender: ANONYMOUS,
    effective: { kind: 'none' } as const,
    messageId: new Uint8Array(32).fill(mark),
    expiry: net.instance.time + 10n * SECOND,
  };
}

describe('messages of users', () => {
  it('count once, however often they are sent', () => {
    const net = TestNetwork.create(wasm);
    const sent = message(net, net.deploy(fakeWasm('open')), 0);
    for (let again = 0; again < 3; again += 1) {
      expect(net.instance.submitIngress(sent)).toEqual({ ok: true });
      net.instance.tick();
    }
    expect(net.instance.ingressStatus(sent.messageId)).toEqual({ kind: 'replied', bytes: Uint8Array.of(1) });
  });

  it('are received, then answered, then forgotten five minutes later', () => {
    const net = TestNetwork.create(wasm);
    const sent = message(net, net.deploy(fakeWasm('open')), 0);
    expect(net.instance.ingressStatus(sent.messageId)).toBeUndefined();
    net.instance.submitIngress(sent);
    expect(net.instance.ingressStatus(sent.messageId)).toEqual({ kind: 'received' });
    net.instance.tick();
    net.instance.setTime(net.instance.time + 299n * SECOND);
    net.instance.tick();
    expect(net.instance.ingressStatus(sent.messageId)?.kind).toBe('replied');
    net.instance.setTime(net.instance.time + 2n * SECOND);
    net.instance.tick();
    expect(net.instance.ingressStatus(sent.messageId)).toBeUndefined();
    expect(net.instance.subnets.flatMap((subnet) => [...subnet.ingress()])).toEqual([]);
  });

  it('pass inspect_message, which changes nothing and is not logged by the canister', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(fakeWasm('guarded'));
    const submit = (arg: number) =>
      net.instance.submitIngress(message(net, id, arg, arg + 1), { inspect: true });
    expect(submit(0)).toMatchObject({ ok: false, reject: { code: 4, errorCode: 'IC0406' } });
    expect(submit(2)).toMatchObject({ ok: false, reject: { code: 5, errorCode: 'IC0503' } });
    expect(submit(1)).toEqual({ ok: true });
    net.instance.tick();
    expect(net.instance.ingressStatus(new Uint8Array(32).fill(2))).toEqual({
      kind: 'replied',
      bytes: Uint8Array.of(1),
    });
    expect(net.instance.ingressStatus(new Uint8Array(32).fill(1))).toBeUndefined();
  });

  it('are refused at once when their canister does not exist, and by execution when not inspected', () => {
    const net = TestNetwork.create(wasm);
    expect(net.instance.submitIngress(message(net, Uint8Array.of(1, 2), 0))).toMatchObject({
      ok: false,
      reject: { code: 3, errorCode: 'IC0301' },
    });
    const sent = message(net, net.create(), 0);
    expect(net.instance.submitIngress(sent)).toEqual({ ok: true });
    expect(net.result(sent.messageId)).toMatchObject({ reject: { errorCode: 'IC0537' } });
  });
});
