import binaryen from 'binaryen';
import { ALLOCATE, FREE } from './template.ts';
import { addTextFunctions, displaceSystemFunction, systemFunction } from './text_module.ts';

const SYSTEM_CALL_NEW = 'system_call_new';
const SYSTEM_ON_CLEANUP = 'system_call_on_cleanup';
const SYSTEM_PERFORM = 'system_call_perform';
const CALLBACK = 'run_call_callback';

/**
 * Place of the callback in the function table: the one that compilers leave empty, so that it is the same in every
 * version of the canister and an old version's call finds this function in a new one.
 */
const CALLBACK_INDEX = 0;

/** By how much the numbers of versions are apart at the same time. */
const CALLS_PER_VERSION = 4096;

/** Calls that wait form a list in the heap; a record holds, in bytes: */
const RECORD = {
  NEXT: 0,
  ID: 4,
  FUNCTION: 8,
  ENVIRONMENT: 12,
  CLEANUP: 16,
  CLEANUP_ENVIRONMENT: 20,
  SIZE: 24,
};

/**
 * Keeps answers to calls that were made before an upgrade away from the heap of the new version. The system only
 * remembers which function of the table to run with which number, and Azle's Rust half gives it an address: after
 * an upgrade there is something else, and its callback would write into it. So the system is given a number that
 * names the call, and the address stays in the heap. A number that the heap does not know is from before, and is
 * dropped without a word; the system itself then rejects what waited for it.
 *
 * Numbers of different versions differ: they count on from the time of the first call in microseconds, which is later
 * than any number before it on a network that takes that long for a call, and is moved on by the canister's version
 * where clocks stand still, as test networks' do.
 */
export function guardCallbacks(module: binaryen.Module): void {
  const names = {
    callNew: displaceSystemFunction(module, 'call_new', SYSTEM_CALL_NEW),
    onCleanup: displaceSystemFunction(module, 'call_on_cleanup', SYSTEM_ON_CLEANUP),
    perform: displaceSystemFunction(module, 'call_perform', SYSTEM_PERFORM),
    time: systemFunction(module, 'time'),
    version: systemFunction(module, 'canister_version'),
  };
  for (const name of ['waiting_calls', 'last_call']) {
    module.addGlobal(name, binaryen.i32, true, module.i32.const(0));
  }
  const table = binaryen.getTableInfo(module.getTableByIndex(0)).name;
  addTextFunctions(module, guardText(names, table));
  // Binaryen has this method but does not declare it.
  (module as unknown as ElementSegments).addActiveElementSegment(
    table,
    'callbacks',
    [CALLBACK],
    module.i32.const(CALLBACK_INDEX),
  );
}

interface ElementSegments {
  addActiveElementSegment(
    table: string,
    name: string,
    functions: readonly string[],
    offset: binaryen.ExpressionRef,
  ): void;
}

interface Names {
  readonly callNew: string;
  readonly onCleanup: string;
  readonly perform: string;
  readonly time: string;
  readonly version: string;
}

const load = (field: number): string => `i32.load offset=${field}`;
const store = (field: number): string => `i32.store offset=${field}`;

