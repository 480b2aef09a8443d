import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import { createTopology } from '../../certificate/topology.ts';
import { createInstance, openInstance } from '../instance.ts';
import { ANONYMOUS } from '../principal.ts';
import type { CallResult, Instance, InstancePorts, SystemFeature } from '../types.ts';
import * as types from './cycles_ledger_types.ts';

const ALL: readonly SystemFeature[] = ['registry', 'cycles_minting', 'cycles_token'];
const LEDGER = Principal.fromText('um5iw-rqaaa-aaaaq-qaaba-cai').toUint8Array();
const MINTING = Principal.fromText('rkp4c-7iaaa-aaaaa-aaaca-cai').toUint8Array();
const REGISTRY = Principal.fromText('rwlgt-iiaaa-aaaaa-aaaaa-cai').toUint8Array();
const BOB = Principal.fromUint8Array(Uint8Array.of(2, 2, 2));
const NOTHING = IDL.encode([], []);
const FEE = 100_000_000n;
const PORTS: InstancePorts = {
  dataCertificate: () => new Uint8Array(0),
  log: () => undefined,
  rootKeyDer: () => new Uint8Array(133),
};

function start(stateDir?: string): Instance {
  const options = { subnets: createTopology(['NNS', 'II', 'Application']), time: 10n ** 18n, features: ALL };
  return createInstance(stateDir === undefined ? options : { ...options, stateDir }, PORTS);
}

function query<T>(net: Instance, canisterId: Uint8Array, method: string, type: IDL.Type, arg = NOTHING): T {
  const sender = ANONYMOUS;
  return decode(net.query({ canisterId, method, arg, sender, effective: { kind: 'none' } }), type) as T;
}

let messages = 0;
function call(net: Instance, method: string, arg: Uint8Array, sender = ANONYMOUS): CallResult {
  const messageId = new Uint8Array(32);
  new DataView(messageId.buffer).setUint32(0, ++messages);
  const message = { canisterId: LEDGER, method, arg, sender, effective: { kind: 'none' } as const };
  const submitted = net.submitIngress({ ...message, messageId, expiry: net.time + 10n ** 12n });
  if (!submitted.ok) return { kind: 'reject', reject: submitted.reject };
  const status = net.runUntilDone(messageId, 10);
  if (status?.kind === 'replied') return { kind: 'reply', bytes: status.bytes };
  if (status?.kind === 'rejected') return { kind: 'reject', reject: status.reject };
  throw new Error('no answer');
}

function decode(result: CallResult, type: IDL.Type): unknown {
  if (result.kind === 'reject') throw new Error(`${result.reject.errorCode} ${result.reject.message}`);
  return IDL.decode([type], result.bytes)[0];
}

function balance(net: Instance, owner: Principal): bigint {
  const arg = IDL.encode([types.AccountArg], [{ owner, subaccount: [] }]);
  return query(net, LEDGER, 'icrc1_balance_of', IDL.Nat, arg);
}

function create(net: Instance, fields: object = {}, sender = ANONYMOUS): unknown {
  const arg = {
    from_subaccount: [],
    created_at_time: [],
    amount: 2_000_000_000_000n,
    creation_args: [],
    ...fields,
  };
  return decode(
    call(net, 'create_canister', IDL.encode([types.CreateArg], [arg]), sender),
    types.CreateResult,
  );
}

describe('the cycles minting canister and the registry', () => {
  it('say where canisters may be created, and where one is', () => {
    const net = start();
    const [nns, , application] = net.subnets.map(({ info }) => Principal.fromUint8Array(info.id));
    expect(query(net, MINTING, 'get_default_subnets', IDL.Vec(IDL.Principal))).toEqual([application]);
    const Arg = IDL.Record({ principal: IDL.Opt(IDL.Principal) });
    const Result = IDL.Variant({ Ok: IDL.Record({ subnet_id: IDL.Opt(IDL.Principal) }), Err: IDL.Text });
    const find = (id: Uint8Array): unknown =>
      query(
        net,
        REGISTRY,
        'get_subnet_for_canister',
        Result,
        IDL.encode([Arg], [{ principal: [Principal.fromUint8Array(id)] }]),
      );
    expect(find(MINTING)).toEqual({ Ok: { subnet_id: [nns] } });
    expect(find(new Uint8Array(10).fill(0x55))).toHaveProperty('Err');
  });
});

