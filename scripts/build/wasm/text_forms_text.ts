import { TEXT_FORM_FRAME } from '../../../src/backend/ic/native_layout.ts';
import { BASE64_CHARACTERS_FUNCTION } from './base64_text.ts';

/** Functions `(frame address, frame size)` behind the operations of `src/backend/ic/native_layout.ts`. */
export const BASE64URL_FUNCTION = 'native_base64url';
export const FROM_BASE64URL_FUNCTION = 'native_from_base64url';
export const EQUAL_FUNCTION = 'native_equal';
export const HEX_FUNCTION = 'native_hex';
export const PRINCIPAL_TEXT_FUNCTION = 'native_principal_text';

/** Functions `(from, end, to)` that write such forms of bytes anywhere: twice as many characters at most. */
export const HEX_CHARACTERS_FUNCTION = 'native_hex_characters';
/** The first four bytes become the checksum of the others. Answers where the text ends. */
export const PRINCIPAL_CHARACTERS_FUNCTION = 'native_principal_characters';

const { BYTES } = TEXT_FORM_FRAME;

/** Begins a function: the bytes from `$at` to `$end`, and `$to` behind them, where so many more fit as `room` says. */
const beginning = (room: string): string => `
    (local.set $length (i32.load offset=4 align=1 (local.get $frame)))
    (if (i32.or
          (i32.lt_u (local.get $size) (i32.const ${BYTES}))
          (i32.gt_u (local.get $length) (i32.const 0x1000000)))
      (then (unreachable)))
    (if (i32.gt_u
          (i32.add (i32.add (local.get $length) (i32.const ${BYTES})) ${room})
          (local.get $size))
      (then (unreachable)))
    (local.set $at (i32.add (local.get $frame) (i32.const ${BYTES})))
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (local.set $to (local.get $end))`;

const LOCALS = '(local $at i32) (local $end i32) (local $to i32) (local $length i32)';

/** Takes the next byte behind the bits that are held, of which there are few. */
const NEXT_BYTE = `
        (local.set $held
          (i32.or (i32.shl (local.get $held) (i32.const 8)) (i32.load8_u (local.get $at))))
        (local.set $count (i32.add (local.get $count) (i32.const 8)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))`;

