import { expect, it } from 'vitest';
import {
  canister,
  message,
  numberOf,
  replyOf,
  sandboxFromWat,
  trapOf,
  update,
} from '../testing/wat_canister.ts';

const ENVIRONMENT = new Map([
  ['b', 'second'],
  ['a', 'fïrst'],
  ['c', ''],
]);

const sandbox = sandboxFromWat(
  canister(
    [
      'env_var_count',
      'env_var_name_size',
      'env_var_name_copy',
      'env_var_name_exists',
      'env_var_value_size',
      'env_var_value_copy',
    ],
    `(data (i32.const 500) "abcx\\ff")
     (func $answer32 (param i32) (i32.store (i32.const 0) (local.get 0)) (call $answer (i32.const 0) (i32.const 4)))
     (func $value (param i32)
       (call $env_var_value_copy (local.get 0) (i32.const 1) (i32.const 0) (i32.const 0)
         (call $env_var_value_size (local.get 0) (i32.const 1)))
       (call $answer (i32.const 0) (call $env_var_value_size (local.get 0) (i32.const 1))))
     (func (export "canister_update count") (call $answer32 (call $env_var_count)))
     (func (export "canister_update names") (local i32)
       (loop (call $env_var_name_copy (local.get 0) (local.get 0) (i32.const 0) (call $env_var_name_size (local.get 0)))
         (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (call $env_var_count))))
       (call $answer (i32.const 0) (local.get 0)))
     (func (export "canister_update value_a") (call $value (i32.const 500)))
     (func (export "canister_update value_c") (call $value (i32.const 502)))
     (func (export "canister_update value_x") (call $value (i32.const 503)))
     (func (export "canister_update exists_b") (call $answer32 (call $env_var_name_exists (i32.const 501) (i32.const 1))))
     (func (export "canister_update exists_x") (call $answer32 (call $env_var_name_exists (i32.const 503) (i32.const 1))))
     (func (export "canister_update no_index") (drop (call $env_var_name_size (i32.const 3))))
     (func (export "canister_update no_text") (drop (call $env_var_name_exists (i32.const 504) (i32.const 1))))
     (func (export "canister_update too_long") (drop (call $env_var_value_size (i32.const 0) (i32.const 129))))
     (func (export "canister_update too_much")
       (call $env_var_value_copy (i32.const 501) (i32.const 1) (i32.const 0) (i32.const 3) (i32.const 4)))`,
  ),
);

function run(method: string) {
  const execution = sandbox.run(message(update(method), { environment: ENVIRONMENT }));
  sandbox.revert();
  return execution;
}

it('should list names in order', () => {
  expect(numberOf(run('count'))).toBe(3n);
  expect(Buffer.from(replyOf(run('names'))).toString()).toBe('abc');
});

it('should look values up', () => {
  expect(Buffer.from(replyOf(run('value_a'))).toString()).toBe('fïrst');
  expect(replyOf(run('value_c')).length).toBe(0);
  expect(numberOf(run('exists_b'))).toBe(1n);
  expect(numberOf(run('exists_x'))).toBe(0n);
});

it.each([
  ['value_x', 'Environment variable x not found.'],
  ['no_index', 'Environment variable index 3 is out of bounds. The number of environment variables is 3.'],
  [
    'no_text',
    'Canister violated contract: ic0.env_var_name_exists: Variable name is not a valid UTF-8 string.',
  ],
  ['too_long', 'Canister violated contract: ic0.env_var_value_size: Variable name is too large.'],
  [
    'too_much',
    'Canister violated contract: ic0.env_var_value_copy content: src=3 + length=4 exceeds the slice size=6.',
  ],
])('should trap: %s', (method, error) => {
  expect(trapOf(run(method))).toBe(`IC0504 ${error}`);
});
