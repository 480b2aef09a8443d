import binaryen from 'binaryen';
import { OPERATION, TEXT_FRAME } from '../../../src/backend/ic/native_layout.ts';
import { BASE64_CHARACTERS_FUNCTION } from './base64_text.ts';
import { addTextFunctions, displaceSystemFunction } from './text_module.ts';

/** Functions `(frame address, frame size)` behind the text operations of `src/backend/ic/native_layout.ts`. */
export const CATCH_TEXT_FUNCTION = 'native_catch_text';
export const ASCII_TEXT_FUNCTION = 'native_ascii_text';
export const BASE64_FUNCTION = 'native_base64';
export const SKIP_TEXTS_FUNCTION = 'native_skip_texts';

/** Inside the module, the system calls under their own names once strings pass through them. */
const DEBUG_PRINT = 'system_debug_print';
const METHOD_NAME_SIZE = 'system_msg_method_name_size';
const METHOD_NAME_COPY = 'system_msg_method_name_copy';

/** Adds the text operations and gives `debug_print` and `msg_method_name_*` their second meaning. */
export function addNativeText(module: binaryen.Module): void {
  for (const name of ['native_caught_frame', 'native_caught_size', 'native_text', 'native_text_length']) {
    module.addGlobal(name, binaryen.i32, true, module.i32.const(0));
  }
  const displaced = {
    debugPrint: displaceSystemFunction(module, 'debug_print', DEBUG_PRINT),
    nameSize: displaceSystemFunction(module, 'msg_method_name_size', METHOD_NAME_SIZE),
    nameCopy: displaceSystemFunction(module, 'msg_method_name_copy', METHOD_NAME_COPY),
  };
  addTextFunctions(
    module,
    `(module
  (import "ic0" "debug_print" (func $${DEBUG_PRINT} (param i32 i32)))
  (import "ic0" "msg_method_name_size" (func $${METHOD_NAME_SIZE} (result i32)))
  (import "ic0" "msg_method_name_copy" (func $${METHOD_NAME_COPY} (param i32 i32 i32)))
  (import "module" "${BASE64_CHARACTERS_FUNCTION}" (func $${BASE64_CHARACTERS_FUNCTION} (param i32 i32 i32 i32)))
  (memory $0 1)
  ;; The frame that waits for a text, or 0.
  (global $native_caught_frame (mut i32) (i32.const 0))
  (global $native_caught_size (mut i32) (i32.const 0))
  ;; The text that is to be answered, or 0.
  (global $native_text (mut i32) (i32.const 0))
  (global $native_text_length (mut i32) (i32.const 0))
  ${MATCH_BYTES}
  ${catchText(displaced.debugPrint)}
  ${answerText(displaced.nameSize, displaced.nameCopy)}
  ${ASCII}
  ${BASE64}
  ${SKIP_TEXTS}
)`,
  );
}

/** Room for text or bytes in a frame; `unreachable` stops messages with frames that have none. */
const ROOM = `
  (func $native_text_room (param $size i32) (result i32)
    (if (i32.lt_u (local.get $size) (i32.const ${TEXT_FRAME.BYTES})) (then (unreachable)))
    (i32.sub (local.get $size) (i32.const ${TEXT_FRAME.BYTES})))`;

