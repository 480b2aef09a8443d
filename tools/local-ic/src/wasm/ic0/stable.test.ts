import { describe, expect, it } from 'vitest';
import {
  canister,
  done,
  message,
  numberOf,
  query,
  sandboxFromWat,
  trapOf,
  update,
} from '../testing/wat_canister.ts';
import type { Entry, Sandbox } from '../types.ts';

const WAT = canister(
  [
    'stable_size',
    'stable_grow',
    'stable_read',
    'stable_write',
    'stable64_size',
    'stable64_grow',
    'stable64_read',
    'stable64_write',
  ],
  `(data (i32.const 0) "stable")
   (func $answer64 (param i64) (i64.store (i32.const 1000) (local.get 0)) (call $answer (i32.const 1000) (i32.const 8)))
   (func $answer32 (param i32) (i32.store (i32.const 1000) (local.get 0)) (call $answer (i32.const 1000) (i32.const 4)))
   (func (export "canister_update grow1") (call $answer64 (call $stable64_grow (i64.const 1))))
   (func (export "canister_update grow_4gib") (call $answer64 (call $stable64_grow (i64.const 65536))))
   (func (export "canister_update grow_much") (call $answer64 (call $stable64_grow (i64.const 100000000))))
   (func (export "canister_update grow_negative") (call $answer64 (call $stable64_grow (i64.const -1))))
   (func (export "canister_update grow32") (call $answer32 (call $stable_grow (i32.const 1))))
   (func (export "canister_update size") (call $answer64 (call $stable64_size)))
   (func (export "canister_update size32") (call $answer32 (call $stable_size)))
   (func (export "canister_update write") (call $stable64_write (i64.const 10) (i64.const 0) (i64.const 6)) (call $msg_reply))
   (func (export "canister_update write32") (call $stable_write (i32.const 10) (i32.const 0) (i32.const 6)) (call $msg_reply))
   (func (export "canister_query read")
     (call $stable64_read (i64.const 2000) (i64.const 10) (i64.const 6)) (call $answer (i32.const 2000) (i32.const 6)))
   (func (export "canister_query read32")
     (call $stable_read (i32.const 2000) (i32.const 10) (i32.const 6)) (call $answer (i32.const 2000) (i32.const 6)))
   (func (export "canister_query nothing") (call $stable64_read (i64.const -1) (i64.const -1) (i64.const 0)) (call $msg_reply))
   (func (export "canister_query beyond") (call $stable64_read (i64.const 0) (i64.const 65530) (i64.const 7)))
   (func (export "canister_query huge") (call $stable64_read (i64.const 0) (i64.const -1) (i64.const 7)))
   (func (export "canister_query outside") (call $stable64_read (i64.const 65530) (i64.const 0) (i64.const 7)))
   (func (export "canister_update write_beyond") (call $stable64_write (i64.const 65530) (i64.const 0) (i64.const 7)))
   (func (export "canister_update write_outside") (call $stable64_write (i64.const 0) (i64.const 65530) (i64.const 7)))
   (func (export "canister_update pages") (local i64)
     (loop (call $stable64_write (i64.mul (local.get 0) (i64.const 4096)) (i64.const 0) (i64.const 1))
       (br_if 0 (i64.ne (local.tee 0 (i64.add (local.get 0) (i64.const 1))) (i64.const 10)))))`,
);

function kept(sandbox: Sandbox, entry: Entry) {
  const execution = sandbox.run(message(entry));
  sandbox.commit();
  return execution;
}

const number = (sandbox: Sandbox, method: string) =>
  BigInt.asIntN(64, numberOf(kept(sandbox, update(method))));

it('should grow and tell its size', () => {
  const sandbox = sandboxFromWat(WAT);
  expect(
    ['size', 'grow1', 'grow1', 'size', 'size32', 'grow32', 'size32'].map((method) => number(sandbox, method)),
  ).toEqual([0n, 0n, 1n, 2n, 2n, 2n, 3n]);
  expect(number(sandbox, 'grow_much')).toBe(-1n);
  expect(number(sandbox, 'grow_negative')).toBe(-1n);
  expect(sandbox.stableSize).toBe(3 * 65_536);
});

it.each(['', '32'])('should read what was written (stable%s)', (width) => {
  const sandbox = sandboxFromWat(WAT);
  number(sandbox, 'grow1');
  done(kept(sandbox, update(`write${width}`)));
  const execution = kept(sandbox, query(`read${width}`));
  expect(Buffer.from(numberOf(execution).toString(16), 'hex').reverse().toString()).toBe('stable');
  done(kept(sandbox, query('nothing')));
});

describe('traps', () => {
  const sandbox = sandboxFromWat(WAT);
  number(sandbox, 'grow1');

  it.each<[Entry, string]>([
    [query('beyond'), 'stable memory out of bounds'],
    [query('huge'), 'stable memory out of bounds'],
    [query('outside'), 'heap out of bounds'],
    [update('write_beyond'), 'stable memory out of bounds'],
    [update('write_outside'), 'heap out of bounds'],
  ])('should trap outside of either memory: %o', (entry, reason) => {
    expect(trapOf(sandbox.run(message(entry)))).toBe(`IC0502 Canister trapped: ${reason}.`);
  });
});

describe('beyond 4 GiB', () => {
  const sandbox = sandboxFromWat(WAT);
  number(sandbox, 'grow_4gib');

  it('should not grow by the 32-bit function, but work at exactly 4 GiB', () => {
    expect(numberOf(kept(sandbox, update('grow32')))).toBe(0xffff_ffffn);
    expect(number(sandbox, 'size32')).toBe(65_536n);
  });

  it('should trap in every 32-bit function', () => {
    number(sandbox, 'grow1');
    for (const entry of [update('size32'), update('grow32'), update('write32'), query('read32')]) {
      expect(trapOf(sandbox.run(message(entry)))).toBe(
        'IC0502 Canister trapped: 32 bit stable memory api used on a memory larger than 4GB.',
      );
    }
    expect(number(sandbox, 'size')).toBe(65_537n);
  });
});

it('should cost a thousand instructions for each changed page, once', () => {
  const sandbox = sandboxFromWat(WAT);
  number(sandbox, 'grow1');
  const { instructions } = kept(sandbox, update('pages'));
  // 20 and one byte for each of ten calls; 18 for each round of the loop.
  expect(instructions).toBe(1n + 10n * (1000n + 21n + 18n));
});
