import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSandbox, parseModule } from './sandbox.ts';
import { isTrap, message, moduleFromWat, update, wasmFromWat } from './testing/wat_canister.ts';
import type { CanisterModule } from './types.ts';

/** First line of the refusal. */
function refusal(bytes: Uint8Array): string {
  const module = parseModule(bytes);
  if (!isTrap(module)) throw new Error('was accepted');
  expect(module.errorCode).toBe('IC0505');
  expect(module.message.length).toBeLessThan(1000);
  return module.message.split('\n')[0] ?? '';
}

const refusalOf = (wat: string) => refusal(wasmFromWat(wat));

/** A custom section as bytes: wabt's text form has none. */
function customSection(name: string, content: Uint8Array): Uint8Array {
  const body = Buffer.concat([Uint8Array.of(name.length), Buffer.from(name), content]);
  const size = [0, 7, 14, 21, 28].map((shift, i) => ((body.length >>> shift) & 0x7f) | (i < 4 ? 0x80 : 0));
  return Buffer.concat([Uint8Array.of(0), Uint8Array.from(size), body]);
}

const EMPTY = wasmFromWat('(module)');
const withSections = (...sections: Uint8Array[]) => Buffer.concat([EMPTY, ...sections]);

/** Uses most sections and many kinds of instructions. */
const RICH = wasmFromWat(`(module
  (import "ic0" "msg_reply" (func $reply))
  (type $t (func (param i32) (result i32)))
  (memory 1 9) (table 3 funcref) (global $g (mut i64) (i64.const 5))
  (elem (i32.const 0) $f $f) (data (i32.const 3) "text") (data $passive "more")
  (func $f (type $t) (local i64 f64)
    (block (loop (br_if 1 (local.get 0)) (br_table 1 1 (local.get 0))))
    (memory.init $passive (i32.const 0) (i32.const 0) (i32.const 2))
    (memory.copy (i32.const 0) (i32.const 8) (i32.const 8))
    (drop (i32x4.add (v128.const i32x4 1 2 3 4) (v128.load (i32.const 16))))
    (if (result i32) (local.get 0) (then (call_indirect (type $t) (i32.const 0) (i32.const 1))) (else (i32.const 7))))
  (func $start) (start $start)
  (func (export "canister_update go") (drop (call $f (i32.const 1))) (call $reply)))`);

describe('an accepted module', () => {
  it('should tell what it exports', () => {
    const module = moduleFromWat(`(module
      (func $f) (export "canister_update a" (func $f)) (export "canister_update b c" (func $f))
      (export "canister_query d" (func $f)) (export "canister_composite_query e" (func $f))
      (export "canister_query " (func $f)) (export "canister_init" (func $f)) (export "canister_heartbeat" (func $f))
      (export "canister_on_low_wasm_memory" (func $f)) (export "other" (func $f)) (memory (export "memory") 1))`);
    expect([...module.updates]).toEqual(['a', 'b c']);
    expect([...module.queries]).toEqual(['d', '']);
    expect([...module.compositeQueries]).toEqual(['e']);
    expect([...module.entryPoints]).toEqual([
      'canister_init',
      'canister_heartbeat',
      'canister_on_low_wasm_memory',
    ]);
  });

  it('should have the hash and the bytes that were sent, gzipped or not', () => {
    for (const bytes of [RICH, gzipSync(RICH)]) {
      const module = parseModule(bytes) as CanisterModule;
      expect(Buffer.from(module.hash)).toEqual(createHash('sha256').update(bytes).digest());
      expect(Buffer.from(module.bytes)).toEqual(Buffer.from(bytes));
      const execution = createSandbox(module).run(message(update('go')));
      expect(execution.kind).toBe('done');
    }
  });

  it('should carry its metadata', () => {
    const { metadata } = parseModule(
      withSections(
        customSection('icp:public candid:service', Buffer.from('service : {}')),
        customSection('icp:private secret', Buffer.from('x')),
        customSection('name', Buffer.from('ignored')),
      ),
    ) as CanisterModule;
    expect([...metadata.keys()]).toEqual(['candid:service', 'secret']);
    expect(metadata.get('candid:service')?.isPublic).toBe(true);
    expect(Buffer.from(metadata.get('candid:service')?.content ?? []).toString()).toBe('service : {}');
    expect(metadata.get('secret')?.isPublic).toBe(false);
  });

  it('may be as large as those that Azle builds', () => {
    const path = '../../../../node_modules/azle/dist/canister_templates/stable.wasm';
    const bytes = readFileSync(new URL(path, import.meta.url));
    const module = parseModule(bytes);
    expect(isTrap(module)).toBe(false);
    expect((module as CanisterModule).entryPoints).toContain('canister_global_timer');
    expect(createSandbox(module as CanisterModule).heapSize).toBeGreaterThan(0);
  });
});

describe('imports', () => {
  it.each([
    ['an unknown function', '(module (import "ic0" "no_such" (func)))', "function 'no_such' from 'ic0'"],
    ['another module', '(module (import "env" "time" (func (result i64))))', "function 'time' from 'env'"],
    ['WASI', '(module (import "wasi_snapshot_preview1" "proc_exit" (func (param i32))))', "'proc_exit'"],
    [
      'wrong parameters',
      '(module (import "ic0" "time" (func (param i32) (result i64))))',
      "Expected input params [] for 'time', got [I32]",
    ],
    [
      'a wrong result',
      '(module (import "ic0" "time" (func (result i32))))',
      "Expected return type [I64] for 'time', got [I32]",
    ],
    ['a memory', '(module (import "env" "memory" (memory 1)))', "'memory' from 'env' is not a function"],
    ['a global', '(module (import "env" "g" (global i32)))', "'g' from 'env' is not a function"],
    [
      'pointers of the wrong width',
      '(module (import "ic0" "msg_caller_size" (func (result i64))) (memory 1))',
      'got [I64]',
    ],
    [
      '32-bit functions with 64-bit memory',
      '(module (import "ic0" "stable_size" (func (result i32))) (memory i64 1))',
      "'stable_size'",
    ],
  ])('of %s should be refused', (_, wat, error) => {
    expect(refusalOf(wat)).toContain(error);
  });
});

