import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, parseModule } from '../wasm/sandbox.ts';
import { wasmFromWat } from '../wasm/testing/wat_canister.ts';
import { MANAGEMENT_CANISTER } from './principal.ts';
import { II, TestNetwork } from './testing/test_network.ts';
import type { CallResult, PrincipalBytes } from './types.ts';

/*
 * The network with real wasm. The canister counts in a global and in memory: forward adds 1, a callback that
 * traps would add 10, the cleanup adds 100, the timer 1000. `forward`'s argument is 10 bytes of callee and a method.
 */
const WAT = `(module
  (import "ic0" "msg_arg_data_size" (func $arg_size (result i32)))
  (import "ic0" "msg_arg_data_copy" (func $arg_copy (param i32 i32 i32)))
  (import "ic0" "msg_reject_msg_size" (func $reject_size (result i32)))
  (import "ic0" "msg_reject_msg_copy" (func $reject_copy (param i32 i32 i32)))
  (import "ic0" "msg_reply_data_append" (func $append (param i32 i32)))
  (import "ic0" "msg_reply" (func $reply))
  (import "ic0" "trap" (func $trap (param i32 i32)))
  (import "ic0" "time" (func $time (result i64)))
  (import "ic0" "global_timer_set" (func $timer (param i64) (result i64)))
  (import "ic0" "certified_data_set" (func $certify (param i32 i32)))
  (import "ic0" "data_certificate_size" (func $certificate_size (result i32)))
  (import "ic0" "data_certificate_copy" (func $certificate_copy (param i32 i32 i32)))
  (import "ic0" "stable64_grow" (func $grow (param i64) (result i64)))
  (import "ic0" "stable64_size" (func $stable_size (result i64)))
  (import "ic0" "stable64_write" (func $stable_write (param i64 i64 i64)))
  (import "ic0" "stable64_read" (func $stable_read (param i64 i64 i64)))
  (import "ic0" "call_new" (func $call_new (param i32 i32 i32 i32 i32 i32 i32 i32)))
  (import "ic0" "call_on_cleanup" (func $on_cleanup (param i32 i32)))
  (import "ic0" "call_perform" (func $perform (result i32)))
  (import "ic0" "accept_message" (func $accept))
  (import "ic0" "msg_method_name_size" (func $method_size (result i32)))
  (memory 1)
  (global $count (mut i32) (i32.const 0))
  (table funcref (elem $answered $refused $cleaned $trapping))
  (data (i32.const 8) "stop here")
  (func $add (param i32)
    (global.set $count (i32.add (global.get $count) (local.get 0)))
    (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (local.get 0))))
  (func $fail (call $trap (i32.const 8) (i32.const 9)))
  (func $say_count
    (i32.store (i32.const 64) (global.get $count))
    (call $append (i32.const 64) (i32.const 4))
    (call $append (i32.const 0) (i32.const 4))
    (call $reply))
  (func $send (param $fn i32)
    (call $arg_copy (i32.const 100) (i32.const 0) (call $arg_size))
    (call $add (i32.const 1))
    (call $call_new (i32.const 100) (i32.const 10)
      (i32.const 110) (i32.sub (call $arg_size) (i32.const 10))
      (local.get $fn) (i32.const 0) (i32.const 1) (i32.const 0))
    (call $on_cleanup (i32.const 2) (i32.const 0))
    (drop (call $perform)))
  (func $answered (param i32)
    (call $arg_copy (i32.const 200) (i32.const 0) (call $arg_size))
    (call $append (i32.const 200) (call $arg_size))
    (call $reply))
  (func $refused (param i32)
    (call $reject_copy (i32.const 200) (i32.const 0) (call $reject_size))
    (call $append (i32.const 200) (call $reject_size))
    (call $reply))
  (func $cleaned (param i32) (call $add (i32.const 100)))
  (func $trapping (param i32) (call $add (i32.const 10)) (call $fail))
  (func (export "canister_update forward") (call $send (i32.const 0)))
  (func (export "canister_composite_query compose") (call $send (i32.const 0)))
  (func (export "canister_update forward_trap") (call $send (i32.const 3)))
  (func (export "canister_update fail") (call $add (i32.const 5)) (call $fail))
  (func (export "canister_update add") (call $add (i32.const 1)) (call $say_count))
  (func (export "canister_query count") (call $say_count) (call $add (i32.const 50)))
  (func (export "canister_update arm")
    (drop (call $timer (i64.add (call $time) (i64.const 1000000000))))
    (call $reply))
  (func (export "canister_global_timer") (call $add (i32.const 1000)))
  (func (export "canister_update certify")
    (call $arg_copy (i32.const 100) (i32.const 0) (call $arg_size))
    (call $certify (i32.const 100) (call $arg_size))
    (call $reply))
  (func (export "canister_query certificate")
    (call $certificate_copy (i32.const 300) (i32.const 0) (call $certificate_size))
    (call $append (i32.const 300) (call $certificate_size))
    (call $reply))
  (func (export "canister_pre_upgrade")
    (if (i64.eqz (call $stable_size)) (then (drop (call $grow (i64.const 1)))))
    (call $stable_write (i64.const 0) (i64.const 0) (i64.const 4)))
  (func (export "canister_post_upgrade")
    (if (call $arg_size) (then (call $fail)))
    (call $stable_read (i64.const 0) (i64.const 0) (i64.const 4))
    (global.set $count (i32.load (i32.const 0))))
  (func (export "canister_inspect_message")
    (if (i32.lt_u (call $method_size) (i32.const 20)) (then (call $accept))))
)`;

