import { createHash } from 'node:crypto';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import { canisterIdFromNumber } from '../canister_id.ts';
import { ANONYMOUS, MANAGEMENT_CANISTER, principalText } from '../principal.ts';
import { AGENT_SCRIPT, manageFrom } from '../testing/agent_canister.ts';
import { fakeSandboxes, fakeWasm } from '../testing/fake_sandbox.ts';
import { APPLICATION, II, NO_SETTINGS, TestNetwork } from '../testing/test_network.ts';
import type { PrincipalBytes } from '../types.ts';
import * as candid from './candid.ts';

const ALICE = Uint8Array.of(1, 1, 1);
const BOB = Uint8Array.of(2, 2, 2);

const wasm = fakeSandboxes({ agent: AGENT_SCRIPT });
const AGENT = fakeWasm('agent');

const principal = (id: PrincipalBytes): Principal => Principal.fromUint8Array(id);
const idArg = (id: PrincipalBytes): Uint8Array =>
  IDL.encode([candid.CanisterIdArg], [{ canister_id: principal(id) }]);

function decode(type: IDL.Type, bytes: Uint8Array): Record<string, unknown> {
  return IDL.decode([type], bytes)[0] as unknown as Record<string, unknown>;
}
const status = (net: TestNetwork, id: PrincipalBytes, sender = ANONYMOUS) =>
  decode(candid.CanisterStatusResult, net.manageCanister('canister_status', id, sender));

function update(
  net: TestNetwork,
  id: PrincipalBytes,
  change: Partial<candid.SettingsArg>,
  sender = ANONYMOUS,
): void {
  const arg = {
    canister_id: principal(id),
    settings: { ...NO_SETTINGS, ...change },
    sender_canister_version: [],
  };
  net.manage('update_settings', candid.UpdateSettingsArg, arg, sender);
}

describe('creating canisters', () => {
  it('gives ids from the ranges of the subnet, application first', () => {
    const net = TestNetwork.create(wasm);
    expect(net.create()).toEqual(canisterIdFromNumber(0x100n));
    expect(net.create()).toEqual(canisterIdFromNumber(0x101n));
    expect(net.create({ subnet: II })).toEqual(canisterIdFromNumber(0x200n));
  });

  it('gives the wished id on the subnet of its range, and goes round it later', () => {
    const net = TestNetwork.create(wasm);
    const wished = canisterIdFromNumber(0x200n);
    expect(net.create({ specifiedId: wished })).toEqual(wished);
    expect(net.instance.subnetOf(wished)?.info.kind).toBe('II');
    expect(net.create({ subnet: II })).toEqual(canisterIdFromNumber(0x201n));
    expect(() => net.create({ specifiedId: wished })).toThrow('IC0205');
    expect(() => net.create({ specifiedId: canisterIdFromNumber(0x210n), subnet: APPLICATION })).toThrow(
      'IC0405',
    );
    expect(() => net.create({ specifiedId: canisterIdFromNumber(0x999n) })).toThrow('IC0301');
  });

  it('runs out of ids', () => {
    const net = TestNetwork.create(wasm);
    for (let count = 0; count < 0x100; count += 1) net.create();
    expect(() => net.create()).toThrow('IC0101');
  });

  it('by a canister costs a fee where subnets charge', () => {
    const net = TestNetwork.create(wasm);
    const arg = IDL.encode([candid.CreateCanisterArg], [{ settings: [], sender_canister_version: [] }]);
    const near = net.deploy(AGENT, { cycles: 600_000_000_000n });
    const created = manageFrom(net, near, 'create_canister', arg);
    if (created.kind !== 'reply') throw new Error(created.reject.message);
    const id = (decode(candid.CanisterIdArg, created.bytes)['canister_id'] as Principal).toUint8Array();
    expect(net.instance.cycles(id)).toBe(100_000_000_000n);
    expect(net.instance.controllers(id)).toEqual([near]);
    expect(net.instance.cycles(near)).toBe(0n);
    expect(manageFrom(net, near, 'create_canister', arg)).toMatchObject({
      reject: { message: expect.stringContaining('IC0403: Creating a canister requires a fee') as string },
    });
    expect(() =>
      net.manage('create_canister', candid.CreateCanisterArg, { settings: [], sender_canister_version: [] }),
    ).toThrow('IC0504 create_canister cannot be called by a user.');
  });
});