const catchText = (debugPrint: string): string => `
  ${ROOM}
  (func $${CATCH_TEXT_FUNCTION} (param $frame i32) (param $size i32)
    (i32.store offset=4 align=1 (local.get $frame) (i32.const ${TEXT_FRAME.TOO_LONG | 0}))
    (if (i32.or
          (i32.lt_u (i32.load offset=8 align=1 (local.get $frame)) (i32.const ${TEXT_FRAME.BYTES}))
          (i32.gt_u (i32.load offset=8 align=1 (local.get $frame)) (local.get $size)))
      (then (unreachable)))
    (global.set $native_caught_frame (local.get $frame))
    (global.set $native_caught_size (local.get $size)))

  (func $${debugPrint} (param $text i32) (param $length i32)
    (local $frame i32) (local $at i32)
    (if (i32.eqz (local.tee $frame (global.get $native_caught_frame)))
      (then
        (call $${DEBUG_PRINT} (local.get $text) (local.get $length))
        (return)))
    (global.set $native_caught_frame (i32.const 0))
    (if (i32.eq (i32.load align=1 (local.get $frame)) (i32.const ${OPERATION.MATCH_BYTES}))
      (then
        (i32.store offset=4 align=1 (local.get $frame)
          (call $native_match_bytes
            (i32.add (local.get $frame) (i32.load offset=8 align=1 (local.get $frame)))
            (i32.add (local.get $frame) (global.get $native_caught_size))
            (local.get $text)
            (i32.add (local.get $text) (local.get $length))))
        (return)))
    (local.set $at (i32.load offset=8 align=1 (local.get $frame)))
    (if (i32.gt_u (local.get $length) (i32.sub (global.get $native_caught_size) (local.get $at)))
      (then (return)))
    (i32.store offset=4 align=1 (local.get $frame) (local.get $length))
    (memory.copy (i32.add (local.get $frame) (local.get $at)) (local.get $text) (local.get $length)))`;

/** Characters up to 255 have one or two bytes in UTF-8; what has more matches nothing. */
const MATCH_BYTES = `
  (func $native_match_bytes (param $at i32) (param $end i32) (param $text i32) (param $text_end i32) (result i32)
    (local $byte i32)
    (block $matched
      (loop $characters
        (br_if $matched (i32.ge_u (local.get $text) (local.get $text_end)))
        (if (i32.ge_u (local.get $at) (local.get $end)) (then (return (i32.const 0))))
        (local.set $byte (i32.load8_u (local.get $text)))
        (local.set $text (i32.add (local.get $text) (i32.const 1)))
        (if (i32.ge_u (local.get $byte) (i32.const 0x80))
          (then
            (if (i32.ge_u (local.get $byte) (i32.const 0xc4)) (then (return (i32.const 0))))
            (local.set $byte
              (i32.or
                (i32.shl (i32.and (local.get $byte) (i32.const 3)) (i32.const 6))
                (i32.and (i32.load8_u (local.get $text)) (i32.const 63))))
            (local.set $text (i32.add (local.get $text) (i32.const 1)))))
        (if (i32.ne (local.get $byte) (i32.load8_u (local.get $at))) (then (return (i32.const 0))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $characters)))
    (i32.const 1))`;

const answerText = (nameSize: string, nameCopy: string): string => `
  (func $${nameSize} (result i32)
    (if (i32.eqz (global.get $native_text))
      (then (return (call $${METHOD_NAME_SIZE}))))
    (global.get $native_text_length))

  (func $${nameCopy} (param $to i32) (param $offset i32) (param $length i32)
    (if (i32.eqz (global.get $native_text))
      (then
        (call $${METHOD_NAME_COPY} (local.get $to) (local.get $offset) (local.get $length))
        (return)))
    (memory.copy (local.get $to) (i32.add (global.get $native_text) (local.get $offset)) (local.get $length))
    (global.set $native_text (i32.const 0)))`;

const ASCII = `
  (func $native_is_ascii (param $at i32) (param $end i32) (result i32)
    (block $eights_done
      (loop $eights
        (br_if $eights_done (i32.gt_u (i32.add (local.get $at) (i32.const 8)) (local.get $end)))
        (if (i32.eqz (i64.eqz (i64.and (i64.load align=1 (local.get $at)) (i64.const 0x8080808080808080))))
          (then (return (i32.const 0))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br $eights)))
    (block $done
      (loop $ones
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (if (i32.ge_u (i32.load8_u (local.get $at)) (i32.const 0x80)) (then (return (i32.const 0))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $ones)))
    (i32.const 1))

  (func $${ASCII_TEXT_FUNCTION} (param $frame i32) (param $size i32)
    (local $start i32) (local $length i32)
    (local.set $length (i32.load offset=4 align=1 (local.get $frame)))
    (local.set $start (i32.load offset=8 align=1 (local.get $frame)))
    (if (i32.gt_u (local.get $start) (local.get $size)) (then (unreachable)))
    (if (i32.gt_u (local.get $length) (i32.sub (local.get $size) (local.get $start))) (then (unreachable)))
    (i32.store offset=8 align=1 (local.get $frame) (i32.const 0))
    (local.set $start (i32.add (local.get $frame) (local.get $start)))
    (if (i32.eqz (call $native_is_ascii (local.get $start) (i32.add (local.get $start) (local.get $length))))
      (then (return)))
    (i32.store offset=8 align=1 (local.get $frame) (i32.const 1))
    (global.set $native_text (local.get $start))
    (global.set $native_text_length (local.get $length)))`;

