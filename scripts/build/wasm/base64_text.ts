/** Function `(from, end, to, is url form)`: writes characters for bytes, four for three, the last three begun or not. */
export const BASE64_CHARACTERS_FUNCTION = 'native_base64_characters';

/** What an i64 holds eight times. */
const eightTimes = (byte: number): string => `(i64.const 0x${byte.toString(16).padStart(2, '0').repeat(8)})`;

/** 1 in each byte of `$digits` that is at least a limit. */
const atLeast = (limit: number): string =>
  `(i64.and (i64.shr_u (i64.add (local.get $digits) ${eightTimes(128 - limit)}) (i64.const 7)) ${eightTimes(1)})`;

const times = (factor: number, ones: string): string => `(i64.mul ${ones} (i64.const ${factor}))`;

/**
 * Base64 (RFC 4648, 4) and its form for URLs (5). Eight digits are made into characters at once, in the bytes of one
 * number: `A` and its followers, and from 26, 52, 62 and 63 on what the character is further away from those. No byte
 * overflows on the way.
 */
export const BASE64_CHARACTERS = `
  ;; The four digits of 24 bits, the first in the lowest byte.
  (func $native_base64_digits (param $group i32) (result i64)
    (i64.extend_i32_u
      (i32.or
        (i32.or
          (i32.shr_u (local.get $group) (i32.const 18))
          (i32.and (i32.shr_u (local.get $group) (i32.const 4)) (i32.const 0x3f00)))
        (i32.or
          (i32.and (i32.shl (local.get $group) (i32.const 10)) (i32.const 0x3f0000))
          (i32.and (i32.shl (local.get $group) (i32.const 24)) (i32.const 0x3f000000))))))

  (func $native_base64_of_digits (param $digits i64) (param $is_url i32) (result i64)
    (i64.add
      (i64.sub
        (i64.add
          (i64.add (local.get $digits) ${eightTimes(65)})
          ${times(6, atLeast(26))})
        (i64.add
          ${times(75, atLeast(52))}
          (i64.mul ${atLeast(62)} (select (i64.const 13) (i64.const 15) (local.get $is_url)))))
      (i64.mul ${atLeast(63)} (select (i64.const 49) (i64.const 3) (local.get $is_url)))))

  (func $native_base64_group (param $at i32) (result i32)
    (i32.or
      (i32.or
        (i32.shl (i32.load8_u (local.get $at)) (i32.const 16))
        (i32.shl (i32.load8_u offset=1 (local.get $at)) (i32.const 8)))
      (i32.load8_u offset=2 (local.get $at))))

  (func $${BASE64_CHARACTERS_FUNCTION} (param $at i32) (param $end i32) (param $to i32) (param $is_url i32)
    (local $group i32)
    (block $sixes_done
      (loop $sixes
        (br_if $sixes_done (i32.gt_u (i32.add (local.get $at) (i32.const 6)) (local.get $end)))
        (i64.store align=1 (local.get $to)
          (call $native_base64_of_digits
            (i64.or
              (call $native_base64_digits (call $native_base64_group (local.get $at)))
              (i64.shl
                (call $native_base64_digits
                  (call $native_base64_group (i32.add (local.get $at) (i32.const 3))))
                (i64.const 32)))
            (local.get $is_url)))
        (local.set $at (i32.add (local.get $at) (i32.const 6)))
        (local.set $to (i32.add (local.get $to) (i32.const 8)))
        (br $sixes)))
    ;; The text overwrites nothing before it is read, because it starts behind the bytes.
    (block $rest_done
      (loop $rest
        (br_if $rest_done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $group (i32.shl (i32.load8_u (local.get $at)) (i32.const 16)))
        (if (i32.gt_u (i32.sub (local.get $end) (local.get $at)) (i32.const 1))
          (then
            (local.set $group
              (i32.or (local.get $group) (i32.shl (i32.load8_u offset=1 (local.get $at)) (i32.const 8))))))
        (if (i32.gt_u (i32.sub (local.get $end) (local.get $at)) (i32.const 2))
          (then
            (local.set $group (i32.or (local.get $group) (i32.load8_u offset=2 (local.get $at))))))
        (i64.store32 align=1 (local.get $to)
          (call $native_base64_of_digits
            (call $native_base64_digits (local.get $group))
            (local.get $is_url)))
        (local.set $at (i32.add (local.get $at) (i32.const 3)))
        (local.set $to (i32.add (local.get $to) (i32.const 4)))
        (br $rest))))`;