describe('settings', () => {
  it('change one by one and are shown', () => {
    const net = TestNetwork.create(wasm);
    const id = net.create();
    update(net, id, {
      controllers: [[principal(BOB), principal(ALICE), principal(BOB)]],
      compute_allocation: [7n],
      memory_allocation: [1000n],
      freezing_threshold: [5n],
      reserved_cycles_limit: [2n ** 100n],
      wasm_memory_limit: [1n],
      wasm_memory_threshold: [2n],
      log_visibility: [{ allowed_viewers: [principal(ALICE)] }],
      snapshot_visibility: [{ public: null }],
      status_visibility: [{ allowed_viewers: [principal(ALICE)] }],
      minimum_incoming_canister_call_cycles: [11n],
      log_memory_limit: [9n],
      environment_variables: [[{ name: 'a', value: 'b' }]],
    });
    const { settings } = status(net, id, ALICE) as { settings: Record<string, unknown> };
    expect(settings).toEqual({
      controllers: [principal(ALICE), principal(BOB)],
      compute_allocation: 7n,
      memory_allocation: 1000n,
      freezing_threshold: 5n,
      reserved_cycles_limit: 2n ** 100n,
      wasm_memory_limit: 1n,
      wasm_memory_threshold: 2n,
      log_visibility: { allowed_viewers: [principal(ALICE)] },
      snapshot_visibility: { public: null },
      status_visibility: { allowed_viewers: [principal(ALICE)] },
      minimum_incoming_canister_call_cycles: 11n,
      log_memory_limit: 9n,
      environment_variables: [{ name: 'a', value: 'b' }],
    });
    update(net, id, { compute_allocation: [8n] }, BOB);
    expect(status(net, id, BOB)['settings']).toMatchObject({
      compute_allocation: 8n,
      freezing_threshold: 5n,
    });
  });

  it('are refused beyond their bounds', () => {
    const net = TestNetwork.create(wasm);
    const id = net.create();
    const many = Array.from({ length: 11 }, (_, at) => principal(Uint8Array.of(at)));
    expect(() => update(net, id, { controllers: [many] })).toThrow('IC0504');
    expect(() => update(net, id, { compute_allocation: [101n] })).toThrow('IC0504');
    expect(() => update(net, id, { log_visibility: [{ allowed_viewers: many }] })).toThrow('IC0504');
    expect(() =>
      update(net, id, { environment_variables: [[{ name: 'x'.repeat(129), value: '' }]] }),
    ).toThrow('IC0504');
    expect(net.instance.controllers(id)).toEqual([ANONYMOUS]);
  });
});

describe('who may call', () => {
  it('are controllers only', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(AGENT);
    for (const method of ['start_canister', 'stop_canister', 'delete_canister', 'uninstall_code']) {
      expect(() => net.manageCanister(method, id, ALICE)).toThrow(
        `IC0512 Only controllers of canister ${principalText(id)} can call ic00 method ${method}`,
      );
    }
    const other = net.deploy(AGENT);
    const result = manageFrom(net, other, 'stop_canister', idArg(id));
    expect(result).toMatchObject({
      reject: { message: expect.stringMatching(/^IC0512: Only the controllers/) as string },
    });
  });

  it('is whom the settings allow to see the status', () => {
    const net = TestNetwork.create(wasm);
    const id = net.create();
    expect(() => status(net, id, ALICE)).toThrow(
      `IC0542 Caller ${principalText(ALICE)} is not allowed to call canister_status`,
    );
    update(net, id, { status_visibility: [{ allowed_viewers: [principal(ALICE)] }] });
    expect(status(net, id, ALICE)).toMatchObject({ status: { running: null } });
    expect(() => status(net, id, BOB)).toThrow('IC0542');
  });

  it('needs the cycles that the settings ask of other canisters', () => {
    const net = TestNetwork.create(wasm);
    const [asking, caller] = [net.deploy(AGENT), net.deploy(AGENT)];
    update(net, asking, { minimum_incoming_canister_call_cycles: [1000n] });
    expect(net.call(caller, 'poke', asking)).toMatchObject({
      reject: { message: expect.stringContaining('at least 1000 transferred cycles') as string },
    });
    expect(net.call(asking, 'poke', asking).kind).toBe('reply');
    expect(net.call(asking, 'print', Uint8Array.of(1)).kind).toBe('reply');
  });

  it('is the canister itself for its status', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(AGENT);
    expect(manageFrom(net, id, 'canister_status', idArg(id)).kind).toBe('reply');
  });

  it('is told when there is no such method, argument or canister', () => {
    const net = TestNetwork.create(wasm);
    expect(() => net.reply(MANAGEMENT_CANISTER, 'no_such')).toThrow(
      "IC0536 Management canister has no method 'no_such'",
    );
    expect(() => net.reply(MANAGEMENT_CANISTER, 'start_canister', Uint8Array.of(1))).toThrow('IC0408');
    expect(() => net.manageCanister('start_canister', canisterIdFromNumber(0x1ffn))).toThrow('IC0301');
  });
});