function guardText({ callNew, onCleanup, perform, time, version }: Names, table: string): string {
  return `(module
  (import "ic0" "call_new" (func $${SYSTEM_CALL_NEW} (param i32 i32 i32 i32 i32 i32 i32 i32)))
  (import "ic0" "call_on_cleanup" (func $${SYSTEM_ON_CLEANUP} (param i32 i32)))
  (import "ic0" "call_perform" (func $${SYSTEM_PERFORM} (result i32)))
  (import "ic0" "time" (func $${time} (result i64)))
  (import "ic0" "canister_version" (func $${version} (result i64)))
  (import "module" "allocate" (func $${ALLOCATE} (param i32) (result i32)))
  (import "module" "free" (func $${FREE} (param i32)))
  (memory $0 1)
  (table $${table} 1 funcref)
  (type $callback (func (param i32)))
  ;; The newest record, or 0.
  (global $waiting_calls (mut i32) (i32.const 0))
  ;; The newest call's number, or 0: even, because odd ones stand for the call's cleanup.
  (global $last_call (mut i32) (i32.const 0))

  (func $${callNew}
    (param $callee i32) (param $callee_size i32) (param $name i32) (param $name_size i32)
    (param $reply i32) (param $reply_environment i32) (param $reject i32) (param $reject_environment i32)
    (local $record i32)
    ;; Azle's callback asks the system by itself which of both it is.
    (if (i32.or
          (i32.ne (local.get $reply) (local.get $reject))
          (i32.ne (local.get $reply_environment) (local.get $reject_environment)))
      (then (unreachable)))
    (if (i32.eqz (global.get $last_call))
      (then
        (global.set $last_call
          (i32.shl
            (i32.wrap_i64
              (i64.add
                (i64.div_u (call $${time}) (i64.const 1000))
                (i64.mul (call $${version}) (i64.const ${CALLS_PER_VERSION}))))
            (i32.const 1)))))
    (global.set $last_call (i32.add (global.get $last_call) (i32.const 2)))
    (if (i32.eqz (local.tee $record (call $${ALLOCATE} (i32.const ${RECORD.SIZE}))))
      (then (unreachable)))
    (${store(RECORD.NEXT)} (local.get $record) (global.get $waiting_calls))
    (${store(RECORD.ID)} (local.get $record) (global.get $last_call))
    (${store(RECORD.FUNCTION)} (local.get $record) (local.get $reply))
    (${store(RECORD.ENVIRONMENT)} (local.get $record) (local.get $reply_environment))
    (global.set $waiting_calls (local.get $record))
    (call $${SYSTEM_CALL_NEW}
      (local.get $callee) (local.get $callee_size) (local.get $name) (local.get $name_size)
      (i32.const ${CALLBACK_INDEX}) (global.get $last_call) (i32.const ${CALLBACK_INDEX}) (global.get $last_call)))

  (func $${onCleanup} (param $function i32) (param $environment i32)
    (${store(RECORD.CLEANUP)} (global.get $waiting_calls) (local.get $function))
    (${store(RECORD.CLEANUP_ENVIRONMENT)} (global.get $waiting_calls) (local.get $environment))
    (call $${SYSTEM_ON_CLEANUP}
      (i32.const ${CALLBACK_INDEX})
      (i32.or (global.get $last_call) (i32.const 1))))

  ;; A call that could not be made gets no answer.
  (func $${perform} (result i32)
    (local $error i32) (local $record i32)
    (if (local.tee $error (call $${SYSTEM_PERFORM}))
      (then
        (local.set $record (global.get $waiting_calls))
        (global.set $waiting_calls (${load(RECORD.NEXT)} (local.get $record)))
        (call $${FREE} (local.get $record))))
    (local.get $error))

  (func $${CALLBACK} (param $call i32)
    (local $before i32) (local $record i32) (local $function i32) (local $environment i32)
    (local.set $record (global.get $waiting_calls))
    (block $found
      (loop $search
        (if (i32.eqz (local.get $record)) (then (return)))
        (br_if $found
          (i32.eq
            (${load(RECORD.ID)} (local.get $record))
            (i32.and (local.get $call) (i32.const -2))))
        (local.set $before (local.get $record))
        (local.set $record (${load(RECORD.NEXT)} (local.get $record)))
        (br $search)))
    (if (local.get $before)
      (then (${store(RECORD.NEXT)} (local.get $before) (${load(RECORD.NEXT)} (local.get $record))))
      (else (global.set $waiting_calls (${load(RECORD.NEXT)} (local.get $record)))))
    (local.set $function (${load(RECORD.FUNCTION)} (local.get $record)))
    (local.set $environment (${load(RECORD.ENVIRONMENT)} (local.get $record)))
    (if (i32.and (local.get $call) (i32.const 1))
      (then
        (local.set $function (${load(RECORD.CLEANUP)} (local.get $record)))
        (local.set $environment (${load(RECORD.CLEANUP_ENVIRONMENT)} (local.get $record)))))
    (call $${FREE} (local.get $record))
    (call_indirect (type $callback) (local.get $environment) (local.get $function)))
)`;
}
