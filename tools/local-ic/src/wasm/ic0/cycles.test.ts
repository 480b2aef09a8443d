import { expect, it } from 'vitest';
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

const sandbox = sandboxFromWat(
  canister(
    [
      'canister_cycle_balance',
      'canister_cycle_balance128',
      'canister_liquid_cycle_balance128',
      'msg_cycles_available',
      'msg_cycles_available128',
      'msg_cycles_accept',
      'msg_cycles_accept128',
      'msg_cycles_refunded',
      'msg_cycles_refunded128',
      'cycles_burn128',
      'mint_cycles128',
    ],
    `(func $answer128 (call $answer (i32.const 0) (i32.const 16)))
     (func $answer64 (param i64) (i64.store (i32.const 0) (local.get 0)) (call $answer (i32.const 0) (i32.const 8)))
     (func (export "canister_update balance") (call $answer64 (call $canister_cycle_balance)))
     (func (export "canister_update balance128") (call $canister_cycle_balance128 (i32.const 0)) (call $answer128))
     (func (export "canister_update liquid") (call $canister_liquid_cycle_balance128 (i32.const 0)) (call $answer128))
     (func (export "canister_update available") (call $answer64 (call $msg_cycles_available)))
     (func (export "canister_update available128") (call $msg_cycles_available128 (i32.const 0)) (call $answer128))
     (func (export "canister_update accept") (call $answer64 (call $msg_cycles_accept (i64.const 300))))
     (func (export "canister_update accept_all")
       (call $msg_cycles_accept128 (i64.const -1) (i64.const -1) (i32.const 0)) (call $answer128))
     (func (export "canister_update accept_and_look")
       (drop (call $msg_cycles_accept (i64.const 300)))
       (i64.store (i32.const 0) (call $msg_cycles_available)) (i64.store (i32.const 8) (call $canister_cycle_balance))
       (call $answer128))
     (func (export "canister_update accept_late")
       (call $msg_reply) (drop (call $msg_cycles_accept (i64.const 300))))
     (func (export "canister_update burn")
       (call $cycles_burn128 (i64.const 0) (i64.const 700) (i32.const 0)) (call $answer128))
     (func (export "canister_update mint") (call $mint_cycles128 (i64.const 0) (i64.const 1) (i32.const 0)))
     (func (export "canister_update outside") (call $canister_cycle_balance128 (i32.const 65530)))
     (func $refunded (param i32) (call $answer64 (call $msg_cycles_refunded)))
     (func $refunded128 (param i32) (call $msg_cycles_refunded128 (i32.const 0)) (call $answer128))
     (table 2 funcref) (elem (i32.const 0) $refunded $refunded128)`,
  ),
);
const LARGE = (3n << 64n) + 17n;

function run(entry: Entry, overrides: Partial<MessageInput>) {
  const execution = sandbox.run(message(entry, overrides));
  sandbox.revert();
  return execution;
}

it('should tell the balance', () => {
  expect(numberOf(run(update('balance'), { balance: 2n ** 64n - 1n }))).toBe(2n ** 64n - 1n);
  expect(numberOf(run(update('balance128'), { balance: LARGE }))).toBe(LARGE);
  expect(numberOf(run(update('liquid'), { balance: LARGE }))).toBe(LARGE);
});

it.each(['balance', 'available'])('should trap when %s does not fit into 64 bits', (method) => {
  expect(trapOf(run(update(method), { balance: LARGE, cyclesAvailable: LARGE }))).toBe(
    'IC0502 Canister trapped: cycles amount exceeds 64-bit representation.',
  );
});

it('should accept what is asked for and no more than is there', () => {
  const enough = run(update('accept'), { cyclesAvailable: 1000n });
  expect([numberOf(enough), done(enough).cyclesAccepted]).toEqual([300n, 300n]);
  const little = run(update('accept'), { cyclesAvailable: 200n });
  expect([numberOf(little), done(little).cyclesAccepted]).toEqual([200n, 200n]);
  const all = run(update('accept_all'), { cyclesAvailable: LARGE });
  expect([numberOf(all), done(all).cyclesAccepted]).toEqual([LARGE, LARGE]);
});

it('should move accepted cycles to the balance at once', () => {
  const seen = numberOf(run(update('accept_and_look'), { cyclesAvailable: 1000n, balance: 50n }));
  expect(seen).toBe(700n + (350n << 64n));
});

it('should have nothing left to accept after the answer', () => {
  expect(done(run(update('accept_late'), { cyclesAvailable: 1000n })).cyclesAccepted).toBe(0n);
  expect(numberOf(run(update('available128'), { cyclesAvailable: LARGE }))).toBe(LARGE);
});

it('should burn no more than the balance', () => {
  const enough = run(update('burn'), { balance: 1000n });
  expect([numberOf(enough), done(enough).cyclesBurned]).toEqual([700n, 700n]);
  const little = run(update('burn'), { balance: 600n });
  expect([numberOf(little), done(little).cyclesBurned]).toEqual([600n, 600n]);
});

it('should tell what came back from a call', () => {
  const callback = (fn: number): Entry => ({
    kind: 'reply_callback',
    fn,
    env: 0n,
    bytes: new Uint8Array(0),
    composite: false,
  });
  expect(numberOf(run(callback(0), { cyclesRefunded: 5n }))).toBe(5n);
  expect(numberOf(run(callback(1), { cyclesRefunded: LARGE }))).toBe(LARGE);
  expect(trapOf(run(callback(0), { cyclesRefunded: LARGE }))).toContain('exceeds 64-bit');
});

it('should refuse to mint, and to write outside of the heap', () => {
  expect(trapOf(run(update('mint'), {}))).toContain('ic0.mint_cycles cannot be executed');
  expect(trapOf(run(update('outside'), {}))).toContain('src=65530 + length=16 exceeds the slice size=65536');
});
