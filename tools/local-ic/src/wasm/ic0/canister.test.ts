import { describe, expect, it } from 'vitest';
import {
  CALLER,
  canister,
  done,
  message,
  NOW,
  numberOf,
  query,
  replyOf,
  sandboxFromWat,
  SELF,
  SUBNET,
  trapOf,
  update,
} from '../testing/wat_canister.ts';
import type { Entry, MessageInput } from '../types.ts';

const sandbox = sandboxFromWat(
  canister(
    [
      'canister_self_size',
      'canister_self_copy',
      'subnet_self_size',
      'subnet_self_copy',
      'canister_status',
      'canister_version',
      'is_controller',
      'in_replicated_execution',
      'time',
      'global_timer_set',
      'performance_counter',
      'msg_caller_copy',
      'msg_caller_size',
    ],
    `(func $answer64 (param i64) (i64.store (i32.const 1000) (local.get 0)) (call $answer (i32.const 1000) (i32.const 8)))
     (func $answer32 (param i32) (call $answer64 (i64.extend_i32_u (local.get 0))))
     (func (export "canister_update self")
       (call $canister_self_copy (i32.const 0) (i32.const 0) (call $canister_self_size))
       (call $answer (i32.const 0) (call $canister_self_size)))
     (func (export "canister_update subnet")
       (call $subnet_self_copy (i32.const 0) (i32.const 0) (call $subnet_self_size))
       (call $answer (i32.const 0) (call $subnet_self_size)))
     (func (export "canister_update status") (call $answer32 (call $canister_status)))
     (func (export "canister_update version") (call $answer64 (call $canister_version)))
     (func (export "canister_update controlled")
       (call $msg_caller_copy (i32.const 0) (i32.const 0) (call $msg_caller_size))
       (call $answer32 (call $is_controller (i32.const 0) (call $msg_caller_size))))
     (func (export "canister_update no_principal") (drop (call $is_controller (i32.const 0) (i32.const 30))))
     (func $replicated (call $answer32 (call $in_replicated_execution)))
     (func (export "canister_update replicated") (call $replicated))
     (func (export "canister_query replicated_query") (call $replicated))
     (func (export "canister_update time") (call $answer64 (call $time)))
     (func (export "canister_update timer") (call $answer64 (call $global_timer_set (i64.const 77))))
     (func (export "canister_update timer_twice")
       (drop (call $global_timer_set (i64.const 77))) (call $answer64 (call $global_timer_set (i64.const 0))))
     (func (export "canister_update counter") (call $answer64 (call $performance_counter (i32.const 0))))
     (func (export "canister_update counters") (local i64)
       (local.set 0 (call $performance_counter (i32.const 0)))
       (call $answer64 (i64.sub (call $performance_counter (i32.const 0)) (local.get 0))))
     (func (export "canister_update call_counter") (call $answer64 (call $performance_counter (i32.const 1))))
     (func (export "canister_update no_counter") (call $answer64 (call $performance_counter (i32.const 2))))`,
  ),
);

function run(entry: Entry, overrides: Partial<MessageInput> = {}) {
  const execution = sandbox.run(message(entry, overrides));
  sandbox.revert();
  return execution;
}

it('should know itself, its subnet, its status and its version', () => {
  expect([...replyOf(run(update('self')))]).toEqual([...SELF]);
  expect([...replyOf(run(update('subnet')))]).toEqual([...SUBNET]);
  expect(numberOf(run(update('status'), { canisterStatus: 2 }))).toBe(2n);
  expect(numberOf(run(update('version'), { canisterVersion: 2n ** 64n - 1n }))).toBe(2n ** 64n - 1n);
});

it('should know its controllers', () => {
  expect(numberOf(run(update('controlled')))).toBe(1n);
  expect(numberOf(run(update('controlled'), { controllers: [SELF] }))).toBe(0n);
  expect(numberOf(run(update('controlled'), { controllers: [Buffer.concat([CALLER, CALLER])] }))).toBe(0n);
  expect(trapOf(run(update('no_principal')))).toBe('IC0504 Canister provided invalid principal id.');
});

it('should know how it is executed', () => {
  const asUpdate: Entry = {
    kind: 'query',
    method: 'replicated_query',
    arg: new Uint8Array(0),
    replicated: true,
  };
  expect(numberOf(run(update('replicated')))).toBe(1n);
  expect(numberOf(run(asUpdate))).toBe(1n);
  expect(numberOf(run(query('replicated_query')))).toBe(0n);
});

it('should tell the time and keep a timer', () => {
  expect(numberOf(run(update('time')))).toBe(NOW);
  const set = run(update('timer'), { globalTimer: 5n });
  expect([numberOf(set), done(set).globalTimer]).toEqual([5n, 77n]);
  const cleared = run(update('timer_twice'), { globalTimer: 5n });
  expect([numberOf(cleared), done(cleared).globalTimer]).toEqual([77n, 0n]);
  expect(done(run(update('time'))).globalTimer).toBeUndefined();
});

describe('performance_counter', () => {
  it('should count what the message used so far', () => {
    // Entering (1), the argument, two calls and what reading the counter costs.
    expect(numberOf(run(update('counter')))).toBe(1n + 1n + 5n + 5n + 200n);
    expect(numberOf(run(update('counters')))).toBe(200n);
  });

  it('should add what earlier messages of the call used', () => {
    expect(numberOf(run(update('call_counter'), { callContextInstructions: 10_000n }))).toBe(10_212n);
  });

  it('should trap for other counters', () => {
    expect(trapOf(run(update('no_counter')))).toBe(
      'IC0504 Canister violated contract: Error getting performance counter type 2',
    );
  });
});
