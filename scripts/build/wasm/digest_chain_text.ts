import { DIGEST_STEP, DIGEST_STEPS_FRAME } from '../../../src/backend/ic/native_layout.ts';
import { LEB128_FUNCTION } from './leb128_text.ts';
import { SHA224_FUNCTION, SHA256_FUNCTION } from './sha256_text.ts';

/** Functions `(frame address, frame size)` and `(frame address, frame size, text address, text length)`. */
export const DIGEST_STEPS_FUNCTION = 'native_digest_steps';
export const DIGEST_TEXT_FUNCTION = 'native_digest_text';

const { STEPS, STEP_BYTES, PADDING } = DIGEST_STEPS_FRAME;

/**
 * Hashes the messages of a frame one after the other, as `src/backend/ic/native_layout.ts` describes: a digest may be
 * written into a message that comes later. Every place is checked against the frame's size before anything is hashed.
 */
export const DIGEST_STEPS = `
  (func $${DIGEST_STEPS_FUNCTION} (param $frame i32) (param $size i32)
    (local $step i32) (local $end i32) (local $message i32) (local $length i32) (local $digest i32) (local $kind i32)
    (if (i32.gt_u
          (local.tee $length (i32.load offset=4 align=1 (local.get $frame)))
          (i32.div_u (local.get $size) (i32.const ${STEP_BYTES})))
      (then (unreachable)))
    (local.set $end
      (i32.add (i32.const ${STEPS}) (i32.mul (local.get $length) (i32.const ${STEP_BYTES}))))
    (if (i32.gt_u (local.get $end) (local.get $size)) (then (unreachable)))
    (local.set $step (i32.add (local.get $frame) (i32.const ${STEPS})))
    (local.set $end (i32.add (local.get $frame) (local.get $end)))
    (block $steps_done
      (loop $steps
        (br_if $steps_done (i32.ge_u (local.get $step) (local.get $end)))
        (local.set $message (i32.load align=1 (local.get $step)))
        (local.set $length (i32.load offset=4 align=1 (local.get $step)))
        (local.set $digest (i32.load offset=8 align=1 (local.get $step)))
        (local.set $kind (i32.load offset=12 align=1 (local.get $step)))
        (if (i32.gt_u (local.get $message) (local.get $size)) (then (unreachable)))
        (if (i32.gt_u (local.get $length) (i32.sub (local.get $size) (local.get $message))) (then (unreachable)))
        (if (i32.gt_u
              (i32.const ${PADDING})
              (i32.sub (i32.sub (local.get $size) (local.get $message)) (local.get $length)))
          (then (unreachable)))
        (if (i32.gt_u (local.get $digest) (i32.sub (local.get $size) (i32.const 32))) (then (unreachable)))
        (local.set $message (i32.add (local.get $frame) (local.get $message)))
        (local.set $digest (i32.add (local.get $frame) (local.get $digest)))
        (if (i32.eq (local.get $kind) (i32.const ${DIGEST_STEP.SHA256_OF_LEB128}))
          (then
            (local.set $length
              (i32.sub
                (call $${LEB128_FUNCTION} (local.get $message) (i64.load align=1 (local.get $message)))
                (local.get $message)))))
        (if (i32.eq (local.get $kind) (i32.const ${DIGEST_STEP.SHA224}))
          (then (call $${SHA224_FUNCTION} (local.get $message) (local.get $length) (local.get $digest)))
          (else (call $${SHA256_FUNCTION} (local.get $message) (local.get $length) (local.get $digest))))
        (local.set $step (i32.add (local.get $step) (i32.const ${STEP_BYTES})))
        (br $steps))))

  ;; Puts a text behind the first message, which has room for it and the padding, and hashes then.
  (func $${DIGEST_TEXT_FUNCTION} (param $frame i32) (param $size i32) (param $text i32) (param $length i32)
    (local $at i32)
    (local.set $at
      (i32.add
        (i32.load offset=${STEPS} align=1 (local.get $frame))
        (i32.load offset=8 align=1 (local.get $frame))))
    (if (i32.gt_u (local.get $length) (i32.load offset=4 align=1 (local.get $frame))) (then (return)))
    (i32.store offset=${STEPS + 4} align=1 (local.get $frame)
      (i32.add (i32.load offset=8 align=1 (local.get $frame)) (local.get $length)))
    (memory.copy (i32.add (local.get $frame) (local.get $at)) (local.get $text) (local.get $length))
    (call $${DIGEST_STEPS_FUNCTION} (local.get $frame) (local.get $size)))`;
