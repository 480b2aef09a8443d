import { describe, expect, it, vi } from 'vitest';
import { COUNTING_VARIABLE } from './canister_module.ts';
import { message, sandboxFromWat, trapOf, update } from './testing/wat_canister.ts';
import type { Execution, MessageInput } from './types.ts';

function run(body: string, rest = '', overrides: Partial<MessageInput> = {}): Execution {
  const wat = `(module (memory 1) ${rest} (func (export "canister_update run") ${body}))`;
  return sandboxFromWat(wat).run(message(update('run'), overrides));
}

function cost(body: string, rest = ''): bigint {
  return run(body, rest).instructions;
}

describe('cost in instructions', () => {
  it.each<[what: string, body: string, expected: bigint]>([
    ['an empty function', '', 1n],
    ['constants and arithmetic', '(drop (i32.add (i32.const 1) (i32.const 2)))', 1n + 4n],
    ['division', '(drop (i32.div_u (i32.const 6) (i32.const 2)))', 1n + 2n + 10n + 1n],
    ['a block', '(block (nop))', 1n + 1n],
    ['a branch taken', '(if (i32.const 1) (then (nop)) (else (nop) (nop)))', 1n + 1n + 2n + 1n],
    ['a branch not taken', '(if (i32.const 0) (then (nop)) (else (nop) (nop)))', 1n + 1n + 2n + 2n],
    ['code after a jump', '(block (br 0) (nop) (nop)) (nop)', 1n + 2n + 1n],
    ['a return', '(return) (nop)', 1n + 1n],
    ['a load and a store', '(i64.store (i32.const 8) (i64.load (i32.const 0)))', 1n + 2n + 2n],
    ['the memory size', '(drop (memory.size))', 1n + 20n + 1n],
    ['growing', '(drop (memory.grow (i32.const 1)))', 1n + 1n + 300n + 1n],
    [
      'filling 1,000 bytes',
      '(memory.fill (i32.const 0) (i32.const 1) (i32.const 1000))',
      1n + 3n + 100n + 1000n,
    ],
    ['copying 77 bytes', '(memory.copy (i32.const 0) (i32.const 9) (i32.const 77))', 1n + 3n + 100n + 77n],
    ['floats', '(drop (f64.min (f64.sqrt (f64.const 4)) (f64.const 1)))', 1n + 2n + 8n + 18n + 1n],
    [
      'conversions',
      '(drop (i32.trunc_sat_f64_u (f64.convert_i32_u (i32.const 4))))',
      1n + 1n + 16n + 20n + 1n,
    ],
    ['vectors', '(drop (i64x2.mul (v128.const i64x2 1 2) (v128.const i64x2 1 2)))', 1n + 2n + 4n + 1n],
  ])('%s', (_, body, expected) => {
    expect(cost(body)).toBe(expected);
  });

  it('calls pay for the callee and for themselves', () => {
    expect(cost('(call $f) (nop)', '(func $f (nop))')).toBe(1n + 5n + 1n + (1n + 1n));
  });

  it('indirect calls cost twice as much', () => {
    const table = '(table 1 funcref) (func $f) (elem (i32.const 0) $f)';
    expect(cost('(call_indirect (i32.const 0))', table)).toBe(1n + 1n + 10n + 1n);
  });

  it('loops pay for each round', () => {
    const round = 7n; // local.get, const, sub, local.tee, br_if
    const body = `(local i32) (local.set 0 (i32.const 100))
      (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))`;
    expect(cost(body)).toBe(1n + 2n + 100n * (round - 1n));
  });
});

it('should count the same each time', () => {
  const wat = `(module (memory 1) (func (export "canister_update run") (local i32)
    (loop (i32.store (local.get 0) (i32.load (local.get 0)))
      (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 4))) (i32.const 60000))))))`;
  const first = sandboxFromWat(wat);
  const counts = [1, 2, 3].map(() => {
    const { instructions } = first.run(message(update('run')));
    first.commit();
    return instructions;
  });
  expect(new Set([...counts, sandboxFromWat(wat).run(message(update('run'))).instructions]).size).toBe(1);
});

describe('a message that uses more than its limit', () => {
  const limited = { instructionLimit: 10_000n };
  const trap = 'IC0522 Canister exceeded the limit of 10000 instructions for single message execution..';

  it.each([
    ['loops without end', '(loop (br 0))', ''],
    ['calls itself without end', '(call $f)', '(func $f (return_call $f))'],
    ['fills too much at once', '(memory.fill (i32.const 0) (i32.const 1) (i32.const 60000))', ''],
    ['fills beyond the memory', '(memory.fill (i32.const 0) (i32.const 1) (i32.const -1))', ''],
  ])('should trap when it %s', (_, body, rest) => {
    const execution = run(body, rest, limited);
    expect(trapOf(execution)).toBe(trap);
    expect(execution.instructions).toBe(10_000n);
  });

  it('should trap when system functions cost too much', () => {
    const wat = `(module (import "ic0" "time" (func $time (result i64)))
      (func (export "canister_update run") (loop (drop (call $time)) (br 0))))`;
    expect(trapOf(sandboxFromWat(wat).run(message(update('run'), limited)))).toBe(trap);
  });

  it('should end well exactly at the limit and trap one below it', () => {
    const body = '(block (loop (nop))) (call $f)';
    const rest = '(func $f (nop))';
    const exact = cost(body, rest);
    expect(run(body, rest, { instructionLimit: exact }).kind).toBe('done');
    expect(run(body, rest, { instructionLimit: exact - 1n }).kind).toBe('trap');
  });
});

it('should not let a canister reach the counter', () => {
  const wat = (index: number) => `(module (func (export "canister_update run")
    (loop (global.set ${index} (i64.const 1000000)) (br 0))))`;
  for (let index = 0; index < 5; index++) expect(() => sandboxFromWat(wat(index))).toThrow(/not valid/);
});

it('should count nothing and limit nothing when it is switched off', () => {
  const body =
    '(memory.fill (i32.const 0) (i32.const 7) (i32.const 65536)) (drop (memory.grow (i32.const 1)))';
  vi.stubEnv(COUNTING_VARIABLE, '0');
  try {
    const execution = run(body, '', { instructionLimit: 10n });
    expect(execution).toMatchObject({ kind: 'done', instructions: 0n });
  } finally {
    vi.unstubAllEnvs();
  }
  // The same module with counting is another one.
  expect(run(body, '', { instructionLimit: 10n }).kind).toBe('trap');
});
