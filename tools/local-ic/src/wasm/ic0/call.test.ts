import { describe, expect, it } from 'vitest';
import {
  canister,
  done,
  message,
  numberOf,
  sandboxFromWat,
  trapOf,
  update,
} from '../testing/wat_canister.ts';
import type { Entry, MessageInput } from '../types.ts';
import { MAX_CALL_BYTES } from './limits.ts';

/** `$begin` starts a call of method `go` of the canister `CALLEE`, reply callback 1 and reject callback 2. */
const sandbox = sandboxFromWat(
  canister(
    [
      'call_new',
      'call_data_append',
      'call_on_cleanup',
      'call_cycles_add',
      'call_cycles_add128',
      'call_with_best_effort_response',
      'call_perform',
      'canister_cycle_balance',
    ],
    `(data (i32.const 0) "\\09\\08\\07go!payload")
     (global $result (mut i32) (i32.const 0))
     (func $begin (call $call_new (i32.const 0) (i32.const 3) (i32.const 3) (i32.const 2)
       (i32.const 1) (i32.const 11) (i32.const 2) (i32.const -1)))
     (func $perform_and_answer (i32.store (i32.const 100) (call $call_perform)) (call $answer (i32.const 100) (i32.const 4)))
     (func $append (param i32 i32) (call $call_data_append (local.get 0) (local.get 1)))
     (func (export "canister_update plain") (call $begin) (call $perform_and_answer))
     (func (export "canister_update full")
       (call $begin) (call $append (i32.const 6) (i32.const 3)) (call $append (i32.const 9) (i32.const 4))
       (call $call_on_cleanup (i32.const 3) (i32.const 33))
       (call $call_cycles_add (i64.const 1000)) (call $call_cycles_add128 (i64.const 1) (i64.const 5))
       (call $call_with_best_effort_response (i32.const 60))
       (call $perform_and_answer))
     (func (export "canister_update forgotten")
       (call $begin) (call $call_cycles_add (i64.const 1000)) (call $begin)
       (i64.store (i32.const 100) (call $canister_cycle_balance)) (call $answer (i32.const 100) (i32.const 8)))
     (func (export "canister_update spends")
       (call $begin) (call $call_cycles_add (i64.const 1000)) (drop (call $call_perform))
       (call $begin) (call $call_cycles_add (i64.const 200))
       (i64.store (i32.const 100) (call $canister_cycle_balance)) (call $answer (i32.const 100) (i32.const 8)))
     (func (export "canister_update too_dear") (call $begin) (call $call_cycles_add (i64.const 600)) (call $call_cycles_add (i64.const 600)))
     (func (export "canister_update perform_early") (drop (call $call_perform)))
     (func (export "canister_update append_early") (call $append (i32.const 0) (i32.const 1)))
     (func (export "canister_update cleanup_early") (call $call_on_cleanup (i32.const 0) (i32.const 0)))
     (func (export "canister_update cycles_early") (call $call_cycles_add (i64.const 0)))
     (func (export "canister_update timeout_early") (call $call_with_best_effort_response (i32.const 1)))
     (func (export "canister_update append_late") (call $begin) (drop (call $call_perform)) (call $append (i32.const 0) (i32.const 1)))
     (func (export "canister_update two_cleanups") (call $begin)
       (call $call_on_cleanup (i32.const 0) (i32.const 0)) (call $call_on_cleanup (i32.const 0) (i32.const 0)))
     (func (export "canister_update two_timeouts") (call $begin)
       (call $call_with_best_effort_response (i32.const 1)) (call $call_with_best_effort_response (i32.const 1)))
     (func (export "canister_update long_timeout") (call $begin)
       (call $call_with_best_effort_response (i32.const -1)) (call $perform_and_answer))
     (func (export "canister_update long_name") (call $call_new (i32.const 0) (i32.const 3) (i32.const 0) (i32.const 20001)
       (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))
     (func (export "canister_update no_principal") (call $call_new (i32.const 0) (i32.const 30) (i32.const 0) (i32.const 1)
       (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))
     (func (export "canister_update outside") (call $call_new (i32.const 65535) (i32.const 3) (i32.const 0) (i32.const 1)
       (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))
     (func (export "canister_update large") (local i32) (call $begin)
       (loop (call $append (i32.const 0) (i32.const 65536))
         (br_if 0 (i32.ne (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 160)))))
     (func (export "canister_update many") (local i32)
       (loop (call $begin) (global.set $result (call $call_perform))
         (br_if 0 (i32.ne (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 501))))
       (i32.store (i32.const 100) (global.get $result)) (call $answer (i32.const 100) (i32.const 4)))
     (func $callback (param i32) (i32.store (i32.const 100) (local.get 0)) (call $answer (i32.const 100) (i32.const 4)))
     (func $failing (param i32) (unreachable))
     (func $untyped)
     (table 5 funcref) (elem (i32.const 1) $callback $failing $untyped)`,
  ),
);

