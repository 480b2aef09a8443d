/** Function `(from, end, to, is url form)`: writes characters for bytes, four for three, the last three begun or not. */
export const BASE64_CHARACTERS_FUNCTION = 'native_base64_characters';
/** Function `(from, end, to)`: writes standard base64 with padding. */
export const PADDED_BASE64_FUNCTION = 'native_padded_base64';

/** How far characters are from their digits: of 26 to 51, of each of 52 to 61, of 62, of 63, and of 0 to 25. */
const offsets = (plus: string, slash: string): string => {
  const of = (character: string, digit: number): number => character.charCodeAt(0) - digit;
  const digits = new Array<number>(10).fill(of('0', 52));
  return `(v128.const i8x16 ${[of('a', 26), ...digits, of(plus, 62), of(slash, 63), of('A', 0), 0, 0].join(' ')})`;
};

/** Moves bits of each lane to the lane's byte for one digit; a negative shift is one to the right. */
const digitAt = (mask: string, shift: number): string =>
  `(v128.and
            (i32x4.${shift < 0 ? 'shr_u' : 'shl'} (local.get $bytes) (i32.const ${Math.abs(shift)}))
            (v128.const i32x4 ${new Array<string>(4).fill(mask).join(' ')}))`;

const all = (byte: number): string => `(v128.const i8x16 ${new Array<number>(16).fill(byte).join(' ')})`;

/**
 * Base64 (RFC 4648, 4) and its form for URLs (5). Twelve bytes are made into sixteen characters at once: three bytes
 * are put into each lane, the first of them behind the second so that every digit is in one piece.
 */
export const BASE64_CHARACTERS = `
  ;; The characters of three bytes in each lane: second, first, third and again second.
  (func $native_base64_of_lanes (param $bytes v128) (param $offsets v128) (result v128)
    (local $digits v128)
    (local.set $digits
      (v128.or
        (v128.or
          ${digitAt('0x3f', -10)}
          ${digitAt('0x3f00', 4)})
        (v128.or
          ${digitAt('0x3f0000', -6)}
          ${digitAt('0x3f000000', 8)})))
    (i8x16.add
      (local.get $digits)
      (i8x16.swizzle
        (local.get $offsets)
        ;; Which offset: 0 for 26 to 51, 1 to 12 for those above, 13 for those below.
        (v128.or
          (i8x16.sub_sat_u (local.get $digits) ${all(51)})
          (v128.and (i8x16.lt_u (local.get $digits) ${all(26)}) ${all(13)})))))

  (func $${BASE64_CHARACTERS_FUNCTION} (param $at i32) (param $end i32) (param $to i32) (param $is_url i32)
    (local $lane i32) (local $bytes v128) (local $offsets v128)
    (local.set $offsets (select ${offsets('-', '_')} ${offsets('+', '/')} (local.get $is_url)))
    (block $twelves_done
      (loop $twelves
        ;; Sixteen bytes are read of which twelve are used.
        (br_if $twelves_done (i32.gt_u (i32.add (local.get $at) (i32.const 16)) (local.get $end)))
        (local.set $bytes (v128.load align=1 (local.get $at)))
        (v128.store align=1 (local.get $to)
          (call $native_base64_of_lanes
            (i8x16.shuffle 1 0 2 1 4 3 5 4 7 6 8 7 10 9 11 10 (local.get $bytes) (local.get $bytes))
            (local.get $offsets)))
        (local.set $at (i32.add (local.get $at) (i32.const 12)))
        (local.set $to (i32.add (local.get $to) (i32.const 16)))
        (br $twelves)))
    ;; The text overwrites nothing before it is read, because it starts behind the bytes.
    (block $rest_done
      (loop $rest
        (br_if $rest_done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $lane (i32.shl (i32.load8_u (local.get $at)) (i32.const 8)))
        (if (i32.gt_u (i32.sub (local.get $end) (local.get $at)) (i32.const 1))
          (then
            (local.set $lane
              (i32.or
                (local.get $lane)
                (i32.mul (i32.load8_u offset=1 (local.get $at)) (i32.const 0x1000001))))))
        (if (i32.gt_u (i32.sub (local.get $end) (local.get $at)) (i32.const 2))
          (then
            (local.set $lane
              (i32.or (local.get $lane) (i32.shl (i32.load8_u offset=2 (local.get $at)) (i32.const 16))))))
        (i32.store align=1 (local.get $to)
          (i32x4.extract_lane 0
            (call $native_base64_of_lanes (i32x4.splat (local.get $lane)) (local.get $offsets))))
        (local.set $at (i32.add (local.get $at) (i32.const 3)))
        (local.set $to (i32.add (local.get $to) (i32.const 4)))
        (br $rest))))

  (func $${PADDED_BASE64_FUNCTION} (param $at i32) (param $end i32) (param $to i32)
    (local $length i32)
    (call $${BASE64_CHARACTERS_FUNCTION} (local.get $at) (local.get $end) (local.get $to) (i32.const 0))
    ;; The characters that hold nothing of the last one or two bytes become the padding.
    (local.set $length (i32.sub (local.get $end) (local.get $at)))
    (local.set $to
      (i32.add
        (local.get $to)
        (i32.mul (i32.div_u (i32.add (local.get $length) (i32.const 2)) (i32.const 3)) (i32.const 4))))
    (local.set $length (i32.rem_u (local.get $length) (i32.const 3)))
    (if (local.get $length)
      (then
        (i32.store8 (i32.sub (local.get $to) (i32.const 1)) (i32.const 61))
        (if (i32.eq (local.get $length) (i32.const 1))
          (then (i32.store8 (i32.sub (local.get $to) (i32.const 2)) (i32.const 61)))))))`;
