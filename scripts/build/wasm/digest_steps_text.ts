import { DIGEST_STEP, DIGEST_STEPS_FRAME } from '../../../src/backend/ic/native_layout.ts';
import { BASE64_CHARACTERS_FUNCTION } from './base64_text.ts';
import { LEB128_FUNCTION } from './leb128_text.ts';
import { SHA224_FUNCTION, SHA256_FUNCTION } from './sha256_text.ts';
import { HEX_CHARACTERS_FUNCTION, PRINCIPAL_CHARACTERS_FUNCTION } from './text_forms_text.ts';

/** Function `(frame address, frame size)` behind the operation of `src/backend/ic/native_layout.ts`. */
export const DIGEST_STEPS_FUNCTION = 'native_digest_steps';

const { STEPS, STEP_BYTES, PADDING, TEXT_ROOM } = DIGEST_STEPS_FRAME;

/** Takes the steps of a frame one after the other, each after a check that all it touches lies in the frame. */
export const DIGEST_STEPS = `
  ;; Writes a text that stands for a message, and nothing behind it.
  (func $native_text_step (param $kind i32) (param $message i32) (param $length i32) (param $to i32)
    (local $end i32) (local $behind i32) (local $kept i32)
    (local.set $end (i32.add (local.get $message) (local.get $length)))
    (if (i32.eq (local.get $kind) (i32.const ${DIGEST_STEP.HEX}))
      (then
        (call $${HEX_CHARACTERS_FUNCTION} (local.get $message) (local.get $end) (local.get $to))
        (return)))
    (if (i32.eq (local.get $kind) (i32.const ${DIGEST_STEP.PRINCIPAL_TEXT}))
      (then
        (if (i32.lt_u (local.get $length) (i32.const 4)) (then (unreachable)))
        (drop
          (call $${PRINCIPAL_CHARACTERS_FUNCTION} (local.get $message) (local.get $end) (local.get $to)))
        (return)))
    ;; Base64 is written in fours: what comes behind is put back.
    (local.set $behind
      (i32.add
        (local.get $to)
        (i32.div_u (i32.add (i32.shl (local.get $length) (i32.const 2)) (i32.const 2)) (i32.const 3))))
    (local.set $kept (i32.load align=1 (local.get $behind)))
    (call $${BASE64_CHARACTERS_FUNCTION}
      (local.get $message) (local.get $end) (local.get $to) (i32.const 1))
    (i32.store align=1 (local.get $behind) (local.get $kept)))

  (func $${DIGEST_STEPS_FUNCTION} (param $frame i32) (param $size i32)
    (local $step i32) (local $left i32)
    (local $message i32) (local $length i32) (local $digest i32) (local $room i32) (local $kind i32)
    (local.set $left (i32.load offset=4 align=1 (local.get $frame)))
    (if (i32.gt_u (local.get $left) (i32.div_u (i32.sub (local.get $size) (i32.const ${STEPS})) (i32.const ${STEP_BYTES})))
      (then (unreachable)))
    (local.set $step (i32.add (local.get $frame) (i32.const ${STEPS})))
    (block $done
      (loop $steps
        (br_if $done (i32.eqz (local.get $left)))
        (local.set $message (i32.load align=1 (local.get $step)))
        (local.set $length (i32.load offset=4 align=1 (local.get $step)))
        (local.set $digest (i32.load offset=8 align=1 (local.get $step)))
        (local.set $kind (i32.load offset=12 align=1 (local.get $step)))
        (if (i32.gt_u (local.get $message) (local.get $size)) (then (unreachable)))
        (local.set $room (i32.sub (local.get $size) (local.get $message)))
        (if (i32.gt_u (local.get $length) (local.get $room)) (then (unreachable)))
        (if (i32.lt_u (i32.sub (local.get $room) (local.get $length)) (i32.const ${PADDING})) (then (unreachable)))
        (if (i32.gt_u (local.get $digest) (i32.sub (local.get $size) (i32.const 32))) (then (unreachable)))
        (if (i32.and
              (i32.ge_u (local.get $kind) (i32.const ${DIGEST_STEP.HEX}))
              (i32.lt_u
                (i32.sub (local.get $size) (local.get $digest))
                (i32.add (i32.shl (local.get $length) (i32.const 1)) (i32.const ${TEXT_ROOM}))))
          (then (unreachable)))
        (local.set $message (i32.add (local.get $frame) (local.get $message)))
        (local.set $digest (i32.add (local.get $frame) (local.get $digest)))
        (if (i32.eq (local.get $kind) (i32.const ${DIGEST_STEP.SHA256_OF_LEB128}))
          (then
            ;; The padding's room holds the number and its two bytes more.
            (local.set $length
              (i32.sub
                (call $${LEB128_FUNCTION} (local.get $message) (i64.load align=1 (local.get $message)))
                (local.get $message)))
            (if (i32.lt_u (i32.sub (local.get $room) (local.get $length)) (i32.const ${PADDING}))
              (then (unreachable)))))
        (if (i32.ge_u (local.get $kind) (i32.const ${DIGEST_STEP.HEX}))
          (then
            (call $native_text_step
              (local.get $kind) (local.get $message) (local.get $length) (local.get $digest)))
          (else
            (if (i32.eq (local.get $kind) (i32.const ${DIGEST_STEP.PRINCIPAL}))
              (then
                (call $${SHA224_FUNCTION} (local.get $message) (local.get $length) (local.get $digest))
                (i32.store8 offset=28 (local.get $digest) (i32.const 2)))
              (else (call $${SHA256_FUNCTION} (local.get $message) (local.get $length) (local.get $digest))))))
        (local.set $step (i32.add (local.get $step) (i32.const ${STEP_BYTES})))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $steps))))`;