describe('cycles', () => {
  it('are topped up and deposited', () => {
    const net = TestNetwork.create(wasm);
    const id = net.create({ cycles: 5n });
    net.manage('provisional_top_up_canister', candid.TopUpArg, { canister_id: principal(id), amount: 7n });
    expect(net.instance.cycles(id)).toBe(12n);
    const giver = net.deploy(AGENT, { cycles: 600_000_000_000n });
    expect(manageFrom(net, giver, 'deposit_cycles', idArg(id)).kind).toBe('reply');
    expect(net.instance.cycles(id)).toBe(600_000_000_012n);
    expect(net.instance.addCycles(id, 1n)).toBe(600_000_000_013n);
    expect(net.instance.addCycles(BOB, 1n)).toBeUndefined();
    expect(net.instance.addCycles(id, 2n ** 200n)).toBe(2n ** 128n - 1n);
    expect(net.instance.cycles(net.create({ cycles: 2n ** 300n }))).toBe(2n ** 128n - 1n);
  });
});

describe('the chunk store', () => {
  it('puts a module together', () => {
    const net = TestNetwork.create(wasm);
    const [store, target] = [net.create(), net.create()];
    const chunks = [AGENT.slice(0, 4), AGENT.slice(4)];
    const hashes = chunks.map((chunk) => {
      const reply = net.manage('upload_chunk', candid.UploadChunkArg, {
        canister_id: principal(store),
        chunk,
      });
      return decode(candid.UploadChunkResult, reply) as { hash: Uint8Array };
    });
    expect(hashes.map(({ hash }) => hash)).toEqual(
      chunks.map((chunk) => new Uint8Array(createHash('sha256').update(chunk).digest())),
    );
    const stored = IDL.decode([candid.StoredChunksResult], net.manageCanister('stored_chunks', store));
    expect(stored[0]).toHaveLength(2);
    const install = (moduleHash: Uint8Array, list = hashes): void => {
      net.manage('install_chunked_code', candid.InstallChunkedCodeArg, {
        mode: { install: null },
        target_canister: principal(target),
        store_canister: [principal(store)],
        chunk_hashes_list: list,
        wasm_module_hash: moduleHash,
        arg: new Uint8Array(0),
        sender_canister_version: [],
      });
    };
    const hash = new Uint8Array(createHash('sha256').update(AGENT).digest());
    expect(() => install(new Uint8Array(32))).toThrow('does not match given hash');
    expect(() => install(hash, [...hashes, { hash: new Uint8Array(32) }])).toThrow('was not found');
    install(hash);
    expect(net.instance.subnetOf(target)?.canister(target)?.moduleHash).toEqual(hash);
    net.manageCanister('clear_chunk_store', store);
    expect(IDL.decode([candid.StoredChunksResult], net.manageCanister('stored_chunks', store))[0]).toEqual(
      [],
    );
  });

  it('takes no chunk over a megabyte', () => {
    const net = TestNetwork.create(wasm);
    const arg = { canister_id: principal(net.create()), chunk: new Uint8Array(1024 * 1024 + 1) };
    expect(() => net.manage('upload_chunk', candid.UploadChunkArg, arg)).toThrow(
      'exceeds the maximum chunk size',
    );
  });
});

