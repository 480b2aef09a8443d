/** Function `(to address, number) -> address behind it`: writes a 64-bit number as unsigned LEB128. */
export const LEB128_FUNCTION = 'native_leb128';

export const LEB128 = `
  (func $${LEB128_FUNCTION} (param $to i32) (param $number i64) (result i32)
    (block $done
      (loop $bytes
        (br_if $done (i64.lt_u (local.get $number) (i64.const 128)))
        (i64.store8 (local.get $to) (i64.or (local.get $number) (i64.const 128)))
        (local.set $number (i64.shr_u (local.get $number) (i64.const 7)))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (br $bytes)))
    (i64.store8 (local.get $to) (local.get $number))
    (i32.add (local.get $to) (i32.const 1)))`;
