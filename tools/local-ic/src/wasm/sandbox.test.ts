import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSandbox } from './sandbox.ts';
import { PAGE_BYTES } from './stable_memory.ts';
import {
  done,
  message,
  moduleFromWat,
  numberOf,
  query,
  sandboxFromWat,
  trapOf,
  update,
} from './testing/wat_canister.ts';
import type { Entry, Execution, MemoryPages, Sandbox } from './types.ts';

const IMPORTS = `
  (import "ic0" "msg_arg_data_copy" (func $arg (param i32 i32 i32)))
  (import "ic0" "msg_arg_data_size" (func $arg_size (result i32)))
  (import "ic0" "msg_reply_data_append" (func $append (param i32 i32)))
  (import "ic0" "msg_reply" (func $reply))
  (import "ic0" "stable64_grow" (func $stable_grow (param i64) (result i64)))
  (import "ic0" "stable64_write" (func $stable_write (param i64 i64 i64)))
  (import "ic0" "stable64_read" (func $stable_read (param i64 i64 i64)))
  (import "ic0" "debug_print" (func $print (param i32 i32)))
  (import "ic0" "trap" (func $trap (param i32 i32)))`;

/** A counter in heap, a global and stable memory; `increase` answers their sum. */
const COUNTER = `(module ${IMPORTS}
  (memory 4)
  (global $count (mut i64) (i64.const 0))
  (func $increase
    (global.set $count (i64.add (global.get $count) (i64.const 1)))
    (i64.store (i32.const 8) (i64.add (i64.load (i32.const 8)) (i64.const 1)))
    (call $stable_read (i64.const 16) (i64.const 0) (i64.const 8))
    (i64.store (i32.const 16) (i64.add (i64.load (i32.const 16)) (i64.const 1)))
    (call $stable_write (i64.const 0) (i64.const 16) (i64.const 8)))
  (func $answer
    (call $stable_read (i64.const 16) (i64.const 0) (i64.const 8))
    (i64.store (i32.const 24)
      (i64.add (global.get $count) (i64.add (i64.load (i32.const 8)) (i64.load (i32.const 16)))))
    (call $append (i32.const 24) (i32.const 8)) (call $reply))
  (func (export "canister_init") (drop (call $stable_grow (i64.const 1))))
  (func (export "canister_update increase") (call $increase) (call $answer))
  (func (export "canister_query peek") (call $answer))
  (func (export "canister_query increase_in_query") (call $increase) (call $answer))
  (func (export "canister_update fail") (call $increase) (unreachable))
  (func (export "canister_update grow")
    (drop (memory.grow (i32.const 3))) (drop (call $stable_grow (i64.const 3)))
    (i32.store (i32.const 400000) (i32.const 5)) (call $increase) (call $answer))
  (func (export "canister_update grow_and_fail")
    (drop (memory.grow (i32.const 3))) (drop (call $stable_grow (i64.const 3)))
    (i32.store (i32.const 400000) (i32.const 5)) (call $increase) (unreachable)))`;

const init: Entry = { kind: 'init', arg: new Uint8Array(0) };

function installed(wat: string): Sandbox {
  const sandbox = sandboxFromWat(wat);
  done(sandbox.run(message(init)));
  sandbox.commit();
  return sandbox;
}

function kept(sandbox: Sandbox, entry: Entry): Execution {
  const execution = sandbox.run(message(entry));
  sandbox.commit();
  return execution;
}

function dropped(sandbox: Sandbox, entry: Entry): Execution {
  const execution = sandbox.run(message(entry));
  sandbox.revert();
  return execution;
}

