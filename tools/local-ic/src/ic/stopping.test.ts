import { describe, expect, it } from 'vitest';
import { type FakeCanister, fakeSandboxes, fakeWasm } from './testing/fake_sandbox.ts';
import { CanisterIdArg } from './management/candid.ts';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { MANAGEMENT_CANISTER, principalText } from './principal.ts';
import { STOP_TIMEOUT } from './stopping.ts';
import { II, TestNetwork } from './testing/test_network.ts';
import type { PrincipalBytes } from './types.ts';

/** `ask` calls the canister in its argument and answers when that has answered. */
const asking: FakeCanister = {
  updates: {
    ask: (api) => api.call({ callee: api.arg, method: 'answer' }),
    answer: (api) => api.reply(api.arg),
  },
  table: [(api) => api.reply(api.arg)],
};

function waiting() {
  const net = TestNetwork.create(fakeSandboxes({ asking }));
  const far = net.deploy(fakeWasm('asking'), { subnet: II });
  const asker = net.deploy(fakeWasm('asking'));
  const asked = net.submit(asker, 'ask', far);
  net.instance.tick();
  expect(net.instance.ingressStatus(asked)).toEqual({ kind: 'processing' });
  return { net, far, asker, asked };
}

const canisterArg = (id: PrincipalBytes): Uint8Array =>
  IDL.encode([CanisterIdArg], [{ canister_id: Principal.fromUint8Array(id) }]);

describe('stopping a canister', () => {
  it('waits for open call contexts, takes no new calls, and lets callbacks run', () => {
    const { net, asker, asked } = waiting();
    const stop = net.submit(MANAGEMENT_CANISTER, 'stop_canister', canisterArg(asker));
    const late = net.submit(asker, 'answer');
    net.instance.tick();
    expect(net.instance.ingressStatus(stop)).toEqual({ kind: 'processing' });
    expect(net.result(late)).toEqual({
      kind: 'reject',
      reject: { code: 5, errorCode: 'IC0509', message: `Canister ${principalText(asker)} is stopping` },
    });
    expect(net.result(asked).kind).toBe('reply');
    expect(net.result(stop).kind).toBe('reply');
    expect(() => net.submit(asker, 'answer')).toThrow('IC0508');
  });

  it('is called off by starting it again', () => {
    const { net, asker, asked } = waiting();
    const stop = net.submit(MANAGEMENT_CANISTER, 'stop_canister', canisterArg(asker));
    const start = net.submit(MANAGEMENT_CANISTER, 'start_canister', canisterArg(asker));
    net.instance.tick();
    expect(net.instance.ingressStatus(start)?.kind).toBe('replied');
    expect(net.result(stop)).toMatchObject({ kind: 'reject', reject: { errorCode: 'IC0511' } });
    expect(net.result(asked).kind).toBe('reply');
    expect(net.call(asker, 'answer').kind).toBe('reply');
  });

  it('gives up on the request after five minutes, and goes on stopping', () => {
    const net = TestNetwork.create(fakeSandboxes({ endless: endless() }));
    const id = net.deploy(fakeWasm('endless'));
    const spinning = net.submit(id, 'spin');
    const stop = net.submit(MANAGEMENT_CANISTER, 'stop_canister', canisterArg(id));
    net.instance.tick();
    expect(net.instance.ingressStatus(stop)).toEqual({ kind: 'processing' });
    net.instance.setTime(net.instance.time + STOP_TIMEOUT);
    expect(net.result(stop)).toMatchObject({ kind: 'reject', reject: { errorCode: 'IC0206' } });
    expect(net.instance.ingressStatus(spinning)).toEqual({ kind: 'processing' });
    expect(() => net.submit(id, 'spin')).toThrow('IC0509');
  });

  it('must be over before the canister is deleted', () => {
    const { net, far } = waiting();
    expect(() => net.manageCanister('delete_canister', far)).toThrow('IC0510');
    net.manageCanister('stop_canister', far);
    net.manageCanister('delete_canister', far);
    expect(net.instance.subnetOf(far)?.canister(far)).toBeUndefined();
    expect(() => net.submit(far, 'answer')).toThrow('IC0301');
  });
});

describe('uninstalling a canister', () => {
  it('rejects the calls that it works on and drops their callbacks', () => {
    const { net, asker, asked } = waiting();
    net.manageCanister('uninstall_code', asker);
    expect(net.result(asked)).toEqual({
      kind: 'reject',
      reject: { code: 4, errorCode: 'IC0406', message: 'Canister has been uninstalled.' },
    });
    expect(() => net.submit(asker, 'answer')).toThrow('IC0537');
    net.manageCanister('stop_canister', asker);
  });
});

/** Calls the management canister for randomness again and again and never answers. */
function endless(): FakeCanister {
  const again: NonNullable<FakeCanister['table']> = [
    (api) => api.call({ callee: MANAGEMENT_CANISTER, method: 'raw_rand' }),
  ];
  return {
    updates: { spin: (api) => api.call({ callee: MANAGEMENT_CANISTER, method: 'raw_rand' }) },
    table: again,
  };
}