describe('exports', () => {
  it.each([
    ['reserved names', '(module (func (export "canister_other")))', "reserved function 'canister_other'"],
    ['our private names', '(module (func (export "\\01memory")))', 'Exporting reserved symbol'],
    [
      'a method twice',
      '(module (func (export "canister_update a")) (func (export "canister_query a")))',
      "Duplicate function 'a'",
    ],
    [
      'a method with parameters',
      '(module (func (export "canister_update a") (param i32)))',
      "Expected input params [] for 'canister_update a'",
    ],
    [
      'an entry point with a result',
      '(module (func (export "canister_init") (result i32) (i32.const 1)))',
      "Expected return type [] for 'canister_init'",
    ],
    [
      'too many methods',
      `(module (func $f) ${Array.from({ length: 1001 }, (_, i) => `(export "canister_query ${i}" (func $f))`).join('')})`,
      'exceeds 1000',
    ],
    [
      'too long names',
      `(module (func $f) ${[1, 2, 3].map((i) => `(export "canister_query ${String(i).repeat(7000)}" (func $f))`).join('')})`,
      'exceeds 20000',
    ],
  ])('of %s should be refused', (_, wat, error) => {
    expect(refusalOf(wat)).toContain(error);
  });
});

describe('modules that should be refused', () => {
  it.each([
    ['several memories', '(module (memory 1) (memory 1))'],
    ['shared memory', '(module (memory 1 2 shared))'],
    ['atomic instructions', '(module (memory 1) (func (drop (i32.atomic.load (i32.const 0)))))'],
    ['too many globals', `(module ${'(global i32 (i32.const 0))'.repeat(1001)})`],
    ['globals of references', '(module (global (mut funcref) (ref.null func)))'],
    ['wrong types in code', '(module (func (result i32) (i64.const 1)))'],
    ['calls of unknown functions', '(module (func (call 7)))'],
    ['a memory that is too large', '(module (memory 40000))'],
    ['segments that do not fit', '(module (memory 1) (data (i32.const 65535) "xy"))'],
    ['elements that do not fit', '(module (table 1 funcref) (func $f) (elem (i32.const 1) $f))'],
  ])('%s', (_, wat) => {
    expect(refusalOf(wat)).toContain("Canister's Wasm module is not valid: ");
  });

  it('metadata without a scope, twice, too many, too much', () => {
    const section = (name: string, size = 1) => customSection(name, new Uint8Array(size));
    expect(refusal(withSections(section('icp:public')))).toContain('no public/private scope');
    expect(refusal(withSections(section('icp:secret x')))).toContain('no public/private scope');
    expect(refusal(withSections(section('icp:public x'), section('icp:private x')))).toContain(
      'already exists',
    );
    expect(
      refusal(withSections(...Array.from({ length: 17 }, (_, i) => section(`icp:public ${i}`)))),
    ).toContain('16');
    expect(refusal(withSections(section('icp:public x', 2 ** 20)))).toContain('total size');
  });

  it('what is no module at all', () => {
    for (const bytes of [
      [],
      [0],
      [0, 0x61, 0x73, 0x6d],
      [0, 0x61, 0x73, 0x6d, 2, 0, 0, 0],
      [...Buffer.from('hello, world')],
    ]) {
      expect(refusal(Uint8Array.from(bytes))).toContain('not a WebAssembly module');
    }
  });

  it('gzip that is damaged or unpacks to too much', () => {
    expect(refusal(gzipSync(RICH).subarray(0, 40))).toContain('damaged');
    expect(refusal(Uint8Array.of(0x1f, 0x8b, 1, 2, 3))).toContain('damaged');
    expect(refusal(gzipSync(new Uint8Array(101 * 2 ** 20), { level: 1 }))).toContain(
      'unpacks to too many bytes',
    );
    expect(refusal(gzipSync(gzipSync(RICH)))).toContain('not a WebAssembly module');
  });
});

describe('hostile bytes', () => {
  it('every beginning of a module should be refused', () => {
    for (let length = 0; length < RICH.length; length++) {
      const module = parseModule(RICH.slice(0, length));
      // A module that ends after a whole section may be valid; it is never something else than a module or refusal.
      if (isTrap(module)) expect(module.errorCode).toBe('IC0505');
    }
  });

  it('changed bytes should be refused or give a module that can be started', () => {
    const change = fc.tuple(fc.nat(RICH.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const bytes = RICH.slice();
        for (const [at, value] of changes) bytes[at] = value;
        const module = parseModule(bytes);
        if (isTrap(module)) expect(module.errorCode).toBe('IC0505');
        else createSandbox(module).run(message(update('go'), { instructionLimit: 100_000n }));
      }),
      { numRuns: 500 },
    );
  });

  it('random sections should be refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 13 }), fc.uint8Array({ maxLength: 40 }), (id, content) => {
        const bytes = Buffer.concat([EMPTY, Uint8Array.of(id, content.length), content]);
        const module = parseModule(bytes);
        if (isTrap(module)) expect(module.errorCode).toBe('IC0505');
      }),
      { numRuns: 500 },
    );
  });

  it('random noise should be refused', () => {
    for (let i = 0; i < 20; i++) expect(refusal(randomBytes(200))).toContain('not a WebAssembly module');
  });
});
