import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import { createSandbox, parseModule } from '../wasm/sandbox.ts';
import { canister, wasmFromWat } from '../wasm/testing/wat_canister.ts';
import {
  CanisterIdArg,
  CanisterStatusResult,
  type SettingsArg,
  UpdateSettingsArg,
} from './management/candid.ts';
import { MANAGEMENT_CANISTER, principalText } from './principal.ts';
import { II, NO_SETTINGS, TestNetwork } from './testing/test_network.ts';
import type { CallResult, PrincipalBytes } from './types.ts';

/*
 * How messages, calls and cycles go together, on canisters in WebAssembly. The argument of the methods that call is
 * ten bytes of callee and the method's name. Answers of numbers are little-endian.
 */
const WAT = canister(
  [
    'msg_arg_data_size',
    'msg_arg_data_copy',
    'msg_reject_code',
    'msg_deadline',
    'msg_cycles_available128',
    'msg_cycles_accept128',
    'msg_cycles_refunded128',
    'call_new',
    'call_on_cleanup',
    'call_perform',
    'call_cycles_add128',
    'call_with_best_effort_response',
    'canister_status',
    'canister_self_copy',
    'canister_liquid_cycle_balance128',
    'cycles_burn128',
    'cost_call',
    'trap',
  ],
  `(table funcref (elem $show_answer $show_code $show_refund $poll_again $trap_now $note_cleanup))
   (data (i32.const 8) "stop here") (data (i32.const 24) "quick")
   (global $beats (mut i32) (i32.const 0)) (global $hooks (mut i32) (i32.const 0))
   (global $cleaned (mut i32) (i32.const 0)) (global $notes (mut i32) (i32.const 0))
   (func $answer32 (param i32) (i32.store (i32.const 64) (local.get 0)) (call $answer (i32.const 64) (i32.const 4)))
   (func $new (param $reply i32) (param $reject i32)
     (call $msg_arg_data_copy (i32.const 100) (i32.const 0) (call $msg_arg_data_size))
     (call $call_new (i32.const 100) (i32.const 10)
       (i32.const 110) (i32.sub (call $msg_arg_data_size) (i32.const 10))
       (local.get $reply) (i32.const 0) (local.get $reject) (i32.const 0)))
   (func $show_answer (param i32)
     (call $msg_arg_data_copy (i32.const 200) (i32.const 0) (call $msg_arg_data_size))
     (call $answer (i32.const 200) (call $msg_arg_data_size)))
   (func $show_code (param i32) (call $answer32 (call $msg_reject_code)))
   (func $show_refund (param i32) (call $msg_cycles_refunded128 (i32.const 64)) (call $answer (i32.const 64) (i32.const 16)))
   (func $trap_now (param i32) (global.set $notes (i32.const 7)) (call $trap (i32.const 8) (i32.const 9)))
   (func $note_cleanup (param i32) (global.set $cleaned (i32.add (global.get $cleaned) (i32.const 1))))

   (func (export "canister_update ask") (call $new (i32.const 0) (i32.const 1)) (drop (call $call_perform)))
   (func (export "canister_update ask_briefly")
     (call $new (i32.const 0) (i32.const 1)) (call $call_with_best_effort_response (i32.const 10)) (drop (call $call_perform)))
   (func (export "canister_update ask_paying")
     (call $new (i32.const 2) (i32.const 2)) (call $call_cycles_add128 (i64.const 0) (i64.const 100)) (drop (call $call_perform)))
   (func (export "canister_update ask_and_trap")
     (global.set $notes (i32.const 1))
     (call $new (i32.const 4) (i32.const 4)) (call $call_on_cleanup (i32.const 5) (i32.const 0)) (drop (call $call_perform)))
   (func (export "canister_update ask_then_trap") (global.set $notes (i32.const 9)) (call $new (i32.const 0) (i32.const 1))
     (drop (call $call_perform)) (call $trap (i32.const 8) (i32.const 9)))
   (func (export "canister_update reply_then_trap") (global.set $notes (i32.const 1))
     (call $new (i32.const 4) (i32.const 4)) (drop (call $call_perform)) (call $answer32 (i32.const 5)))
   (func (export "canister_update twice") (call $new (i32.const 0) (i32.const 1)) (drop (call $call_perform))
     (call $answer32 (i32.const 3)) (call $answer32 (i32.const 3)))
   (func (export "canister_update silent"))

   (func (export "canister_update quick") (call $answer32 (i32.const 1)))
   (func (export "canister_update deadline") (i64.store (i32.const 64) (call $msg_deadline)) (call $answer (i32.const 64) (i32.const 8)))
   (func (export "canister_update take_30")
     (call $msg_cycles_accept128 (i64.const 0) (i64.const 30) (i32.const 64)) (call $answer (i32.const 64) (i32.const 16)))
   (func (export "canister_update take_all_and_trap")
     (call $msg_cycles_accept128 (i64.const 0) (i64.const 100) (i32.const 64)) (call $trap (i32.const 8) (i32.const 9)))

   (func $poll (call $canister_self_copy (i32.const 100) (i32.const 0) (i32.const 10))
     (call $call_new (i32.const 100) (i32.const 10) (i32.const 24) (i32.const 5) (i32.const 3) (i32.const 0) (i32.const 3) (i32.const 0))
     (drop (call $call_perform)))
   (func $poll_again (param i32)
     (if (i32.eq (call $canister_status) (i32.const 2)) (then (call $answer32 (i32.const 2))) (else (call $poll))))
   (func (export "canister_update wait") (call $poll))

   (func (export "canister_query notes") (call $answer32 (i32.add (global.get $notes) (i32.mul (i32.const 100) (global.get $cleaned)))))
   (func (export "canister_query beats") (call $answer32 (global.get $beats)))
   (func (export "canister_query hooks") (call $answer32 (global.get $hooks)))
   (func (export "canister_heartbeat") (global.set $beats (i32.add (global.get $beats) (i32.const 1))))
   (func (export "canister_on_low_wasm_memory") (global.set $hooks (i32.add (global.get $hooks) (i32.const 1))))
   (func (export "canister_update grow") (call $answer32 (memory.grow (i32.const 4))))
   (func (export "canister_update liquid") (call $canister_liquid_cycle_balance128 (i32.const 64)) (call $answer (i32.const 64) (i32.const 16)))
   (func (export "canister_update burn") (call $cycles_burn128 (i64.const 0) (i64.const 0x7fffffffffffffff) (i32.const 64)) (call $answer (i32.const 64) (i32.const 16)))
   (func (export "canister_query cost") (call $cost_call (i64.const 5) (i64.const 10) (i32.const 64)) (call $answer (i32.const 64) (i32.const 16)))
   (func (export "canister_query loop") (loop $l (br $l)))
   (func $deeper (param i32) (result i32) (i32.add (i32.const 1) (call $deeper (i32.add (local.get 0) (i32.const 1)))))
   (func (export "canister_update recurse") (call $answer32 (call $deeper (i32.const 0))))`,
);
const MODULE = wasmFromWat(WAT);

