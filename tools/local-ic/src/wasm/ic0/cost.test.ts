import { expect, it } from 'vitest';
import { canister, message, numberOf, sandboxFromWat, trapOf, update } from '../testing/wat_canister.ts';

const sandbox = sandboxFromWat(
  canister(
    [
      'cost_call',
      'cost_create_canister',
      'cost_http_request',
      'cost_sign_with_ecdsa',
      'cost_sign_with_schnorr',
      'cost_vetkd_derive_key',
    ],
    `(data (i32.const 100) "key_1dfx_test_keyother")
     (func $answer128 (call $answer (i32.const 0) (i32.const 16)))
     (func $answer_code (param i32)
       (i32.store (i32.const 16) (local.get 0)) (call $answer (i32.const 0) (i32.const 20)))
     (func (export "canister_update call") (call $cost_call (i64.const 5) (i64.const 1000) (i32.const 0)) (call $answer128))
     (func (export "canister_update create") (call $cost_create_canister (i32.const 0)) (call $answer128))
     (func (export "canister_update http") (call $cost_http_request (i64.const 100) (i64.const 2000) (i32.const 0)) (call $answer128))
     (func (export "canister_update ecdsa")
       (call $answer_code (call $cost_sign_with_ecdsa (i32.const 100) (i32.const 5) (i32.const 0) (i32.const 0))))
     (func (export "canister_update ecdsa_curve")
       (call $answer_code (call $cost_sign_with_ecdsa (i32.const 100) (i32.const 5) (i32.const 1) (i32.const 0))))
     (func (export "canister_update schnorr")
       (call $answer_code (call $cost_sign_with_schnorr (i32.const 105) (i32.const 12) (i32.const 1) (i32.const 0))))
     (func (export "canister_update schnorr_key")
       (call $answer_code (call $cost_sign_with_schnorr (i32.const 117) (i32.const 5) (i32.const 1) (i32.const 0))))
     (func (export "canister_update vetkd")
       (call $answer_code (call $cost_vetkd_derive_key (i32.const 105) (i32.const 12) (i32.const 0) (i32.const 0))))
     (func (export "canister_update outside")
       (drop (call $cost_vetkd_derive_key (i32.const 105) (i32.const 12) (i32.const 9) (i32.const 65530))))`,
  ),
);

function cost(method: string, subnetSize = 13, subnetIsFree = false): bigint {
  const overrides = { subnetSize, subnetIsFree, signingSubnetSize: 34 };
  const execution = sandbox.run(message(update(method), overrides));
  sandbox.revert();
  return numberOf(execution);
}

const CODE = 1n << 128n;

it('should price a call with its longest answer', () => {
  const sending = 260_000n + (5n + 1000n + 2n * 1024n * 1024n) * 1000n;
  const callback = 5_000_000n + 40_000_000_000n;
  expect(cost('call')).toBe(sending + callback);
  expect(cost('call', 26)).toBe(2n * (sending + callback));
});

it('should price creation by the size of the subnet', () => {
  expect(cost('create')).toBe(500_000_000_000n);
  expect(cost('create', 34)).toBe((500_000_000_000n * 34n) / 13n);
});

it('should price outcalls', () => {
  expect(cost('http')).toBe((3_000_000n + 60_000n * 13n + 400n * 100n + 800n * 2000n) * 13n);
});

it('should price nothing that a subnet of the system does itself', () => {
  expect([cost('call', 34, true), cost('create', 34, true), cost('http', 34, true)]).toEqual([0n, 0n, 0n]);
  expect(cost('ecdsa', 34, true)).toBe(26_153_846_153n);
});

it('should price signatures by the subnet that holds the keys, and refuse unknown curves and keys', () => {
  expect(cost('ecdsa')).toBe(26_153_846_153n);
  expect(cost('schnorr')).toBe(26_153_846_153n);
  expect(cost('vetkd')).toBe(26_153_846_153n);
  expect(cost('ecdsa_curve')).toBe(1n * CODE);
  expect(cost('schnorr_key')).toBe(2n * CODE);
  expect(numberOf(sandbox.run(message(update('ecdsa'))))).toBe(2n * CODE);
  sandbox.revert();
  expect(trapOf(sandbox.run(message(update('outside'))))).toContain('exceeds the slice size');
});
