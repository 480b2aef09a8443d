import { describe, expect, it } from 'vitest';
import { createSandbox } from './sandbox.ts';
import { PRIVATE, rewriteModule } from './rewrite.ts';
import {
  isValidWasm,
  message,
  numberOf,
  sandboxFromWat,
  update,
  wasmFromWat,
  done,
  trapOf,
} from './testing/wat_canister.ts';
import { readModule } from './wasm_binary/module_sections.ts';

/** A canister whose update method `run` replies with the i32 that `body` leaves on the stack. */
function computing(body: string, rest = ''): string {
  return `(module
    (import "ic0" "msg_reply_data_append" (func $append (param i32 i32)))
    (import "ic0" "msg_reply" (func $reply))
    (memory 1)
    ${rest}
    (func (export "canister_update run")
      (i32.store (i32.const 0) ${body})
      (call $append (i32.const 0) (i32.const 4))
      (call $reply)))`;
}

function result(body: string, rest = ''): bigint {
  return numberOf(sandboxFromWat(computing(body, rest)).run(message(update('run'))));
}

describe('programs that use', () => {
  it.each<[feature: string, body: string, rest: string, expected: bigint]>([
    ['sign extension', '(i32.and (i32.extend8_s (i32.const 0x80)) (i32.const 0xffff))', '', 0xff80n],
    ['saturating conversion', '(i32.trunc_sat_f32_u (f32.const 1e20))', '', 0xffff_ffffn],
    [
      'several results',
      '(i32.add (call $two))',
      '(func $two (result i32 i32) (i32.const 30) (i32.const 12))',
      42n,
    ],
    [
      'blocks with parameters',
      '(i32.const 20) (block (param i32) (result i32) (i32.const 22) (i32.add))',
      '',
      42n,
    ],
    [
      'vectors',
      '(i32x4.extract_lane 2 (i32x4.add (v128.const i32x4 1 2 3 4) (i32x4.splat (i32.const 39))))',
      '',
      42n,
    ],
    [
      'vector memory access',
      '(block (result i32) (v128.store (i32.const 64) (v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15))' +
        ' (i8x16.extract_lane_u 7 (v128.load8_lane 7 (i32.const 77) (v128.const i64x2 0 0))))',
      '',
      13n,
    ],
    [
      'shuffles',
      '(i8x16.extract_lane_u 0 (i8x16.shuffle 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0' +
        ' (v128.const i64x2 0 0) (v128.const i8x16 1 42 3 4 5 6 7 8 9 10 11 12 13 14 15 16)))',
      '',
      42n,
    ],
    [
      'bulk memory',
      '(block (result i32) (memory.init $d (i32.const 100) (i32.const 1) (i32.const 2))' +
        ' (memory.copy (i32.const 101) (i32.const 100) (i32.const 2)) (memory.fill (i32.const 103) (i32.const 7) (i32.const 1))' +
        ' (i32.load (i32.const 100)))',
      '(data $d "abcd")',
      0x07636262n,
    ],
    [
      'branch tables',
      '(call $pick (i32.const 1))',
      `(func $pick (param i32) (result i32)
        (block (block (block (br_table 0 1 2 (local.get 0))) (return (i32.const 10))) (return (i32.const 42)))
        (i32.const 30))`,
      42n,
    ],
    [
      'several tables',
      '(call_indirect $second (type $t) (i32.const 1))',
      `(type $t (func (result i32))) (table $first 1 funcref) (table $second 2 funcref)
       (func $answer (result i32) (i32.const 42)) (elem (table $second) (i32.const 1) func $answer)`,
      42n,
    ],
    [
      'references',
      '(block (result i32) (table.set $refs (i32.const 0) (ref.func $f)) (ref.is_null (table.get $refs (i32.const 0))))',
      '(table $refs 1 funcref) (func $f) (elem declare func $f)',
      0n,
    ],
    [
      'typed select',
      '(ref.is_null (select (result funcref) (ref.null func) (ref.func $f) (i32.const 1)))',
      '(func $f) (elem declare func $f)',
      1n,
    ],
    [
      'tail calls',
      '(call $down (i32.const 200000) (i32.const 0))',
      `(func $down (param i32 i32) (result i32)
        (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
        (return_call $down (i32.sub (local.get 0) (i32.const 1)) (i32.add (local.get 1) (i32.const 1))))`,
      200_000n,
    ],
    [
      'recursion and loops',
      '(call $fibonacci (i32.const 15))',
      `(func $fibonacci (param $n i32) (result i32)
        (if (result i32) (i32.lt_u (local.get $n) (i32.const 2))
          (then (local.get $n))
          (else (i32.add (call $fibonacci (i32.sub (local.get $n) (i32.const 1)))
                         (call $fibonacci (i32.sub (local.get $n) (i32.const 2)))))))`,
      610n,
    ],
  ])('%s should compute the same when rewritten', (_, body, rest, expected) => {
    expect(result(body, rest)).toBe(expected);
  });
});

