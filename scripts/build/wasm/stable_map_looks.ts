import binaryen from 'binaryen';
import { STABLE_MAP_INSERT, STABLE_MAP_LOAD_NODE, STABLE_MAP_LOOK } from './template.ts';
import { addTextFunctions, displaceFunction, displaceSystemFunction } from './text_module.ts';

const INSERT = 'stable_map_insert';
const LOAD_NODE = 'stable_map_load_node';
const LOOK = 'stable_map_look';
const WRITE = 'system_stable64_write';

/**
 * Where Rust's structures hold the number of a map's memory, one byte: behind the map's address, and behind that of the
 * memory from which its nodes are loaded.
 */
const MEMORY_ID = { OF_MAP: 60, OF_MEMORY: 28 };

/**
 * Lets an insertion begin where the map was looked into last. Azle looks for the key before it inserts, only to know
 * whether there will be more entries than it allows, and then goes down from the root again; a canister nearly always
 * inserts what it has got before. So the first look begins at the node that was loaded last, if nothing was written
 * since, and where it finds the key, the insertion loads that node in the root's place and gives the key its value
 * there. Any other key is inserted from the root, without a look before: to Azle's limit, 2^32 - 1 entries, it is a new
 * one. `tests/canister/stable_maps.test.ts` compares maps with JavaScript's own.
 */
export function shortenInsertions(module: binaryen.Module): void {
  for (const name of GLOBALS) module.addGlobal(name, binaryen.i32, true, module.i32.const(0));
  displaceFunction(module, STABLE_MAP_INSERT, INSERT);
  displaceFunction(module, STABLE_MAP_LOAD_NODE, LOAD_NODE);
  displaceFunction(module, STABLE_MAP_LOOK, LOOK);
  const write = displaceSystemFunction(module, 'stable64_write', WRITE);
  addTextFunctions(
    module,
    `(module
  (import "ic0" "stable64_write" (func $${WRITE} (param i64 i64 i64)))
  (import "module" "insert" (func $${INSERT} (param i32 i32 i32)))
  (import "module" "load_node" (func $${LOAD_NODE} (param i32 i64 i32 i32)))
  (import "module" "look" (func $${LOOK} (param i32 i64 i32) (result i32)))
  (memory $0 1)
  ${GLOBALS.map((name) => `(global $${name} (mut i32) (i32.const 0))`).join('\n')}

  (func $${STABLE_MAP_INSERT} (param $result i32) (param $function i32) (param $parameters i32)
    (global.set $inserts (i32.const 1))
    (call $${INSERT} (local.get $result) (local.get $function) (local.get $parameters))
    (global.set $inserts (i32.const 0)))

  ;; Whether a key is in a node or below it.
  (func $${STABLE_MAP_LOOK} (param $map i32) (param $node i64) (param $key i32) (result i32)
    (if (i32.eqz (global.get $inserts))
      (then (return (call $${LOOK} (local.get $map) (local.get $node) (local.get $key)))))
    (global.set $inserts (i32.const 0))
    (if (i32.ne
          (global.get $last_memory)
          (i32.add (i32.load8_u offset=${MEMORY_ID.OF_MAP} (local.get $map)) (i32.const 1)))
      (then (return (i32.const 0))))
    (global.set $is_found (call $${LOOK} (local.get $map) (call $last_node) (local.get $key)))
    (global.get $is_found))

  (func $${STABLE_MAP_LOAD_NODE} (param $node i32) (param $address i64) (param $page_size i32) (param $memory i32)
    (if (global.get $is_found)
      (then
        (local.set $address (call $last_node))
        (global.set $is_found (i32.const 0))))
    (global.set $last_memory (i32.add (i32.load8_u offset=${MEMORY_ID.OF_MEMORY} (local.get $memory)) (i32.const 1)))
    (global.set $last_node_low (i32.wrap_i64 (local.get $address)))
    (global.set $last_node_high (i32.wrap_i64 (i64.shr_u (local.get $address) (i64.const 32))))
    (call $${LOAD_NODE} (local.get $node) (local.get $address) (local.get $page_size) (local.get $memory)))

  (func $last_node (result i64)
    (i64.or
      (i64.extend_i32_u (global.get $last_node_low))
      (i64.shl (i64.extend_i32_u (global.get $last_node_high)) (i64.const 32))))

  ;; A node that was written may be elsewhere or nowhere.
  (func $${write} (param $to i64) (param $from i64) (param $length i64)
    (global.set $last_memory (i32.const 0))
    (call $${WRITE} (local.get $to) (local.get $from) (local.get $length)))
)`,
  );
}

const GLOBALS = [
  /** 1 from the start of an insertion until it looks for its key. */
  'inserts',
  /** 1 from when that look found the key until the insertion loads a node. */
  'is_found',
  /** Number of the memory that a node was loaded from last, and 1; 0 after stable memory was written. */
  'last_memory',
  'last_node_low',
  'last_node_high',
] as const;