const BASE64 = `
  (func $${BASE64_FUNCTION} (param $frame i32) (param $size i32)
    (local $at i32) (local $end i32) (local $to i32) (local $length i32) (local $room i32)
    (local.set $length (i32.load offset=4 align=1 (local.get $frame)))
    (local.set $room (call $native_text_room (local.get $size)))
    (if (i32.gt_u (local.get $length) (local.get $room)) (then (unreachable)))
    (local.set $room (i32.sub (local.get $room) (local.get $length)))
    (if (i32.gt_u
          (i32.mul (i32.div_u (i32.add (local.get $length) (i32.const 2)) (i32.const 3)) (i32.const 4))
          (local.get $room))
      (then (unreachable)))
    (local.set $at (i32.add (local.get $frame) (i32.const ${TEXT_FRAME.BYTES})))
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (call $${BASE64_CHARACTERS_FUNCTION} (local.get $at) (local.get $end) (local.get $end) (i32.const 0))
    ;; The characters that hold nothing of the last one or two bytes become the padding.
    (local.set $to
      (i32.add
        (local.get $end)
        (i32.mul (i32.div_u (i32.add (local.get $length) (i32.const 2)) (i32.const 3)) (i32.const 4))))
    (local.set $length (i32.rem_u (local.get $length) (i32.const 3)))
    (if (local.get $length)
      (then
        (i32.store8 (i32.sub (local.get $to) (i32.const 1)) (i32.const 61))
        (if (i32.eq (local.get $length) (i32.const 1))
          (then (i32.store8 (i32.sub (local.get $to) (i32.const 2)) (i32.const 61)))))))`;

const SKIP_TEXTS = `
  (func $${SKIP_TEXTS_FUNCTION} (param $frame i32) (param $size i32)
    (local $start i32) (local $at i32) (local $end i32) (local $left i32) (local $length i32) (local $shift i32) (local $byte i32)
    (local.set $start (i32.load offset=4 align=1 (local.get $frame)))
    (if (i32.gt_u (local.get $start) (local.get $size)) (then (unreachable)))
    (local.set $left (i32.load offset=8 align=1 (local.get $frame)))
    (i32.store offset=8 align=1 (local.get $frame) (i32.const ${TEXT_FRAME.TOO_LONG | 0}))
    (local.set $start (i32.add (local.get $frame) (local.get $start)))
    (local.set $at (local.get $start))
    (local.set $end (i32.add (local.get $frame) (local.get $size)))
    (block $texts_done
      (loop $texts
        (br_if $texts_done (i32.eqz (local.get $left)))
        ;; The length: LEB128 of up to four bytes, which no text here can exceed.
        (local.set $length (i32.const 0))
        (local.set $shift (i32.const 0))
        (loop $length_bytes
          (if (i32.or (i32.ge_u (local.get $at) (local.get $end)) (i32.gt_u (local.get $shift) (i32.const 21)))
            (then (return)))
          (local.set $byte (i32.load8_u (local.get $at)))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (local.set $length
            (i32.or
              (local.get $length)
              (i32.shl (i32.and (local.get $byte) (i32.const 127)) (local.get $shift))))
          (local.set $shift (i32.add (local.get $shift) (i32.const 7)))
          (br_if $length_bytes (i32.ge_u (local.get $byte) (i32.const 128))))
        (if (i32.gt_u (local.get $length) (i32.sub (local.get $end) (local.get $at))) (then (return)))
        (local.set $length (i32.add (local.get $at) (local.get $length)))
        (if (i32.eqz (call $native_is_ascii (local.get $at) (local.get $length))) (then (return)))
        (local.set $at (local.get $length))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $texts)))
    (i32.store offset=8 align=1 (local.get $frame) (i32.sub (local.get $at) (local.get $start))))`;