it('should keep every index of the canister as it was', () => {
  const bytes = wasmFromWat(computing('(global.get $g)', '(global $g (mut i32) (i32.const 42))'));
  const before = readModule(bytes);
  const after = readModule(rewriteModule(before, bytes.length, true).bytes);
  expect(after.imports).toEqual(before.imports);
  expect(after.types.slice(0, before.types.length)).toEqual(before.types);
  expect(after.functions.slice(0, before.functions.length)).toEqual(before.functions);
  expect(after.globals.slice(0, before.globals.length)).toEqual(before.globals);
});

it('should export what the host needs and nothing else but entry points', () => {
  const bytes = wasmFromWat(`(module (memory (export "memory") 1) (table (export "table") 1 funcref)
    (func $start) (start $start) (func (export "helper")) (func (export "canister_init"))
    (global (mut i64) (i64.const 1)) (global i32 (i32.const 1)) (global (mut f64) (f64.const 1)))`);
  const names = readModule(rewriteModule(readModule(bytes), bytes.length, true).bytes).exports.map(
    ({ name }) => name,
  );
  expect(names.sort()).toEqual(
    [
      'canister_init',
      PRIVATE.memory,
      PRIVATE.start,
      PRIVATE.callback,
      PRIVATE.grow,
      PRIVATE.counter,
      PRIVATE.pageLimit,
      PRIVATE.pageMaximum,
      PRIVATE.cause,
      PRIVATE.spent,
      `${PRIVATE.global}0`,
      `${PRIVATE.global}1`,
    ].sort(),
  );
});

it('should give valid modules for 64-bit memories', () => {
  const bytes = wasmFromWat(`(module (import "ic0" "msg_arg_data_copy" (func $copy (param i64 i64 i64)))
    (memory i64 1) (table 1 funcref)
    (func (export "canister_update run") (local i64)
      (drop (memory.grow (i64.const 1)))
      (memory.fill (i64.const 0) (i32.const 1) (memory.size))
      (memory.copy (i64.const 0) (i64.const 9) (i64.const 9))
      (call $copy (i64.const 0) (i64.const 0) (i64.load (i64.const 0)))))`);
  expect(isValidWasm(bytes)).toBe(true);
  expect(isValidWasm(rewriteModule(readModule(bytes), bytes.length, true).bytes)).toBe(true);
  expect(isValidWasm(rewriteModule(readModule(bytes), bytes.length, false).bytes)).toBe(true);
});

it('should accept a module with nothing in it', () => {
  const sandbox = sandboxFromWat('(module)');
  expect(done(sandbox.run(message({ kind: 'init', arg: new Uint8Array(0) }))).calls).toEqual([]);
  expect(sandbox.heapSize).toBe(0);
  sandbox.commit();
  expect(trapOf(sandbox.run(message(update('x'))))).toBe("IC0536 Canister has no update method 'x'..");
});

it('should take the same module twice and keep the canisters apart', () => {
  const wat = `(module (import "ic0" "msg_reply" (func $reply)) (memory 1)
    (func (export "canister_update write") (i32.store (i32.const 0) (i32.const 1)) (call $reply)))`;
  const first = sandboxFromWat(wat);
  const second = sandboxFromWat(wat);
  expect(first.module).toBe(second.module);
  done(first.run(message(update('write'))));
  first.commit();
  expect(first.state().heap.pages.size).toBe(1);
  expect(second.state().heap.pages.size).toBe(0);
  expect(createSandbox(first.module).state().heap.pages.size).toBe(0);
});
