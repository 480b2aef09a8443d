import { describe, expect, it } from 'vitest';
import { canister, message, sandboxFromWat, trapOf, update } from '../testing/wat_canister.ts';

const sandbox = sandboxFromWat(
  canister(
    ['debug_print', 'trap'],
    `(data (i32.const 0) "hello\\ff")
     (func (export "canister_update print")
       (call $debug_print (i32.const 0) (i32.const 5)) (call $debug_print (i32.const 1) (i32.const 2)) (call $msg_reply))
     (func (export "canister_update print_bytes") (call $debug_print (i32.const 4) (i32.const 2)))
     (func (export "canister_update print_outside") (call $debug_print (i32.const -1) (i32.const 5)))
     (func (export "canister_update print_long") (call $debug_print (i32.const 0) (i32.const 65536)))
     (func (export "canister_update print_and_trap")
       (call $debug_print (i32.const 0) (i32.const 5)) (call $trap (i32.const 1) (i32.const 3)))
     (func (export "canister_update trap_silently") (call $trap (i32.const 0) (i32.const 0)))
     (func (export "canister_update trap_outside") (call $trap (i32.const 65535) (i32.const 9)))
     (func (export "canister_update trap_bytes") (call $trap (i32.const 4) (i32.const 2)))`,
  ),
);

function run(method: string) {
  const execution = sandbox.run(message(update(method)));
  sandbox.revert();
  return execution;
}

describe('debug_print', () => {
  it('should write to the log in order', () => {
    expect(run('print').logs).toEqual(['hello', 'el']);
  });

  it('should never trap, whatever it is given', () => {
    expect(run('print_bytes')).toMatchObject({ kind: 'done', logs: ['o\ufffd'] });
    expect(run('print_outside')).toMatchObject({
      kind: 'done',
      logs: ['(debug_print message out of memory bounds)'],
    });
  });

  it('should be cut to 32 KiB and charged for what the log holds', () => {
    const execution = run('print_long');
    expect(execution.logs[0]?.length).toBe(32 * 1024);
    expect(execution.instructions).toBe(1n + 2n + 5n + 100n + 2n * 4096n + 50n * 4096n);
  });
});

describe('trap', () => {
  it('should end the message with its text, after what was printed', () => {
    const execution = run('print_and_trap');
    expect(trapOf(execution)).toBe("IC0503 Canister called `ic0.trap` with message: 'ell'.");
    expect(execution.logs).toEqual(['hello', '[TRAP]: ell']);
  });

  it('should work without a text, outside of the heap and with bytes that are no text', () => {
    expect(run('trap_silently').logs).toEqual(['[TRAP]: (no message)']);
    expect(trapOf(run('trap_silently'))).toBe("IC0503 Canister called `ic0.trap` with message: ''.");
    expect(trapOf(run('trap_outside'))).toContain('(trap message out of memory bounds)');
    expect(trapOf(run('trap_bytes'))).toContain("'o\ufffd'");
  });
});
