import binaryen from 'binaryen';
import {
  LONGEST_CERTIFIED_DATA,
  MEMORY_PAGES_FRAME,
  OPERATION,
  SHA256_FRAME,
  SIGNATURE_COST_FRAME,
} from '../../../src/backend/ic/native_layout.ts';
import {
  addNativeText,
  ASCII_TEXT_FUNCTION,
  BASE64_FUNCTION,
  CATCH_TEXT_FUNCTION,
  READ_GET_FUNCTION,
  SKIP_TEXTS_FUNCTION,
} from './native_text.ts';
import { BASE64_CHARACTERS } from './base64_text.ts';
import { DIGEST_STEPS, DIGEST_STEPS_FUNCTION } from './digest_steps_text.ts';
import { LEB128 } from './leb128_text.ts';
import { JOIN_PARTS, JOIN_PARTS_FUNCTION } from './parts_text.ts';
import { addCopyFunction } from './passive_data.ts';
import { SHA224_FUNCTION, SHA256_FUNCTION, sha256Functions } from './sha256_text.ts';
import {
  SIGNATURE_TREE,
  TREE_ADD_FUNCTION,
  TREE_HASH_FUNCTION,
  TREE_REMOVE_FUNCTION,
  TREE_WITNESS_FUNCTION,
} from './signature_tree_text.ts';
import {
  BASE64URL_FUNCTION,
  EQUAL_FUNCTION,
  FROM_BASE64URL_FUNCTION,
  HEX_FUNCTION,
  PRINCIPAL_TEXT_FUNCTION,
  TEXT_FORMS,
} from './text_forms_text.ts';
import { addTextFunctions, displaceSystemFunction, systemFunction } from './text_module.ts';
import { SET_TIMER } from './timer.ts';

const { SIZES, TOLD } = MEMORY_PAGES_FRAME;

/** Inside the module, the system call under its own name once the seam has taken its place. */
const SYSTEM_CALL = 'system_certified_data_set';
const EMBEDDED_BYTES_FUNCTION = 'native_embedded_bytes';
const SIGNATURE_COST_CALL = 'system_cost_sign_with_schnorr';

/**
 * Puts native functions behind the import `certified_data_set`, as `src/backend/ic/native_layout.ts` describes. The
 * timer must have been taken before.
 *
 * @param embedded number of the passive segment that holds the embedded files
 */
export function addNativeSeam(module: binaryen.Module, embedded: number): void {
  const seam = displaceSystemFunction(module, 'certified_data_set', SYSTEM_CALL);
  addCopyFunction(module, EMBEDDED_BYTES_FUNCTION, embedded);
  const { i32, createType } = binaryen;
  module.addFunctionImport(
    SIGNATURE_COST_CALL,
    'ic0',
    'cost_sign_with_schnorr',
    createType([i32, i32, i32, i32]),
    i32,
  );
  addTextFunctions(
    module,
    `(module (memory $0 1) ${[sha256Functions(), LEB128, DIGEST_STEPS, SIGNATURE_TREE, TEXT_FORMS, BASE64_CHARACTERS, JOIN_PARTS].join('\n')})`,
  );
  addNativeText(module);
  const stable = {
    size: systemFunction(module, 'stable64_size'),
    read: systemFunction(module, 'stable64_read'),
  };
  addTextFunctions(module, seamText(seam, stable));
}

/** System calls by their names inside the module. */
interface StableMemoryCalls {
  readonly size: string;
  readonly read: string;
}

/** Operations that are functions `(frame address, frame size)`. */
const FRAME_FUNCTIONS = [
  [OPERATION.CATCH_TEXT, CATCH_TEXT_FUNCTION],
  [OPERATION.MATCH_BYTES, CATCH_TEXT_FUNCTION],
  [OPERATION.ASCII_TEXT, ASCII_TEXT_FUNCTION],
  [OPERATION.BASE64, BASE64_FUNCTION],
  [OPERATION.SKIP_TEXTS, SKIP_TEXTS_FUNCTION],
  [OPERATION.READ_GET, READ_GET_FUNCTION],
  [OPERATION.DIGEST_STEPS, DIGEST_STEPS_FUNCTION],
  [OPERATION.BASE64URL, BASE64URL_FUNCTION],
  [OPERATION.FROM_BASE64URL, FROM_BASE64URL_FUNCTION],
  [OPERATION.EQUAL, EQUAL_FUNCTION],
  [OPERATION.HEX, HEX_FUNCTION],
  [OPERATION.PRINCIPAL_TEXT, PRINCIPAL_TEXT_FUNCTION],
  [OPERATION.TREE_ADD, TREE_ADD_FUNCTION],
  [OPERATION.TREE_REMOVE, TREE_REMOVE_FUNCTION],
  [OPERATION.TREE_HASH, TREE_HASH_FUNCTION],
  [OPERATION.TREE_WITNESS, TREE_WITNESS_FUNCTION],
  [OPERATION.JOIN_PARTS, JOIN_PARTS_FUNCTION],
] as const;

