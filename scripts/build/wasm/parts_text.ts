import { PART, PARTS_FRAME } from '../../../src/backend/encoding/parts_frame.ts';
import { PADDED_BASE64_FUNCTION } from './base64_text.ts';
import { LEB128_FUNCTION } from './leb128_text.ts';

/** Function `(frame address, frame size)` behind the operation of `src/backend/ic/native_layout.ts`. */
export const JOIN_PARTS_FUNCTION = 'native_join_parts';

const { COUNT, OUTPUT, END, PARTS, PART_BYTES } = PARTS_FRAME;

/** Runs for parts of one kind. */
const ofKind = (kind: number, run: string): string => `
        (if (i32.eq (local.get $kind) (i32.const ${kind}))
          (then
            ${run}
            (br $next)))`;

/** Appends bytes to the output. */
const append = (from: string, length: string): string =>
  `(local.set $at (call $native_append (local.get $at) (local.get $end) (local.get ${from}) (local.get ${length})))`;

/**
 * Follows the list of a frame, `src/backend/encoding/parts_frame.ts`, after a check that each part lies inside of it
 * and has room in the output. Functions that append answer where the output goes on.
 */
export const JOIN_PARTS = `
  (func $native_needs_room (param $at i32) (param $end i32) (param $length i32)
    (if (i32.gt_u (local.get $length) (i32.sub (local.get $end) (local.get $at))) (then (unreachable))))

  (func $native_append (param $at i32) (param $end i32) (param $from i32) (param $length i32) (result i32)
    (call $native_needs_room (local.get $at) (local.get $end) (local.get $length))
    (memory.copy (local.get $at) (local.get $from) (local.get $length))
    (i32.add (local.get $at) (local.get $length)))

  (func $native_append_base64 (param $at i32) (param $end i32) (param $from i32) (param $length i32) (result i32)
    (local $text i32)
    (local.set $text (i32.mul (i32.div_u (i32.add (local.get $length) (i32.const 2)) (i32.const 3)) (i32.const 4)))
    (call $native_needs_room (local.get $at) (local.get $end) (local.get $text))
    (call $${PADDED_BASE64_FUNCTION} (local.get $from) (i32.add (local.get $from) (local.get $length)) (local.get $at))
    (i32.add (local.get $at) (local.get $text)))

  ;; Moves what was written, to make room for its length in front of it.
  (func $native_append_length (param $begin i32) (param $at i32) (param $end i32) (result i32)
    (local $length i32) (local $moved i32)
    (local.set $length (i32.sub (local.get $at) (local.get $begin)))
    (local.set $moved (i32.const 1))
    (loop $bytes
      (if (i32.shr_u (local.get $length) (i32.mul (local.get $moved) (i32.const 7)))
        (then
          (local.set $moved (i32.add (local.get $moved) (i32.const 1)))
          (br_if $bytes (i32.lt_u (local.get $moved) (i32.const 5))))))
    (call $native_needs_room (local.get $at) (local.get $end) (local.get $moved))
    (memory.copy (i32.add (local.get $begin) (local.get $moved)) (local.get $begin) (local.get $length))
    (drop (call $${LEB128_FUNCTION} (local.get $begin) (i64.extend_i32_u (local.get $length))))
    (i32.add (local.get $at) (local.get $moved)))

  ;; Length of the value that comes next.
  (func $native_value_length (param $value i32) (param $values_end i32) (result i32)
    (local $at i32)
    (local.set $at (local.get $value))
    (block $done
      (loop $characters
        (br_if $done (i32.ge_u (local.get $at) (local.get $values_end)))
        (br_if $done (i32.eq (i32.load8_u (local.get $at)) (i32.const 32)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $characters)))
    (i32.sub (local.get $at) (local.get $value)))

  (func $${JOIN_PARTS_FUNCTION} (param $frame i32) (param $size i32)
    (local $part i32) (local $left i32) (local $kind i32) (local $from i32) (local $length i32)
    (local $at i32) (local $end i32) (local $begin i32) (local $line_end i32) (local $line_end_length i32)
    (local $value i32) (local $values_end i32) (local $value_length i32)
    (local.set $left (i32.load offset=${COUNT} align=1 (local.get $frame)))
    (local.set $at (i32.load offset=${OUTPUT} align=1 (local.get $frame)))
    (if (i32.or
          (i32.gt_u (local.get $left) (i32.div_u (i32.sub (local.get $size) (i32.const ${PARTS})) (i32.const ${PART_BYTES})))
          (i32.gt_u (local.get $at) (local.get $size)))
      (then (unreachable)))
    (local.set $end (i32.add (local.get $frame) (local.get $size)))
    (local.set $begin (local.tee $at (i32.add (local.get $frame) (local.get $at))))
    (local.set $part (i32.add (local.get $frame) (i32.const ${PARTS})))
    (block $done
      (loop $parts
        (br_if $done (i32.eqz (local.get $left)))
        (local.set $kind (i32.load align=1 (local.get $part)))
        (local.set $from (i32.load offset=4 align=1 (local.get $part)))
        (local.set $length (i32.load offset=8 align=1 (local.get $part)))
        (if (i32.gt_u (local.get $from) (local.get $size)) (then (unreachable)))
        (if (i32.gt_u (local.get $length) (i32.sub (local.get $size) (local.get $from))) (then (unreachable)))
        (local.set $from (i32.add (local.get $frame) (local.get $from)))
        (block $next
          ${ofKind(
            PART.LINE,
            `
            (local.set $value_length (call $native_value_length (local.get $value) (local.get $values_end)))
            (if (local.get $value_length)
              (then
                ${append('$from', '$length')}
                ${append('$value', '$value_length')}
                ${append('$line_end', '$line_end_length')}))
            ;; Behind the value and its space.
            (local.set $value
              (i32.add (i32.add (local.get $value) (local.get $value_length)) (i32.const 1)))`,
          )}
          ${ofKind(PART.BYTES, append('$from', '$length'))}
          ${ofKind(
            PART.BASE64,
            '(local.set $at (call $native_append_base64 (local.get $at) (local.get $end) (local.get $from) (local.get $length)))',
          )}
          ${ofKind(PART.BEGIN, '(local.set $begin (local.get $at))')}
          ${ofKind(
            PART.COUNTED,
            '(local.set $at (call $native_append_length (local.get $begin) (local.get $at) (local.get $end)))',
          )}
          ${ofKind(
            PART.LINE_END,
            `(local.set $line_end (local.get $from))
            (local.set $line_end_length (local.get $length))`,
          )}
          ${ofKind(
            PART.VALUES,
            `(local.set $value (local.get $from))
            (local.set $values_end (i32.add (local.get $from) (local.get $length)))`,
          )}
          (unreachable))
        (local.set $part (i32.add (local.get $part) (i32.const ${PART_BYTES})))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $parts)))
    (i32.store offset=${END} align=1 (local.get $frame) (i32.sub (local.get $at) (local.get $frame))))`;