const principal = (id: PrincipalBytes): Principal => Principal.fromUint8Array(id);
const to = (callee: PrincipalBytes, method: string): Uint8Array =>
  Uint8Array.of(...callee, ...Buffer.from(method));
const canisterArg = (id: PrincipalBytes): Uint8Array =>
  IDL.encode([CanisterIdArg], [{ canister_id: principal(id) }]);

/** The number of a reply, or the code and text of a reject. */
function shown(result: CallResult): bigint | string {
  if (result.kind === 'reject') return `${result.reject.errorCode} ${result.reject.message}`;
  return result.bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
function network(): { net: TestNetwork; id: PrincipalBytes; near: PrincipalBytes; far: PrincipalBytes } {
  const net = TestNetwork.create({ createSandbox, parseModule });
  const id = net.deploy(MODULE);
  return { net, id, near: net.deploy(MODULE), far: net.deploy(MODULE, { subnet: II }) };
}
function change(net: TestNetwork, id: PrincipalBytes, settings: Partial<SettingsArg>): void {
  const arg = {
    canister_id: principal(id),
    settings: { ...NO_SETTINGS, ...settings },
    sender_canister_version: [],
  };
  net.manage('update_settings', UpdateSettingsArg, arg);
}
function status(net: TestNetwork, id: PrincipalBytes): Record<string, unknown> {
  const reply = net.manageCanister('canister_status', id);
  return IDL.decode([CanisterStatusResult], reply)[0] as unknown as Record<string, unknown>;
}

describe('a call', () => {
  it('that is best-effort tells its deadline and is given up at it', () => {
    const { net, id, far } = network();
    const deadline = shown(net.call(id, 'ask_briefly', to(far, 'deadline'))) as bigint;
    expect(deadline - net.instance.time).toBeLessThanOrEqual(10_000_000_000n);
    expect(deadline - net.instance.time).toBeGreaterThan(9_000_000_000n);
    expect(shown(net.call(id, 'ask', to(far, 'deadline')))).toBe(0n);
    const waiting = net.submit(id, 'ask_briefly', to(far, 'wait'));
    net.instance.tick();
    net.instance.setTime(net.instance.time + 11_000_000_000n);
    expect(shown(net.result(waiting))).toBe(6n);
  });

  it('leaves its context open as long as calls are outstanding, answered or not', () => {
    const { net, id, near } = network();
    const waiting = net.submit(id, 'wait');
    for (let round = 0; round < 5; round += 1) net.instance.tick();
    expect(net.instance.ingressStatus(waiting)).toEqual({ kind: 'processing' });
    expect(shown(net.call(id, 'quick'))).toBe(1n);
    // Answered at once; the callback that comes later traps and changes nothing of that.
    expect(shown(net.call(near, 'reply_then_trap', to(near, 'quick')))).toBe(5n);
    net.instance.tick();
    expect(shown(net.query(near, 'notes'))).toBe(1n);
    expect(shown(net.call(near, 'silent'))).toMatch(/^IC0506 .*did not reply/);
  });

  it('is not made when the message traps after it, and replies only once', () => {
    const { net, id, near } = network();
    expect(shown(net.call(id, 'ask_then_trap', to(near, 'ask_and_trap')))).toMatch(/^IC0503 /);
    expect(shown(net.query(id, 'notes'))).toBe(0n);
    expect(shown(net.call(id, 'twice', to(near, 'quick')))).toMatch(/^IC0504 /);
  });

  it('keeps what came before it when its callback traps, and cleans up', () => {
    const { net, id, near, far } = network();
    for (const callee of [near, far]) {
      expect(shown(net.call(id, 'ask_and_trap', to(callee, 'quick')))).toMatch(/^IC0503 .*'stop here'/);
    }
    expect(shown(net.query(id, 'notes'))).toBe(201n);
  });

  it('is refused by canisters that are stopped, deleted or not there', () => {
    const { net, id, near, far } = network();
    for (const callee of [near, far]) {
      net.manageCanister('stop_canister', callee);
      expect(shown(net.call(id, 'ask', to(callee, 'quick')))).toBe(5n);
      net.manageCanister('delete_canister', callee);
      expect(shown(net.call(id, 'ask', to(callee, 'quick')))).toBe(3n);
    }
    expect(shown(net.call(id, 'ask', to(id, 'none')))).toBe(5n);
  });
});

describe('a stopping canister', () => {
  it('refuses calls, its own too, but runs callbacks until the last context is closed', () => {
    const { net, id, near } = network();
    const waiting = net.submit(near, 'wait');
    net.instance.tick();
    const stop = net.submit(MANAGEMENT_CANISTER, 'stop_canister', canisterArg(near));
    const late = net.submit(id, 'ask', to(near, 'quick'));
    expect(shown(net.result(waiting))).toBe(2n);
    expect(net.result(stop).kind).toBe('reply');
    expect(shown(net.result(late))).toBe(5n);
    expect(status(net, near)['status']).toEqual({ stopped: null });
    const beats = shown(net.query(id, 'beats'));
    net.manageCanister('start_canister', near);
    expect(shown(net.query(near, 'beats'))).toBeLessThan(beats as bigint);
  });
});

describe('cycles', () => {
  it('go over as far as they are accepted, the rest comes back', () => {
    const { net, id, near, far } = network();
    for (const callee of [near, far]) {
      const before = [id, callee].map((each) => net.instance.cycles(each) ?? 0n);
      expect(shown(net.call(id, 'ask_paying', to(callee, 'take_30')))).toBe(70n);
      expect(shown(net.call(id, 'ask_paying', to(callee, 'quick')))).toBe(100n);
      expect(shown(net.call(id, 'ask_paying', to(callee, 'take_all_and_trap')))).toBe(100n);
      expect(shown(net.call(id, 'ask_paying', to(callee, 'none')))).toBe(100n);
      const after = [id, callee].map((each) => net.instance.cycles(each) ?? 0n);
      expect([before[0]! - after[0]!, after[1]! - before[1]!]).toEqual([30n, 30n]);
    }
  });

  it('that calls cost are nothing on subnets of the system', () => {
    const { net, id, far } = network();
    expect(shown(net.query(id, 'cost'))).toBeGreaterThan(40_000_000_000n);
    expect(shown(net.query(far, 'cost'))).toBe(0n);
  });

  it('below the freezing threshold stay where they are', () => {
    const { net, id, near, far } = network();
    const balance = net.instance.cycles(id) ?? 0n;
    expect(shown(net.call(id, 'liquid'))).toBe(balance);
    change(net, id, { freezing_threshold: [1_000_000n], memory_allocation: [2n ** 30n] });
    const frozen = 127_000n * 1_000_000n;
    expect(status(net, id)['idle_cycles_burned_per_day']).toBe(127_000n * 86_400n);
    expect(shown(net.call(id, 'liquid'))).toBe(balance - frozen);
    // A canister can spend down to the threshold, not further.
    expect(shown(net.call(id, 'burn'))).toBe(balance - frozen);
    expect(net.instance.cycles(id)).toBe(frozen);
    expect(shown(net.call(id, 'ask_paying', to(near, 'take_30')))).toMatch(/^IC0504 .* out of cycles/);
    expect(shown(net.call(id, 'quick'))).toBe(1n);
    const beats = shown(net.query(id, 'beats'));
    change(net, id, { freezing_threshold: [2_000_000n] });
    const text = `Canister ${principalText(id)} is out of cycles: please top up the canister with at least `;
    expect(() => net.submit(id, 'quick')).toThrow(`IC0207 ${text}127_000_000_000 additional cycles`);
    expect(shown(net.query(id, 'notes'))).toMatch(/^IC0207 .* because it's frozen/);
    expect(shown(net.call(near, 'ask', to(id, 'quick')))).toBe(2n);
    net.instance.addCycles(id, frozen);
    expect(shown(net.query(id, 'beats'))).toBeLessThanOrEqual((beats as bigint) + 1n);
    change(net, far, { freezing_threshold: [2n ** 60n], memory_allocation: [2n ** 40n] });
    expect(shown(net.call(far, 'quick'))).toBe(1n);
  });
});

describe('the system', () => {
  it('runs the hook for low memory once each time memory becomes low', () => {
    const { net, id } = network();
    change(net, id, { wasm_memory_limit: [20n * 65_536n], wasm_memory_threshold: [10n * 65_536n] });
    const grow = (): bigint | string => {
      net.call(id, 'grow');
      net.instance.tick();
      net.instance.tick();
      return shown(net.query(id, 'hooks'));
    };
    expect([grow(), grow(), grow(), grow()]).toEqual([0n, 0n, 1n, 1n]);
    expect(shown(net.call(id, 'grow'))).toMatch(/^IC0539 .*memory limit of 1310720 bytes/);
  });

  it('keeps statistics of queries, not of updates', () => {
    const { net, id } = network();
    net.call(id, 'quick');
    net.query(id, 'notes', Uint8Array.of(1, 2, 3));
    net.query(id, 'beats', Uint8Array.of(4));
    expect(status(net, id)['query_stats']).toMatchObject({
      num_calls_total: 2n,
      request_payload_bytes_total: 4n,
      response_payload_bytes_total: 8n,
    });
  });

  it(
    'ends queries that loop, and updates that recurse, and the canister lives on',
    { timeout: 60_000 },
    () => {
      const { net, id } = network();
      expect(shown(net.query(id, 'loop'))).toMatch(
        /^IC0522 .* exceeded the limit of 5000000000 instructions for single message execution/,
      );
      expect(shown(net.call(id, 'recurse'))).toMatch(/^IC0502 .*stack overflow/);
      expect(shown(net.call(id, 'quick'))).toBe(1n);
    },
  );
});