const MODULE = wasmFromWat(WAT);
const WASM = { createSandbox, parseModule };

/** The counts in the global and in memory, which must agree. */
function count(result: CallResult): number {
  if (result.kind === 'reject') throw new Error(result.reject.message);
  const [inGlobal, inMemory] = [0, 4].map((at) => Buffer.from(result.bytes).readInt32LE(at));
  expect(inGlobal).toBe(inMemory);
  return inGlobal ?? -1;
}
const textOf = (result: CallResult): string =>
  result.kind === 'reply'
    ? Buffer.from(result.bytes).toString()
    : `${result.reject.errorCode} ${result.reject.message}`;
const to = (callee: PrincipalBytes, method: string): Uint8Array =>
  Uint8Array.of(...callee, ...Buffer.from(method));

function pair(stateDir?: string) {
  const net = TestNetwork.create(WASM, stateDir);
  const id = net.deploy(MODULE);
  return { net, id, near: net.deploy(MODULE), far: net.deploy(MODULE, { subnet: II }) };
}

describe('wasm canisters', () => {
  it('undo memory and globals of a message that traps', () => {
    const { net, id } = pair();
    expect(count(net.call(id, 'add'))).toBe(1);
    expect(textOf(net.call(id, 'fail'))).toMatch(/^IC0503 Error from Canister .*'stop here'/);
    expect(count(net.query(id, 'count'))).toBe(1);
    expect(count(net.query(id, 'count'))).toBe(1);
    expect(net.logs).toEqual(['[TRAP]: stop here']);
  });

  it('call others, near and far, and themselves', () => {
    const { net, id, near, far } = pair();
    for (const callee of [near, far, id]) {
      const answer = net.call(id, 'forward', to(callee, 'add'));
      expect(count(answer)).toBe(callee === id ? 4 : 1);
    }
    expect(textOf(net.call(id, 'forward', to(near, 'fail')))).toMatch(/^IC0503: Error from Canister/);
    expect(textOf(net.call(id, 'forward', to(far, 'none')))).toMatch(
      /^IC0536: .*has no update method 'none'/,
    );
    expect(textOf(net.call(id, 'forward', to(far, '')))).toMatch(/^IC0536: .*has no update method ''/);
  });

  it('keep what came before an await when the callback traps, and clean up', () => {
    const { net, id, far } = pair();
    expect(textOf(net.call(id, 'forward_trap', to(far, 'add')))).toMatch(/^IC0503 .*'stop here'/);
    expect(count(net.query(id, 'count'))).toBe(101);
    expect(count(net.query(far, 'count'))).toBe(1);
  });

  it('compose queries on their subnet, and change nothing', () => {
    const { net, id, near, far } = pair();
    net.call(near, 'add');
    expect(count(net.query(id, 'compose', to(near, 'count')))).toBe(1);
    expect(textOf(net.query(id, 'compose', to(far, 'count')))).toMatch(/^IC0301: Canister .* not found/);
    expect(textOf(net.query(id, 'compose', to(near, 'add')))).toMatch(/^IC0536: .* no query method 'add'/);
    expect(count(net.query(id, 'compose', Uint8Array.of(...to(near, 'count'))))).toBe(1);
    expect(count(net.query(id, 'count'))).toBe(0);
  });

  it('run timers', () => {
    const { net, id } = pair();
    net.call(id, 'arm');
    net.instance.tick();
    expect(count(net.query(id, 'count'))).toBe(0);
    net.instance.setTime(net.instance.time + 1_000_000_000n);
    net.instance.tick();
    net.instance.tick();
    expect(count(net.query(id, 'count'))).toBe(1000);
  });

  it('see a certificate in queries only', () => {
    const { net, id } = pair();
    net.call(id, 'certify', Uint8Array.of(1, 2, 3));
    expect(net.instance.subnetOf(id)?.canister(id)?.certifiedData).toEqual(Uint8Array.of(1, 2, 3));
    expect(textOf(net.query(id, 'certificate'))).toContain('certificate of ');
    expect(net.call(id, 'certificate').kind).toBe('reject');
  });

  it('upgrade with their stable memory, or stay as they were', () => {
    const { net, id } = pair();
    net.call(id, 'add');
    expect(() => net.install(id, MODULE, { upgrade: [] }, Uint8Array.of(1))).toThrow('stop here');
    expect(net.instance.stableMemory(id)).toHaveLength(0);
    expect(count(net.call(id, 'add'))).toBe(2);
    net.install(id, MODULE, { upgrade: [] });
    expect(count(net.query(id, 'count'))).toBe(2);
    expect(net.instance.stableMemory(id)).toHaveLength(65_536);
  });

  it('inspect what users send, not what canisters send', () => {
    const { net, id, near } = pair();
    const long = 'a_method_with_a_long_name';
    expect(() => net.submit(id, long)).toThrow(/^IC0406 Error from Canister .* rejected the message/);
    expect(textOf(net.call(near, 'forward', to(id, long)))).toMatch(/^IC0536/);
  });

  it('have their stable memory set and read from outside', () => {
    const { net, id } = pair();
    expect(net.instance.setStableMemory(id, Uint8Array.of(9, 0, 0, 0))).toBe(true);
    expect([...(net.instance.stableMemory(id) ?? [])].slice(0, 2)).toEqual([9, 0]);
    expect(net.instance.setStableMemory(Uint8Array.of(1), Uint8Array.of(9))).toBe(false);
    expect(net.instance.stableMemory(Uint8Array.of(1))).toBeUndefined();
  });
});