/** The function that tells frames from certified data and runs what a frame asks for. */
function seamText(name: string, stable: StableMemoryCalls): string {
  const operations = [
    [OPERATION.SHA256, hashFrame(SHA256_FUNCTION)],
    [OPERATION.SHA224, hashFrame(SHA224_FUNCTION)],
    [OPERATION.EMBEDDED_BYTES, EMBEDDED_BYTES],
    [OPERATION.MEMORY_PAGES, memoryPages(stable)],
    [OPERATION.SET_TIMER, SET_TIMER_FROM_FRAME],
    [OPERATION.SIGNATURE_COST, SIGNATURE_COST],
    ...FRAME_FUNCTIONS.map(
      ([number, target]) => [number, `(call $${target} (local.get $frame) (local.get $size))`] as const,
    ),
  ] as const;
  return `(module
  (import "ic0" "certified_data_set" (func $${SYSTEM_CALL} (param i32 i32)))
  (import "ic0" "stable64_size" (func $${stable.size} (result i64)))
  (import "ic0" "stable64_read" (func $${stable.read} (param i64 i64 i64)))
  (import "ic0" "global_timer_set" (func $${SET_TIMER} (param i64) (result i64)))
  (import "ic0" "cost_sign_with_schnorr" (func $${SIGNATURE_COST_CALL} (param i32 i32 i32 i32) (result i32)))
  (import "module" "embedded" (func $${EMBEDDED_BYTES_FUNCTION} (param i32 i32 i32)))
  ${[SHA256_FUNCTION, SHA224_FUNCTION].map((target) => `(import "module" "${target}" (func $${target} (param i32 i32 i32)))`).join('\n')}
  ${[...new Set(FRAME_FUNCTIONS.map(([, target]) => target))].map((target) => `(import "module" "${target}" (func $${target} (param i32 i32)))`).join('\n')}
  (memory $0 1)
  (func $${name} (param $frame i32) (param $size i32)
    (local $operation i32)
    (if (i32.le_u (local.get $size) (i32.const ${LONGEST_CERTIFIED_DATA}))
      (then
        (call $${SYSTEM_CALL} (local.get $frame) (local.get $size))
        (return)))
    (local.set $operation (i32.load align=1 (local.get $frame)))
    ${operations
      .map(
        ([number, run]) => `
    (if (i32.eq (local.get $operation) (i32.const ${number}))
      (then
        ${run}
        (return)))`,
      )
      .join('')}
    (unreachable))
)`;
}

/** Where the memory manager of Azle's stable structures keeps the sizes of its memories, pages in 8 bytes each. */
const MEMORY_SIZES = 40;

/**
 * Writes the sizes of both memories into the frame, and those of the memories in stable memory, which was divided
 * before any JavaScript ran.
 */
const memoryPages = (stable: StableMemoryCalls): string => `
        (i32.store offset=4 align=1 (local.get $frame) (memory.size))
        (i32.store offset=8 align=1 (local.get $frame) (i32.wrap_i64 (call $${stable.size})))
        (if (i32.lt_u (local.get $size) (i32.const ${SIZES + 8 * TOLD})) (then (unreachable)))
        (call $${stable.read}
          (i64.extend_i32_u (i32.add (local.get $frame) (i32.const ${SIZES})))
          (i64.const ${MEMORY_SIZES})
          (i64.const ${8 * TOLD}))
        ;; What is told are the lower halves.
        ${Array.from(
          { length: TOLD },
          (_, id) => `
        (i32.store offset=${SIZES + 4 * id} align=1 (local.get $frame)
          (i32.load offset=${SIZES + 8 * id} align=1 (local.get $frame)))`,
        ).join('')}`;

const SET_TIMER_FROM_FRAME = `
        (drop (call $${SET_TIMER} (i64.load offset=4 align=1 (local.get $frame))))`;

/** Number that stands for Ed25519 among the algorithms of Schnorr signatures. */
const ED25519 = 1;

const SIGNATURE_COST = `
        (if (i32.or
              (i32.lt_u (local.get $size) (i32.const ${SIGNATURE_COST_FRAME.END}))
              (i32.gt_u (i32.load offset=4 align=1 (local.get $frame)) (i32.const ${SIGNATURE_COST_FRAME.NAME_ROOM})))
          (then (unreachable)))
        (i32.store offset=8 align=1 (local.get $frame)
          (call $${SIGNATURE_COST_CALL}
            (i32.add (local.get $frame) (i32.const ${SIGNATURE_COST_FRAME.NAME}))
            (i32.load offset=4 align=1 (local.get $frame))
            (i32.const ${ED25519})
            (i32.add (local.get $frame) (i32.const ${SIGNATURE_COST_FRAME.CYCLES}))))`;

/** Copies embedded bytes over the frame, after a check that they fit. */
const EMBEDDED_BYTES = `
        (if (i32.gt_u (i32.load offset=8 align=1 (local.get $frame)) (local.get $size))
          (then (unreachable)))
        (call $${EMBEDDED_BYTES_FUNCTION}
          (local.get $frame)
          (i32.load offset=4 align=1 (local.get $frame))
          (i32.load offset=8 align=1 (local.get $frame)))`;

/** Hashes the message in a frame, after a check that message and padding lie inside it. */
function hashFrame(hashFunction: string): string {
  const overhead = SHA256_FRAME.MESSAGE + SHA256_FRAME.PADDING;
  return `
        (if (i32.or
              (i32.lt_u (local.get $size) (i32.const ${overhead}))
              (i32.gt_u (i32.load offset=4 align=1 (local.get $frame)) (i32.sub (local.get $size) (i32.const ${overhead}))))
          (then (unreachable)))
        (call $${hashFunction}
          (i32.add (local.get $frame) (i32.const ${SHA256_FRAME.MESSAGE}))
          (i32.load offset=4 align=1 (local.get $frame))
          (i32.add (local.get $frame) (i32.const ${SHA256_FRAME.DIGEST})))`;
}
