import type binaryen from 'binaryen';
import { addCopyFunction } from './passive_data.ts';
import { addTextFunctions, systemFunction } from './text_module.ts';

/** Name of the function that traps when stable memory is not in the layout that Azle and this canister write. */
export const STABLE_MEMORY_GUARD = 'require_own_stable_memory';

const COPY_TEXT = 'stable_memory_guard_text';

const EMPTY = 'stable memory is empty, cannot initialize';
const BEFORE_VERSION = 'stable memory layout version ';
const AFTER_VERSION = ` is no longer supported:
Either reinstall (wiping stable memory) or upgrade sequentially to the latest version of II by installing each intermediate version in turn.
See https://github.com/dfinity/internet-identity#stable-memory-compatibility for more information.`;

/** Texts of the traps, for the passive segment that the guard copies them from. */
export const GUARD_TEXTS = new TextEncoder().encode(EMPTY + BEFORE_VERSION + AFTER_VERSION);

/** First four bytes of stable memory under Azle's memory manager: `MGR` and its layout version, 1. */
const OWN_HEADER = 0x01_52_47_4d;

/** Bytes below the stack pointer that hold header and text: the guard runs first, with the stack still empty. */
const SCRATCH = 1024;

/**
 * Adds the guard, to be called before anything else in an upgrade. Azle's memory manager takes stable memory with
 * an unknown header for new and overwrites it before any JavaScript runs, so only native code can still see whose
 * memory it is: the published Internet Identity's starts with `IIC` and the version of its layout. Memory of our
 * own goes on to JavaScript, which checks the layout version inside.
 *
 * @param texts number of the passive segment that holds {@link GUARD_TEXTS}
 */
export function addStableMemoryGuard(module: binaryen.Module, texts: number): void {
  addCopyFunction(module, COPY_TEXT, texts);
  addTextFunctions(
    module,
    guardText({
      size: systemFunction(module, 'stable64_size'),
      read: systemFunction(module, 'stable64_read'),
      trap: systemFunction(module, 'trap'),
    }),
  );
}

function guardText(system: { size: string; read: string; trap: string }): string {
  return `(module
  (import "ic0" "stable64_size" (func $${system.size} (result i64)))
  (import "ic0" "stable64_read" (func $${system.read} (param i64 i64 i64)))
  (import "ic0" "trap" (func $${system.trap} (param i32 i32)))
  (import "module" "text" (func $${COPY_TEXT} (param i32 i32 i32)))
  (memory $0 1)
  (global $__stack_pointer (mut i32) (i32.const 0))
  (func $${STABLE_MEMORY_GUARD}
    (local $scratch i32) (local $version i32) (local $end i32)
    (local.set $scratch (i32.sub (global.get $__stack_pointer) (i32.const ${SCRATCH})))

    (if (i64.eqz (call $${system.size}))
      (then
        (call $${COPY_TEXT} (local.get $scratch) (i32.const 0) (i32.const ${EMPTY.length}))
        (call $${system.trap} (local.get $scratch) (i32.const ${EMPTY.length}))
        (unreachable)))

    (call $${system.read} (i64.extend_i32_u (local.get $scratch)) (i64.const 0) (i64.const 4))
    (if (i32.eq (i32.load align=1 (local.get $scratch)) (i32.const ${OWN_HEADER}))
      (then (return)))

    (local.set $version (i32.load8_u offset=3 (local.get $scratch)))
    (call $${COPY_TEXT} (local.get $scratch) (i32.const ${EMPTY.length}) (i32.const ${BEFORE_VERSION.length}))
    (local.set $end (i32.add (local.get $scratch) (i32.const ${BEFORE_VERSION.length})))
    (if (i32.ge_u (local.get $version) (i32.const 100))
      (then (local.set $end (call $append_digit (local.get $end) (i32.div_u (local.get $version) (i32.const 100))))))
    (if (i32.ge_u (local.get $version) (i32.const 10))
      (then (local.set $end (call $append_digit (local.get $end) (i32.div_u (local.get $version) (i32.const 10))))))
    (local.set $end (call $append_digit (local.get $end) (local.get $version)))
    (call $${COPY_TEXT} (local.get $end) (i32.const ${EMPTY.length + BEFORE_VERSION.length}) (i32.const ${AFTER_VERSION.length}))
    (local.set $end (i32.add (local.get $end) (i32.const ${AFTER_VERSION.length})))
    (call $${system.trap} (local.get $scratch) (i32.sub (local.get $end) (local.get $scratch)))
    (unreachable))

  ;; Writes the last decimal digit of a number and answers the address behind it.
  (func $append_digit (param $at i32) (param $number i32) (result i32)
    (i32.store8 (local.get $at)
      (i32.add (i32.const 48) (i32.rem_u (local.get $number) (i32.const 10))))
    (i32.add (local.get $at) (i32.const 1)))
)`;
}