describe('rollback', () => {
  it('should keep what is committed and drop what is reverted: heap, globals and stable memory', () => {
    const sandbox = installed(COUNTER);
    expect(numberOf(kept(sandbox, update('increase')))).toBe(3n);
    expect(numberOf(dropped(sandbox, update('increase')))).toBe(6n);
    expect(numberOf(dropped(sandbox, query('increase_in_query')))).toBe(6n);
    expect(numberOf(kept(sandbox, update('increase')))).toBe(6n);
    expect(numberOf(dropped(sandbox, query('peek')))).toBe(6n);
  });

  it('should undo everything when the canister traps', () => {
    const sandbox = installed(COUNTER);
    kept(sandbox, update('increase'));
    expect(trapOf(sandbox.run(message(update('fail'))))).toBe('IC0502 Canister trapped: unreachable.');
    expect(numberOf(dropped(sandbox, query('peek')))).toBe(3n);
  });

  it('should undo growth of heap and stable memory, and keep it when committed', () => {
    const sandbox = installed(COUNTER);
    kept(sandbox, update('increase'));
    const { heapSize, stableSize } = sandbox;
    expect(sandbox.run(message(update('grow_and_fail'))).kind).toBe('trap');
    expect([sandbox.heapSize, sandbox.stableSize]).toEqual([heapSize, stableSize]);
    expect(numberOf(dropped(sandbox, update('grow')))).toBe(6n);
    expect([sandbox.heapSize, sandbox.stableSize]).toEqual([heapSize, stableSize]);
    expect(numberOf(kept(sandbox, update('grow')))).toBe(6n);
    expect([sandbox.heapSize, sandbox.stableSize]).toEqual([heapSize + 3 * 65_536, stableSize + 3 * 65_536]);
    expect(numberOf(dropped(sandbox, query('peek')))).toBe(6n);
  });

  it('should agree with a model over any sequence of messages', () => {
    const names = ['increase', 'fail', 'grow_and_fail', 'increase_in_query', 'grow'] as const;
    const actions = fc.array(fc.tuple(fc.constantFrom(...names), fc.boolean()), { maxLength: 25 });
    fc.assert(
      fc.property(actions, (sequence) => {
        const sandbox = installed(COUNTER);
        let count = 0n;
        for (const [name, keep] of sequence) {
          const entry = name.endsWith('query') ? query(name) : update(name);
          const execution = (keep ? kept : dropped)(sandbox, entry);
          if (execution.kind === 'done') expect(numberOf(execution)).toBe(count + 3n);
          if (execution.kind === 'done' && keep) count += 3n;
          expect(numberOf(dropped(sandbox, query('peek')))).toBe(count);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('should forget changes of tables and dropped segments after each message', () => {
    const sandbox = sandboxFromWat(`(module ${IMPORTS} (memory 1)
      (table $t 1 funcref) (func $f) (elem (i32.const 0) $f) (data $d "x")
      (func (export "canister_update break")
        (table.set $t (i32.const 0) (ref.null func)) (data.drop $d)
        (i32.store (i32.const 4) (i32.const 1)) (call $reply))
      (func (export "canister_update use")
        (call_indirect (i32.const 0)) (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1))
        (call $append (i32.const 4) (i32.const 4)) (call $reply)))`);
    expect(numberOf(dropped(sandbox, update('use')))).toBe(0n);
    done(dropped(sandbox, update('break')));
    expect(numberOf(dropped(sandbox, update('use')))).toBe(0n);
    done(kept(sandbox, update('break')));
    expect(numberOf(dropped(sandbox, update('use')))).toBe(1n);
  });

  it('should insist on commit or revert between messages', () => {
    const sandbox = installed(COUNTER);
    done(sandbox.run(message(update('increase'))));
    expect(() => sandbox.run(message(query('peek')))).toThrow('neither committed nor reverted');
  });
});

describe('traps of the engine', () => {
  it.each([
    ['unreachable', '(unreachable)', 'unreachable'],
    ['a read outside of the heap', '(drop (i32.load (i32.const 70000)))', 'heap out of bounds'],
    [
      'a copy outside of the heap',
      '(memory.fill (i32.const 65000) (i32.const 0) (i32.const 700))',
      'heap out of bounds',
    ],
    ['division by zero', '(drop (i32.div_s (i32.const 1) (i32.const 0)))', 'integer division by 0'],
    ['remainder by zero', '(drop (i64.rem_u (i64.const 1) (i64.const 0)))', 'integer division by 0'],
    ['an index outside of the table', '(call_indirect (i32.const 5))', 'table out of bounds'],
    ['endless recursion', '(call $recurse)', 'stack overflow'],
    ['an overflowing division', '(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))', 'unknown'],
    ['a missing function', '(call_indirect (i32.const 1))', 'unknown'],
  ])('%s', (_, body, reason) => {
    const sandbox = sandboxFromWat(`(module (memory 1) (table 2 funcref) (func $f) (elem (i32.const 0) $f)
      (func $recurse (call $recurse)) (func (export "canister_update run") ${body}))`);
    const execution = sandbox.run(message(update('run')));
    expect(trapOf(execution)).toBe(`IC0502 Canister trapped: ${reason}.`);
    expect(execution.logs).toEqual([`[TRAP]: ${reason}`]);
  });
});

it('should let our own faults through as exceptions and undo the message', () => {
  const sandbox = sandboxFromWat(`(module
    (import "ic0" "data_certificate_present" (func $present (result i32)))
    (import "ic0" "msg_reply" (func $reply))
    (memory 1)
    (func (export "canister_query run") (i32.store (i32.const 0) (i32.const 1)) (drop (call $present))))`);
  const fault = () => {
    throw new TypeError('broken here');
  };
  expect(() => sandbox.run(message(query('run'), { dataCertificate: fault }))).toThrow('broken here');
  expect(done(sandbox.run(message(query('run')))).response).toBeUndefined();
  sandbox.revert();
  expect(sandbox.state().heap.pages.size).toBe(0);
});

describe('the start function', () => {
  const wat = `(module ${IMPORTS} (memory 1)
    (data (i32.const 100) "start")
    (func $start (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
      (call $print (i32.const 100) (i32.const 5)))
    (start $start)
    (func (export "canister_query get") (call $append (i32.const 0) (i32.const 4)) (call $reply)))`;

  it('should run once, before init, and be charged', () => {
    const sandbox = sandboxFromWat(wat);
    const execution = sandbox.run(message(init));
    expect(execution.logs).toEqual(['start']);
    expect(execution.instructions).toBeGreaterThan(100n);
    sandbox.commit();
    expect(numberOf(dropped(sandbox, query('get')))).toBe(1n);
    expect(numberOf(dropped(sandbox, query('get')))).toBe(1n);
  });

  it('should run again when the first message is reverted', () => {
    const sandbox = sandboxFromWat(wat);
    dropped(sandbox, init);
    expect(kept(sandbox, init).logs).toEqual(['start']);
  });

  it('should not run when a heap is handed over', () => {
    const first = installed(wat);
    const second = createSandbox(first.module, first.state());
    expect(numberOf(dropped(second, query('get')))).toBe(1n);
  });

  it('should end the message when it traps', () => {
    const sandbox = sandboxFromWat('(module (func $start (unreachable)) (start $start))');
    expect(trapOf(sandbox.run(message(init)))).toBe('IC0502 Canister trapped: unreachable.');
  });
});

describe('state on disk', () => {
  function apply(disk: Map<number, Uint8Array>, { pages }: MemoryPages): void {
    for (const [page, content] of pages) disk.set(page, content);
  }

  it('should be complete when every takeDirty is applied', () => {
    const sandbox = installed(COUNTER);
    const heap = new Map<number, Uint8Array>();
    const stable = new Map<number, Uint8Array>();
    for (const entry of [update('increase'), update('grow'), update('increase')]) {
      kept(sandbox, entry);
      dropped(sandbox, query('increase_in_query'));
      const dirty = sandbox.takeDirty();
      apply(heap, dirty.heap);
      apply(stable, dirty.stable);
      const restored = createSandbox(sandbox.module, {
        heap: { size: dirty.heap.size, pages: heap },
        globals: dirty.globals,
        stable: { size: dirty.stable.size, pages: stable },
      });
      expect(restored.state()).toEqual(sandbox.state());
      expect(numberOf(dropped(restored, query('peek')))).toBe(numberOf(dropped(sandbox, query('peek'))));
    }
  });

  it('should name only changed pages', () => {
    const sandbox = installed(COUNTER);
    sandbox.takeDirty();
    dropped(sandbox, update('increase'));
    expect(sandbox.takeDirty().heap.pages.size).toBe(0);
    kept(sandbox, update('increase'));
    const dirty = sandbox.takeDirty();
    expect([...dirty.heap.pages.keys()]).toEqual([0]);
    expect([...dirty.stable.pages.keys()]).toEqual([0]);
    expect(dirty.heap.pages.get(0)?.length).toBe(PAGE_BYTES);
  });

  it('should be independent of what the canister does afterwards', () => {
    const sandbox = installed(COUNTER);
    kept(sandbox, update('increase'));
    const state = sandbox.state();
    kept(sandbox, update('increase'));
    const former = createSandbox(sandbox.module, state);
    expect(numberOf(dropped(former, query('peek')))).toBe(3n);
  });

  it('should hand stable memory alone to the next module', () => {
    const sandbox = installed(COUNTER);
    kept(sandbox, update('increase'));
    const upgraded = createSandbox(moduleFromWat(COUNTER), { stable: sandbox.state().stable });
    expect(numberOf(dropped(upgraded, query('peek')))).toBe(1n);
    expect(upgraded.stableBytes()[0]).toBe(1);
    upgraded.setStableBytes(Uint8Array.of(40));
    expect(numberOf(dropped(upgraded, query('peek')))).toBe(40n);
  });
});

describe('memory limits', () => {
  const wat = `(module (import "ic0" "msg_reply" (func $reply)) (memory 1)
    (func $grow (loop (br_if 0 (i32.ne (memory.grow (i32.const 16)) (i32.const -1)))))
    (func (export "canister_init") (call $grow))
    (func (export "canister_update grow") (call $grow) (call $reply))
    (func (export "canister_heartbeat") (call $grow)))`;
  const limited = { wasmMemoryLimit: 4n * 1024n * 1024n };

  it.each<[string, Entry]>([
    ['init', init],
    ['update', update('grow')],
  ])('should trap in %s when the canister grows beyond its own limit', (_, entry) => {
    const sandbox = sandboxFromWat(wat);
    expect(trapOf(sandbox.run(message(entry, limited)))).toBe(
      'IC0539 Canister exceeded its current Wasm memory limit of 4194304 bytes.',
    );
    expect(sandbox.heapSize).toBe(65_536);
  });

  it('should not apply to system tasks, which stop at what the host gives', () => {
    const sandbox = sandboxFromWat(wat);
    done(sandbox.run(message({ kind: 'heartbeat' }, limited)));
    expect(sandbox.heapSize).toBeGreaterThan(2 ** 30);
    sandbox.revert();
    expect(sandbox.heapSize).toBe(65_536);
  });

  it('should let a memory grow to its own maximum only', () => {
    const sandbox = sandboxFromWat(`(module (import "ic0" "msg_reply" (func $reply))
      (import "ic0" "msg_reply_data_append" (func $append (param i32 i32)))
      (memory 1 3)
      (func (export "canister_update run")
        (i32.store8 (i32.const 0) (memory.grow (i32.const 2)))
        (i32.store8 (i32.const 1) (memory.grow (i32.const 1)))
        (call $append (i32.const 0) (i32.const 2)) (call $reply)))`);
    expect(numberOf(sandbox.run(message(update('run'))))).toBe(0xff01n);
  });
});

it('should run canisters with 64-bit memories', () => {
  const sandbox = sandboxFromWat(`(module
    (import "ic0" "msg_arg_data_size" (func $size (result i64)))
    (import "ic0" "msg_arg_data_copy" (func $copy (param i64 i64 i64)))
    (import "ic0" "msg_reply_data_append" (func $append (param i64 i64)))
    (import "ic0" "msg_reply" (func $reply))
    (memory i64 1) (table 1 funcref)
    (func $callback (param i64) (i64.store (i64.const 0) (local.get 0))
      (call $append (i64.const 0) (i64.const 8)) (call $reply))
    (elem (i32.const 0) $callback)
    (func (export "canister_update echo")
      (drop (memory.grow (i64.const 1)))
      (call $copy (i64.const 70000) (i64.const 0) (call $size))
      (call $append (i64.const 70000) (call $size)) (call $reply))
    (func (export "canister_update outside") (call $append (i64.const -1) (i64.const 2))))`);
  expect(numberOf(dropped(sandbox, update('echo', Uint8Array.of(1, 2))))).toBe(0x0201n);
  expect(numberOf(kept(sandbox, update('echo', Uint8Array.of(1, 2))))).toBe(0x0201n);
  expect(sandbox.heapSize).toBe(2 * 65_536);
  expect(trapOf(sandbox.run(message(update('outside'))))).toMatch(/^IC0504 .*exceeds the slice size/);
  const reply: Entry = {
    kind: 'reply_callback',
    fn: 0,
    env: 2n ** 63n + 5n,
    bytes: new Uint8Array(0),
    composite: false,
  };
  expect(numberOf(dropped(sandbox, reply))).toBe(2n ** 63n + 5n);
});
