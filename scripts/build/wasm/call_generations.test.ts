import binaryen from 'binaryen';
import { beforeEach, describe, expect, it } from 'vitest';
import { guardCallbacks } from './call_generations.ts';

/** A module that makes calls as Azle's Rust half does, with the allocator that it brings. */
const CALLER = `(module
  (import "ic0" "call_new" (func $new (param i32 i32 i32 i32 i32 i32 i32 i32)))
  (import "ic0" "call_on_cleanup" (func $cleanup (param i32 i32)))
  (import "ic0" "call_perform" (func $perform (result i32)))
  (import "ic0" "time" (func $time (result i64)))
  (import "ic0" "canister_version" (func $version (result i64)))
  (import "test" "callback" (func $callback (param i32)))
  (import "test" "cleanup_callback" (func $cleanup_callback (param i32)))
  (memory $0 1)
  (table 3 funcref)
  (elem (i32.const 1) $callback $cleanup_callback)
  (global $next (mut i32) (i32.const 1024))
  (global $used (mut i32) (i32.const 0))
  (export "table" (table 0))
  (export "used" (global $used))
  (export "call" (func $call))
  (func $dlmalloc (param i32) (result i32)
    (global.set $used (i32.add (global.get $used) (i32.const 1)))
    (global.set $next (i32.add (global.get $next) (local.get 0)))
    (i32.sub (global.get $next) (local.get 0)))
  (func $dlfree (param i32)
    (global.set $used (i32.sub (global.get $used) (i32.const 1))))
  (func $unused (drop (call $time)) (drop (call $version)))
  (func $call (param $environment i32) (result i32)
    (call $new
      (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4)
      (i32.const 1) (local.get $environment) (i32.const 1) (local.get $environment))
    (call $cleanup (i32.const 2) (local.get $environment))
    (call $perform)))`;

const guarded = (() => {
  const module = binaryen.parseText(CALLER);
  module.setFeatures(binaryen.Features.BulkMemory | binaryen.Features.MutableGlobals);
  guardCallbacks(module);
  const wasm = module.emitBinary();
  module.dispose();
  return new WebAssembly.Module(wasm as BufferSource);
})();

interface SystemCall {
  readonly parameters: readonly number[];
  readonly onCleanup: readonly number[];
}

/** The canister between two upgrades, and what the system knows of its calls. */
class Version {
  readonly calls: SystemCall[] = [];
  /** What ran, with the environment it got. */
  readonly ran: string[] = [];
  error = 0;
  readonly #exports: {
    readonly table: WebAssembly.Table;
    readonly used: WebAssembly.Global;
    readonly call: (environment: number) => number;
  };

  constructor(time: bigint, version: bigint) {
    let parameters: number[] = [];
    let onCleanup: number[] = [];
    this.#exports = new WebAssembly.Instance(guarded, {
      ic0: {
        call_new: (...given: number[]) => void (parameters = given),
        call_on_cleanup: (...given: number[]) => void (onCleanup = given),
        call_perform: () => {
          if (this.error === 0) this.calls.push({ parameters, onCleanup });
          return this.error;
        },
        time: () => time,
        canister_version: () => version,
      },
      test: {
        callback: (environment: number) => this.ran.push(`callback ${environment}`),
        cleanup_callback: (environment: number) => this.ran.push(`cleanup ${environment}`),
      },
    }).exports as never;
  }

  call(environment: number): number {
    return this.#exports.call(environment);
  }

  /** Records in the heap. */
  get records(): number {
    return this.#exports.used.value as number;
  }

  reply({ parameters }: SystemCall): void {
    this.#run(parameters.slice(4, 6));
  }

  reject({ parameters }: SystemCall): void {
    this.#run(parameters.slice(6, 8));
  }

  cleanUp({ onCleanup }: SystemCall): void {
    this.#run(onCleanup);
  }

  #run([index, environment]: readonly number[]): void {
    (this.#exports.table.get(index!) as (environment: number) => void)(environment!);
  }
}

describe('guarded callbacks', () => {
  const TIME = 1_700_000_000_000_000_000n;
  let version: Version;
  beforeEach(() => {
    version = new Version(TIME, 5n);
  });

  it('reach what the call was made for, in any order, and leave nothing behind', () => {
    for (const environment of [100, 200, 300, 400]) expect(version.call(environment)).toBe(0);
    expect(version.calls[0]!.parameters.slice(0, 4)).toEqual([1, 2, 3, 4]);
    expect(version.records).toBe(4);
    const [first, second, third, fourth] = version.calls as [SystemCall, SystemCall, SystemCall, SystemCall];
    version.reply(third);
    version.reject(first);
    version.cleanUp(fourth);
    version.reply(second);
    expect(version.ran).toEqual(['callback 300', 'callback 100', 'cleanup 400', 'callback 200']);
    expect(version.records).toBe(0);
  });

  it('of calls that could not be made are forgotten', () => {
    version.call(100);
    version.error = 2;
    expect(version.call(200)).toBe(2);
    expect(version.records).toBe(1);
    version.error = 0;
    version.call(300);
    version.reply(version.calls[1]!);
    version.reply(version.calls[0]!);
    expect(version.ran).toEqual(['callback 300', 'callback 100']);
  });

  it('run once', () => {
    version.call(100);
    version.reply(version.calls[0]!);
    version.reply(version.calls[0]!);
    expect(version.ran).toEqual(['callback 100']);
  });

  it.each([
    ['later', new Version(TIME + 1_000_000n, 5n)],
    ['at the same time', new Version(TIME, 6n)],
  ])('of an earlier version run nothing in one that came %s', (_when, next) => {
    version.call(100);
    const pending = version.calls[0]!;
    next.reply(pending);
    next.call(500);
    next.reply(pending);
    next.reject(pending);
    next.cleanUp(pending);
    expect(next.ran).toEqual([]);
    next.reply(next.calls[0]!);
    expect(next.ran).toEqual(['callback 500']);
  });
});
