import { describe, expect, it } from 'vitest';
import {
  CALLER,
  canister,
  done,
  message,
  numberOf,
  replyOf,
  sandboxFromWat,
  trapOf,
  update,
} from '../testing/wat_canister.ts';
import type { Entry } from '../types.ts';

const ARG = Uint8Array.of(10, 11, 12, 13);

describe('the argument', () => {
  const sandbox = sandboxFromWat(
    canister(
      ['msg_arg_data_size', 'msg_arg_data_copy'],
      `(func $echo (call $msg_arg_data_copy (i32.const 50) (i32.const 0) (call $msg_arg_data_size))
         (call $answer (i32.const 50) (call $msg_arg_data_size)))
       (func (export "canister_update echo") (call $echo))
       (func $callback (param i32) (call $echo)) (table 1 funcref) (elem (i32.const 0) $callback)
       (func (export "canister_update middle")
         (call $msg_arg_data_copy (i32.const 65534) (i32.const 1) (i32.const 2)) (call $answer (i32.const 65534) (i32.const 2)))
       (func (export "canister_update beyond") (call $msg_arg_data_copy (i32.const 0) (i32.const 2) (i32.const 3)))
       (func (export "canister_update outside") (call $msg_arg_data_copy (i32.const 65535) (i32.const 0) (i32.const 2)))
       (func (export "canister_update negative") (call $msg_arg_data_copy (i32.const -1) (i32.const 0) (i32.const 2)))
       (func (export "canister_update wraps") (call $msg_arg_data_copy (i32.const 0) (i32.const -1) (i32.const 2)))`,
    ),
  );
  const run = (entry: Entry) => {
    const execution = sandbox.run(message(entry));
    sandbox.revert();
    return execution;
  };

  it('should reach the canister whole or in part', () => {
    expect([...replyOf(run(update('echo', ARG)))]).toEqual([...ARG]);
    expect([...replyOf(run(update('echo')))]).toEqual([]);
    expect([...replyOf(run(update('middle', ARG)))]).toEqual([11, 12]);
  });

  it('should be the reply in a reply callback', () => {
    const entry: Entry = { kind: 'reply_callback', fn: 0, env: 0n, bytes: ARG, composite: false };
    expect([...replyOf(run(entry))]).toEqual([...ARG]);
  });

  it.each([
    ['beyond', 'ic0.msg_arg_data_copy content: src=2 + length=3 exceeds the slice size=4'],
    ['outside', 'ic0.msg_arg_data_copy heap: src=65535 + length=2 exceeds the slice size=65536'],
    ['negative', 'ic0.msg_arg_data_copy heap: src=4294967295 + length=2 exceeds the slice size=65536'],
    ['wraps', 'ic0.msg_arg_data_copy content: src=4294967295 + length=2 exceeds the slice size=4'],
  ])('should trap when a range is wrong: %s', (method, error) => {
    expect(trapOf(run(update(method, ARG)))).toBe(`IC0504 Canister violated contract: ${error}.`);
  });

  it('should cost one instruction for each byte', () => {
    const long = run(update('echo', new Uint8Array(1000))).instructions;
    const longer = run(update('echo', new Uint8Array(1100))).instructions;
    // Copied in for one and sent for fifty.
    expect(longer - long).toBe(100n * 51n);
  });
});

it('should name the caller', () => {
  const sandbox = sandboxFromWat(
    canister(
      ['msg_caller_size', 'msg_caller_copy'],
      `(func (export "canister_update caller")
        (call $msg_caller_copy (i32.const 0) (i32.const 0) (call $msg_caller_size))
        (call $answer (i32.const 0) (call $msg_caller_size)))`,
    ),
  );
  expect([...replyOf(sandbox.run(message(update('caller'))))]).toEqual([...CALLER]);
});

describe('a rejected call', () => {
  const sandbox = sandboxFromWat(
    canister(
      ['msg_reject_code', 'msg_reject_msg_size', 'msg_reject_msg_copy'],
      `(table 2 funcref) (elem (i32.const 0) $code $text)
       (func $code (param i32) (i32.store (i32.const 0) (call $msg_reject_code)) (call $answer (i32.const 0) (i32.const 4)))
       (func $text (param i32)
         (call $msg_reject_msg_copy (i32.const 0) (i32.const 0) (call $msg_reject_msg_size))
         (call $answer (i32.const 0) (call $msg_reject_msg_size)))
       (func $cleanup (param i32) (i32.store (i32.const 0) (call $msg_reject_code)))`,
    ),
  );
  const run = (entry: Entry) => {
    const execution = sandbox.run(message(entry));
    sandbox.revert();
    return execution;
  };
  const rejected = (fn: number, composite: boolean): Entry => ({
    kind: 'reject_callback',
    fn,
    env: 0n,
    code: 4,
    message: 'nö',
    composite,
  });

  it.each([false, true])('should tell its code and text (composite: %s)', (composite) => {
    expect(numberOf(run(rejected(0, composite)))).toBe(4n);
    expect(Buffer.from(replyOf(run(rejected(1, composite)))).toString()).toBe('nö');
  });

  it('should have code 0 in a reply callback and no text', () => {
    const replied = (fn: number): Entry => ({
      kind: 'reply_callback',
      fn,
      env: 0n,
      bytes: ARG,
      composite: false,
    });
    expect(numberOf(run(replied(0)))).toBe(0n);
    expect(trapOf(run(replied(1)))).toContain('cannot be executed in reply callback mode');
  });
});

it('should tell inspect_message the method, and updates their deadline', () => {
  const sandbox = sandboxFromWat(
    canister(
      ['msg_method_name_size', 'msg_method_name_copy', 'msg_deadline', 'accept_message', 'debug_print'],
      `(func (export "canister_inspect_message")
         (call $msg_method_name_copy (i32.const 0) (i32.const 0) (call $msg_method_name_size))
         (call $debug_print (i32.const 0) (call $msg_method_name_size))
         (call $accept_message))
       (func (export "canister_update deadline")
         (i64.store (i32.const 0) (call $msg_deadline)) (call $answer (i32.const 0) (i32.const 8)))`,
    ),
  );
  const inspection = sandbox.run(message({ kind: 'inspect_message', method: 'transfer', arg: ARG }));
  expect(done(inspection).messageAccepted).toBe(true);
  expect(inspection.logs).toEqual(['transfer']);
  sandbox.revert();
  expect(numberOf(sandbox.run(message(update('deadline'), { deadline: 2n ** 60n })))).toBe(2n ** 60n);
});