/** base64url (RFC 4648, 5) both ways, hexadecimal digits and the text of principals. */
export const TEXT_FORMS = `
  ;; The six bits of a character, or 64.
  (func $native_base64url_value (param $character i32) (result i32)
    (if (i32.lt_u (i32.sub (local.get $character) (i32.const 97)) (i32.const 26))
      (then (return (i32.sub (local.get $character) (i32.const 71)))))
    (if (i32.lt_u (i32.sub (local.get $character) (i32.const 65)) (i32.const 26))
      (then (return (i32.sub (local.get $character) (i32.const 65)))))
    (if (i32.lt_u (i32.sub (local.get $character) (i32.const 48)) (i32.const 10))
      (then (return (i32.add (local.get $character) (i32.const 4)))))
    (if (i32.eq (local.get $character) (i32.const 45)) (then (return (i32.const 62))))
    (select (i32.const 63) (i32.const 64) (i32.eq (local.get $character) (i32.const 95))))

  (func $${BASE64URL_FUNCTION} (param $frame i32) (param $size i32)
    ${LOCALS}
    ${beginning('(i32.mul (i32.div_u (i32.add (local.get $length) (i32.const 2)) (i32.const 3)) (i32.const 4))')}
    (call $${BASE64_CHARACTERS_FUNCTION} (local.get $at) (local.get $end) (local.get $to) (i32.const 1)))

  ;; The third word becomes 1 for a text that is the shortest form of bytes, and 0 for any other.
  (func $${FROM_BASE64URL_FUNCTION} (param $frame i32) (param $size i32)
    ${LOCALS} (local $held i32) (local $count i32) (local $value i32)
    ${beginning('(i32.shr_u (i32.mul (local.get $length) (i32.const 3)) (i32.const 2))')}
    (i32.store offset=8 align=1 (local.get $frame) (i32.const 0))
    (if (i32.eq (i32.and (local.get $length) (i32.const 3)) (i32.const 1)) (then (return)))
    (block $characters_done
      (loop $characters
        (br_if $characters_done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $value (call $native_base64url_value (i32.load8_u (local.get $at))))
        (if (i32.eq (local.get $value) (i32.const 64)) (then (return)))
        (local.set $held (i32.or (i32.shl (local.get $held) (i32.const 6)) (local.get $value)))
        (local.set $count (i32.add (local.get $count) (i32.const 6)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (if (i32.ge_u (local.get $count) (i32.const 8))
          (then
            (local.set $count (i32.sub (local.get $count) (i32.const 8)))
            (i32.store8 (local.get $to) (i32.shr_u (local.get $held) (local.get $count)))
            (local.set $to (i32.add (local.get $to) (i32.const 1)))))
        (br $characters)))
    ;; Bits after the last whole byte are zeros.
    (i32.store offset=8 align=1 (local.get $frame)
      (i32.eqz
        (i32.and
          (local.get $held)
          (i32.sub (i32.shl (i32.const 1) (local.get $count)) (i32.const 1))))))

  ;; Here the second byte string begins where the first ends.
  (func $${EQUAL_FUNCTION} (param $frame i32) (param $size i32)
    ${LOCALS}
    ${beginning('(local.get $length)')}
    (i32.store offset=8 align=1 (local.get $frame) (i32.const 0))
    (block $eights_done
      (loop $eights
        (br_if $eights_done (i32.gt_u (i32.add (local.get $at) (i32.const 8)) (local.get $end)))
        (if (i64.ne (i64.load align=1 (local.get $at)) (i64.load align=1 (local.get $to))) (then (return)))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (local.set $to (i32.add (local.get $to) (i32.const 8)))
        (br $eights)))
    (block $ones_done
      (loop $ones
        (br_if $ones_done (i32.ge_u (local.get $at) (local.get $end)))
        (if (i32.ne (i32.load8_u (local.get $at)) (i32.load8_u (local.get $to))) (then (return)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (br $ones)))
    (i32.store offset=8 align=1 (local.get $frame) (i32.const 1)))

  (func $native_hex_digit (param $bits i32) (result i32)
    (local.set $bits (i32.and (local.get $bits) (i32.const 15)))
    (i32.add
      (local.get $bits)
      (select (i32.const 87) (i32.const 48) (i32.gt_u (local.get $bits) (i32.const 9)))))

  (func $${HEX_FUNCTION} (param $frame i32) (param $size i32)
    ${LOCALS}
    ${beginning('(i32.shl (local.get $length) (i32.const 1))')}
    (call $${HEX_CHARACTERS_FUNCTION} (local.get $at) (local.get $end) (local.get $to)))

  (func $${HEX_CHARACTERS_FUNCTION} (param $at i32) (param $end i32) (param $to i32)
    (block $bytes_done
      (loop $bytes
        (br_if $bytes_done (i32.ge_u (local.get $at) (local.get $end)))
        (i32.store8 (local.get $to)
          (call $native_hex_digit (i32.shr_u (i32.load8_u (local.get $at)) (i32.const 4))))
        (i32.store8 offset=1 (local.get $to) (call $native_hex_digit (i32.load8_u (local.get $at))))
        (local.set $to (i32.add (local.get $to) (i32.const 2)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $bytes))))

  (func $native_base32_character (param $bits i32) (result i32)
    (local.set $bits (i32.and (local.get $bits) (i32.const 31)))
    (i32.add
      (local.get $bits)
      (select (i32.const 97) (i32.const 24) (i32.lt_u (local.get $bits) (i32.const 26)))))

  ;; CRC-32 of ISO 3309, bit by bit: principals are short.
  (func $native_crc32 (param $at i32) (param $end i32) (result i32)
    (local $crc i32) (local $bits i32)
    (local.set $crc (i32.const -1))
    (block $bytes_done
      (loop $bytes
        (br_if $bytes_done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $crc (i32.xor (local.get $crc) (i32.load8_u (local.get $at))))
        (local.set $bits (i32.const 8))
        (loop $next_bit
          (local.set $crc
            (i32.xor
              (i32.shr_u (local.get $crc) (i32.const 1))
              (i32.and
                (i32.const 0xedb88320)
                (i32.sub (i32.const 0) (i32.and (local.get $crc) (i32.const 1))))))
          (br_if $next_bit (local.tee $bits (i32.sub (local.get $bits) (i32.const 1)))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $bytes)))
    (i32.xor (local.get $crc) (i32.const -1)))

  ;; The third word becomes the length of the text.
  (func $${PRINCIPAL_TEXT_FUNCTION} (param $frame i32) (param $size i32)
    ${LOCALS}
    ${beginning('(i32.shl (local.get $length) (i32.const 1))')}
    (if (i32.lt_u (local.get $length) (i32.const 4)) (then (unreachable)))
    (i32.store offset=8 align=1 (local.get $frame)
      (i32.sub
        (call $${PRINCIPAL_CHARACTERS_FUNCTION} (local.get $at) (local.get $end) (local.get $to))
        (local.get $to))))

  (func $${PRINCIPAL_CHARACTERS_FUNCTION} (param $at i32) (param $end i32) (param $to i32) (result i32)
    (local $held i32) (local $count i32) (local $written i32)
    (i32.store align=1 (local.get $at)
      (call $native_swap
        (call $native_crc32 (i32.add (local.get $at) (i32.const 4)) (local.get $end))))
    (block $bytes_done
      (loop $bytes
        (if (i32.lt_u (local.get $count) (i32.const 5))
          (then
            (if (i32.lt_u (local.get $at) (local.get $end))
              (then ${NEXT_BYTE})
              (else
                (br_if $bytes_done (i32.eqz (local.get $count)))
                ;; The last bits stand before zeros.
                (local.set $held
                  (i32.shl (local.get $held) (i32.sub (i32.const 5) (local.get $count))))
                (local.set $count (i32.const 5))))))
        (if (i32.eq (local.get $written) (i32.const 5))
          (then
            (i32.store8 (local.get $to) (i32.const 45))
            (local.set $to (i32.add (local.get $to) (i32.const 1)))
            (local.set $written (i32.const 0))))
        (local.set $count (i32.sub (local.get $count) (i32.const 5)))
        (i32.store8 (local.get $to)
          (call $native_base32_character (i32.shr_u (local.get $held) (local.get $count))))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (local.set $written (i32.add (local.get $written) (i32.const 1)))
        (br $bytes)))
    (local.get $to))`;