describe('wasm canisters in a state folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'local-ic-wasm-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('go on where they were, a call under way included', () => {
    const { net, id, far } = pair(folder);
    net.call(id, 'add');
    net.instance.flush();
    net.call(id, 'add');
    net.install(far, MODULE, { upgrade: [] });
    const waiting = net.submit(id, 'forward', to(far, 'add'));
    net.instance.tick();
    net.instance.flush();
    const again = TestNetwork.open(WASM, folder);
    expect(count(again.result(waiting))).toBe(1);
    expect(count(again.query(id, 'count'))).toBe(3);
    expect(again.instance.stableMemory(far)).toHaveLength(65_536);
    expect(count(again.call(id, 'add'))).toBe(4);
  });
});

describe('the network', () => {
  /** A script that touches much; the state it leads to. */
  function play(): unknown {
    const { net, id, near, far } = pair();
    net.call(id, 'forward', to(far, 'add'));
    net.call(near, 'forward_trap', to(id, 'add'));
    net.call(far, 'arm');
    net.instance.setTime(net.instance.time + 2_000_000_000n);
    net.call(id, 'forward', Uint8Array.of(...to(near, 'fail')));
    const random = net.create();
    return {
      time: net.instance.time,
      random,
      counts: [id, near, far].map((each) => count(net.query(each, 'count'))),
      versions: net.instance.subnets.map(({ version }) => version),
      ingress: net.instance.subnets.map((subnet) => [...subnet.ingress()]),
    };
  }

  it('comes to the same state by the same script', () => {
    expect(play()).toEqual(play());
  });

  it('refuses calls to the management canister that no subnet can serve', () => {
    const { net } = pair();
    const effective = { kind: 'subnet', id: Uint8Array.of(9) } as const;
    expect(() => net.submit(MANAGEMENT_CANISTER, 'raw_rand', undefined, undefined, effective)).toThrow(
      'IC0301',
    );
  });
});
