import { expect, it } from 'vitest';
import { type FakeApi, type FakeCanister, fakeSandboxes, fakeWasm } from './testing/fake_sandbox.ts';
import { II, TestNetwork } from './testing/test_network.ts';

const BILLION = 1_000_000_000n;

/** Instruction limits, in billions, by the kind of message that ran under them. */
function recording(): { limits: Map<string, bigint>; canister: FakeCanister } {
  const limits = new Map<string, bigint>();
  const note = (api: FakeApi): void => {
    const { entry, instructionLimit } = api.input;
    const replicated = entry.kind === 'query' && entry.replicated ? ' as update' : '';
    limits.set(`${entry.kind}${replicated}`, instructionLimit / BILLION);
    if (entry.kind === 'inspect_message') api.acceptMessage();
    else if (entry.kind === 'update') api.call({ callee: api.input.self, method: 'read' });
    else api.reply(api.arg);
  };
  const hooks = { init: note, pre_upgrade: note, post_upgrade: note, inspect_message: note, heartbeat: note };
  const table = [note];
  return { limits, canister: { updates: { write: note }, queries: { read: note }, hooks, table } };
}

it('limits the instructions of each kind of message as networks do', () => {
  const { limits, canister } = recording();
  const net = TestNetwork.create(fakeSandboxes({ canister }));
  const id = net.deploy(fakeWasm('canister'));
  net.call(id, 'write');
  net.query(id, 'read');
  net.install(id, fakeWasm('canister'), { upgrade: [] });
  expect(Object.fromEntries(limits)).toEqual({
    init: 300n,
    pre_upgrade: 300n,
    post_upgrade: 300n,
    update: 40n,
    reply_callback: 40n,
    heartbeat: 40n,
    query: 5n,
    'query as update': 5n,
    inspect_message: 0n,
  });
});

it('tells the system interface of the prices where the canister is', () => {
  const seen: unknown[] = [];
  const note = (api: FakeApi): void => {
    const { subnetSize, subnetIsFree, signingSubnetSize } = api.input;
    seen.push({ subnetSize, subnetIsFree, signingSubnetSize });
  };
  const net = TestNetwork.create(fakeSandboxes({ canister: { hooks: { init: note } } }));
  net.deploy(fakeWasm('canister'));
  net.deploy(fakeWasm('canister'), { subnet: II });
  expect(seen).toEqual([
    { subnetSize: 13, subnetIsFree: false, signingSubnetSize: 13 },
    { subnetSize: 13, subnetIsFree: true, signingSubnetSize: 13 },
  ]);
});