describe('what canisters may know', () => {
  it('is the history of others', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(AGENT);
    net.manageCanister('uninstall_code', id);
    update(net, id, { controllers: [[principal(ALICE)]] });
    const asker = net.deploy(AGENT);
    const arg = IDL.encode(
      [candid.CanisterInfoArg],
      [{ canister_id: principal(id), num_requested_changes: [3n] }],
    );
    const result = manageFrom(net, asker, 'canister_info', arg);
    if (result.kind !== 'reply') throw new Error(result.reject.message);
    const info = decode(candid.CanisterInfoResult, result.bytes) as {
      total_num_changes: bigint;
      recent_changes: { details: object; origin: object }[];
    };
    expect(info.total_num_changes).toBe(4n);
    expect(info.recent_changes.map(({ details }) => Object.keys(details)[0])).toEqual([
      'code_deployment',
      'code_uninstall',
      'controllers_change',
    ]);
    expect(info.recent_changes[0]?.origin).toEqual({ from_user: { user_id: principal(ANONYMOUS) } });
    expect(() => net.reply(MANAGEMENT_CANISTER, 'canister_info', arg)).toThrow('cannot be called by a user');
  });

  it('is randomness that differs each time', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(AGENT);
    const draws = [0, 1].map(() => manageFrom(net, id, 'raw_rand', IDL.encode([], [])));
    expect(draws.map(({ kind }) => kind)).toEqual(['reply', 'reply']);
    expect(draws[0]).not.toEqual(draws[1]);
  });
});

describe('logs', () => {
  const logs = (net: TestNetwork, id: PrincipalBytes, sender: PrincipalBytes) => {
    const call = { canisterId: MANAGEMENT_CANISTER, method: 'fetch_canister_logs', arg: idArg(id), sender };
    return net.instance.query({ ...call, effective: { kind: 'canister', id } });
  };

  it('keep the latest lines and show them to whom they may', () => {
    const net = TestNetwork.create(wasm);
    const id = net.deploy(AGENT);
    for (let line = 0; line < 250; line += 1) net.call(id, 'print', Uint8Array.of(line));
    const result = logs(net, id, ANONYMOUS);
    if (result.kind !== 'reply') throw new Error(result.reject.message);
    const shown = decode(candid.CanisterLogsResult, result.bytes) as {
      canister_log_records: { idx: bigint; content: Uint8Array }[];
    };
    const last = shown.canister_log_records.at(-1);
    expect(last?.idx).toBe(249n);
    expect(Buffer.from(last?.content ?? []).toString()).toBe('line 249');
    expect(shown.canister_log_records.length).toBeLessThan(250);
    expect(logs(net, id, ALICE)).toMatchObject({ kind: 'reject' });
    update(net, id, { log_visibility: [{ allowed_viewers: [principal(ALICE)] }] });
    expect(logs(net, id, ALICE).kind).toBe('reply');
    expect(logs(net, id, BOB).kind).toBe('reject');
    update(net, id, { log_visibility: [{ public: null }] });
    expect(logs(net, id, BOB).kind).toBe('reply');
  });
});

describe('routing', () => {
  const route = (net: TestNetwork, method: string, arg: Uint8Array, effective: object = { kind: 'none' }) =>
    net.instance.routeManagementCall({
      sender: ANONYMOUS,
      canisterId: MANAGEMENT_CANISTER,
      method,
      arg,
      effective: effective as { kind: 'none' },
    })?.info.kind;

  it('finds the subnet of the canister that the argument names', () => {
    const net = TestNetwork.create(wasm);
    const far = net.create({ subnet: II });
    expect(route(net, 'start_canister', idArg(far))).toBe('II');
    expect(route(net, 'start_canister', Uint8Array.of(1))).toBe('Application');
    expect(route(net, 'raw_rand', IDL.encode([], []))).toBe('Application');
    expect(route(net, 'start_canister', idArg(far), { kind: 'subnet', id: APPLICATION.id })).toBe(
      'Application',
    );
    expect(route(net, 'start_canister', Uint8Array.of(1), { kind: 'canister', id: far })).toBe('II');
    expect(route(net, 'start_canister', idArg(far), { kind: 'subnet', id: BOB })).toBeUndefined();
    expect(route(net, 'start_canister', idArg(far), { kind: 'canister', id: BOB })).toBeUndefined();
  });

  it('lets canisters manage canisters of other subnets', () => {
    const net = TestNetwork.create(wasm);
    const far = net.create({ subnet: II });
    const near = net.deploy(AGENT);
    update(net, far, { controllers: [[principal(near)]] });
    expect(manageFrom(net, near, 'stop_canister', idArg(far)).kind).toBe('reply');
    expect(manageFrom(net, near, 'delete_canister', idArg(far)).kind).toBe('reply');
    expect(net.instance.controllers(far)).toBeUndefined();
  });
});