describe('the cycles ledger', () => {
  it('creates canisters from the funds of the caller, who controls them', () => {
    const net = start();
    const before = balance(net, Principal.anonymous());
    expect(before).toBe(2n ** 127n);
    const { Ok } = create(net) as { Ok: { canister_id: Principal; block_id: bigint } };
    const id = Ok.canister_id.toUint8Array();
    expect(net.subnetOf(id)?.info.kind).toBe('Application');
    expect(net.controllers(id)).toEqual([ANONYMOUS]);
    expect(net.cycles(id)).toBe(1_500_000_000_000n);
    expect(balance(net, Principal.anonymous())).toBe(before - 2_000_000_000_000n - FEE);
    expect(Ok.block_id).toBe(1n);
  });

  it('creates them where it is told, with the settings that it is told', () => {
    const net = start();
    const subnet = Principal.fromUint8Array(net.subnets[1]!.info.id);
    const settings = {
      controllers: [[BOB]],
      compute_allocation: [],
      memory_allocation: [],
      freezing_threshold: [5n],
      reserved_cycles_limit: [],
    };
    const created = create(net, {
      creation_args: [{ subnet_selection: [{ Subnet: { subnet } }], settings: [settings] }],
    }) as { Ok: { canister_id: Principal } };
    const id = created.Ok.canister_id.toUint8Array();
    expect(net.subnetOf(id)?.info.kind).toBe('II');
    expect(net.controllers(id)).toEqual([BOB.toUint8Array()]);
  });

  it('takes nothing when it cannot create', () => {
    const net = start();
    expect(create(net, {}, BOB.toUint8Array())).toEqual({ Err: { InsufficientFunds: { balance: 0n } } });
    const nowhere = { subnet_selection: [{ Subnet: { subnet: BOB } }], settings: [] };
    expect(create(net, { creation_args: [nowhere] })).toHaveProperty('Err.FailedToCreate');
    expect(create(net, { amount: 1n })).toHaveProperty('Err.FailedToCreate');
    expect(create(net, { from_subaccount: [new Uint8Array(5)] })).toHaveProperty('Err.GenericError');
    expect(balance(net, Principal.anonymous())).toBe(2n ** 127n);
  });

  it('sends cycles to accounts and into canisters, and keeps its books over a restart', () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'ledger-'));
    const net = start(stateDir);
    const to = { owner: BOB, subaccount: [] };
    const transfer = { from_subaccount: [], to, amount: 5n * FEE, fee: [], memo: [], created_at_time: [] };
    const encoded = IDL.encode([types.TransferArg], [transfer]);
    expect(decode(call(net, 'icrc1_transfer', encoded), types.TransferResult)).toEqual({ Ok: 1n });
    const withdrawal = { amount: FEE, from_subaccount: [], created_at_time: [] };
    const withdraw = (target: Uint8Array): unknown => {
      const arg = IDL.encode([types.WithdrawArg], [{ ...withdrawal, to: Principal.fromUint8Array(target) }]);
      return decode(call(net, 'withdraw', arg, BOB.toUint8Array()), types.WithdrawResult);
    };
    const before = net.cycles(MINTING)!;
    expect(withdraw(MINTING)).toEqual({ Ok: 2n });
    expect(net.cycles(MINTING)).toBe(before + FEE);
    expect(withdraw(Uint8Array.of(9))).toHaveProperty('Err.InvalidReceiver');
    expect(balance(net, BOB)).toBe(3n * FEE);
    net.flush();
    net.close();
    const again = openInstance(stateDir, PORTS);
    expect(balance(again, BOB)).toBe(3n * FEE);
    expect(query(again, LEDGER, 'icrc1_total_supply', IDL.Nat)).toBe(2n ** 127n - 3n * FEE);
    again.close();
    rmSync(stateDir, { recursive: true });
  });

  it('takes arguments that are part of a larger buffer', () => {
    const net = start();
    const arg = IDL.encode([types.AccountArg], [{ owner: BOB, subaccount: [] }]);
    const view = Buffer.concat([Buffer.from('before'), arg]).subarray(6);
    expect(query(net, LEDGER, 'icrc1_balance_of', IDL.Nat, view)).toBe(0n);
  });

  it('refuses what it does not know', () => {
    const net = start();
    expect(call(net, 'mint', NOTHING)).toMatchObject({ reject: { errorCode: 'IC0536' } });
    expect(call(net, 'toString', NOTHING)).toMatchObject({ reject: { errorCode: 'IC0536' } });
    expect(call(net, 'create_canister', Uint8Array.of(1))).toMatchObject({ kind: 'reject' });
    expect(() => query(net, LEDGER, 'create_canister', IDL.Nat)).toThrow('IC0536');
  });
});