function run(entry: Entry, overrides: Partial<MessageInput> = {}) {
  const execution = sandbox.run(message(entry, overrides));
  sandbox.revert();
  return execution;
}

const CALLEE = Uint8Array.of(9, 8, 7);
const bare = {
  callee: CALLEE,
  method: 'go',
  cycles: 0n,
  timeoutSeconds: undefined,
  onReply: { fn: 1, env: 11n },
  onReject: { fn: 2, env: 0xffff_ffffn },
  onCleanup: undefined,
};

describe('a call', () => {
  it('should go out with its callee, method and callbacks', () => {
    const execution = run(update('plain'));
    expect(numberOf(execution)).toBe(0n);
    expect(done(execution).calls).toEqual([{ ...bare, arg: Buffer.alloc(0) }]);
  });

  it('should carry argument, cleanup, cycles and deadline', () => {
    const cycles = (1n << 64n) + 1005n;
    expect(done(run(update('full'), { balance: cycles })).calls).toEqual([
      { ...bare, arg: Buffer.from('payload'), onCleanup: { fn: 3, env: 33n }, cycles, timeoutSeconds: 60 },
    ]);
  });

  it('should wait 300 seconds at most', () => {
    expect(done(run(update('long_timeout'))).calls[0]?.timeoutSeconds).toBe(300);
  });

  it('should take its cycles at once and give them back when it is forgotten', () => {
    expect(numberOf(run(update('forgotten'), { balance: 5000n }))).toBe(5000n);
    const spending = run(update('spends'), { balance: 5000n });
    expect(numberOf(spending)).toBe(3800n);
    expect(done(spending).calls.map(({ cycles }) => cycles)).toEqual([1000n]);
  });

  it('should not be made when 500 wait already', () => {
    const execution = run(update('many'));
    expect(numberOf(execution)).toBe(2n);
    expect(done(execution).calls.length).toBe(500);
    const waiting = run(update('plain'), { callsWaiting: (callee) => (callee[0] === 9 ? 500 : 0) });
    expect(numberOf(waiting)).toBe(2n);
    expect(done(waiting).calls).toEqual([]);
  });

  it.each([
    ['perform_early', 'ic0.call_perform called when no call is under construction.'],
    ['append_early', 'ic0.call_data_append called when no call is under construction.'],
    ['cleanup_early', 'ic0.call_on_cleanup called when no call is under construction.'],
    ['cycles_early', 'ic0.call_cycles_add called when no call is under construction.'],
    ['timeout_early', 'ic0.call_with_best_effort_response called when no call is under construction.'],
    ['append_late', 'ic0.call_data_append called when no call is under construction.'],
    ['two_cleanups', 'can be called at most once'],
    ['two_timeouts', 'a timeout is already set'],
    ['long_name', 'Size of method_name 20001 exceeds the allowed limit of 20000.'],
    ['outside', 'ic0.call_new callee_src: src=65535 + length=3 exceeds the slice size=65536'],
    ['large', `which exceeds the allowed limit of ${MAX_CALL_BYTES}.`],
  ])('should trap: %s', (method, error) => {
    const trap = trapOf(run(update(method)));
    expect(trap).toMatch(/^IC0504 Canister violated contract: /);
    expect(trap).toContain(error);
  });

  it('should trap when the callee is no principal or the cycles are not there', () => {
    expect(trapOf(run(update('no_principal')))).toBe('IC0504 Canister provided invalid principal id.');
    expect(trapOf(run(update('too_dear'), { balance: 1000n }))).toBe(
      'IC0504 Canister is out of cycles: please top up the canister with at least 200 additional cycles',
    );
  });
});

describe('a callback', () => {
  const replied = (fn: number, env: bigint): Entry => ({
    kind: 'reply_callback',
    fn,
    env,
    bytes: new Uint8Array(0),
    composite: false,
  });

  it('should get its environment', () => {
    expect(numberOf(run(replied(1, 0xffff_fffen)))).toBe(0xffff_fffen);
    expect(
      numberOf(run({ kind: 'reject_callback', fn: 1, env: 7n, code: 5, message: '', composite: false })),
    ).toBe(7n);
  });

  it.each([
    ['not in the table', 99],
    ['an empty place of it', 0],
    ['of another type', 3],
  ])('should be reported when it is %s', (_, fn) => {
    expect(trapOf(run(replied(fn, 0n)))).toBe(
      `IC0513 Canister requested to invoke a non-existent Wasm function ${fn} from table 0.`,
    );
  });

  it('should not be taken for missing when it traps', () => {
    expect(trapOf(run(replied(2, 0n)))).toBe('IC0502 Canister trapped: unreachable.');
  });

  it('should be missing where there is no table', () => {
    expect(trapOf(sandboxFromWat('(module)').run(message(replied(0, 0n))))).toContain('IC0513');
  });
});
