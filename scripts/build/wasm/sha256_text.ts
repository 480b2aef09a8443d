import { SHA256_FRAME } from '../../../src/backend/ic/native_layout.ts';

/** Names of the functions `(message address, message length, digest address)`; see {@link sha256Functions}. */
export const SHA256_FUNCTION = 'native_sha256';
export const SHA224_FUNCTION = 'native_sha224';

/**
 * SHA-256 and SHA-224 (FIPS 180-4) in WebAssembly text, for a 32-bit memory named `$0`. Both write 32 bytes; of
 * those the first 28 are the SHA-224.
 *
 * It uses no memory besides what it is given: the message with {@link SHA256_FRAME}.PADDING writable bytes behind
 * it and 32 bytes for the digest, which hold the state meanwhile. The rounds are unrolled, so that the state and
 * the message schedule stay in locals and the constants in the code: a canister is charged for every instruction.
 */
export function sha256Functions(): string {
  return [
    startFunction(SHA256_FUNCTION, INITIAL_STATE_256),
    startFunction(SHA224_FUNCTION, INITIAL_STATE_224),
    MESSAGE_FUNCTION,
    compressFunction(),
    SWAP_FUNCTION,
  ].join('\n');
}

const FIRST_PRIMES = [...Array(312).keys()].filter(isPrime);

function isPrime(candidate: number): boolean {
  for (let divisor = 2; divisor * divisor <= candidate; divisor++)
    if (candidate % divisor === 0) return false;
  return candidate > 1;
}

/** The first `bits` bits of the fractional part of a number's root (FIPS 180-4, 4.2.2, 5.3.2 and 5.3.3). */
function rootFraction(value: number, power: 2n | 3n, bits: bigint): bigint {
  const scaled = BigInt(value) << (bits * power);
  let low = 0n;
  let high = scaled;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** power <= scaled) low = middle;
    else high = middle - 1n;
  }
  return BigInt.asUintN(Number(bits), low);
}

const ROUND_CONSTANTS = FIRST_PRIMES.slice(0, 64).map((prime) => Number(rootFraction(prime, 3n, 32n)));
const INITIAL_STATE_256 = FIRST_PRIMES.slice(0, 8).map((prime) => Number(rootFraction(prime, 2n, 32n)));
const INITIAL_STATE_224 = FIRST_PRIMES.slice(8, 16).map((prime) =>
  Number(BigInt.asUintN(32, rootFraction(prime, 2n, 64n))),
);

const get = (name: string): string => `(local.get $${name})`;
const set = (name: string, value: string): string => `(local.set $${name} ${value})`;
const constant = (value: number): string => `(i32.const ${value | 0})`;
const add = (...terms: string[]): string => terms.reduce((sum, term) => `(i32.add ${sum} ${term})`);
const xor = (...terms: string[]): string => terms.reduce((sum, term) => `(i32.xor ${sum} ${term})`);
const and = (left: string, right: string): string => `(i32.and ${left} ${right})`;
const or = (left: string, right: string): string => `(i32.or ${left} ${right})`;
const rotateRight = (value: string, bits: number): string => `(i32.rotr ${value} ${constant(bits)})`;
const shiftRight = (value: string, bits: number): string => `(i32.shr_u ${value} ${constant(bits)})`;

const STATE = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;

/** Address operand of a word of the state that stands at the address in a local. */
const stateWord = (local: string, index: number): string => `offset=${index * 4} align=1 ${get(local)}`;

/** One of the hash functions: they differ in the state that they start from. */
function startFunction(name: string, initialState: readonly number[]): string {
  return `
  (func $${name} (param $message i32) (param $length i32) (param $digest i32)
    ${initialState.map((word, index) => `(i32.store ${stateWord('digest', index)} ${constant(word)})`).join('\n')}
    (call $native_sha2_message ${get('message')} ${get('length')} ${get('digest')}))`;
}

/** The message to blocks: whole ones where they lie, then the rest with its padding written behind it. */
const MESSAGE_FUNCTION = `
  (func $native_sha2_message (param $message i32) (param $length i32) (param $digest i32)
    (local $end i32) (local $padded i32)
    ;; The padding ends where the next block would, or one block later when 9 bytes do not fit any more.
    ${set('padded', and(add(get('length'), constant(SHA256_FRAME.PADDING)), constant(-64)))}
    ${set('end', add(get('message'), get('length')))}
    (memory.fill ${get('end')} (i32.const 0) (i32.sub ${get('padded')} ${get('length')}))
    (i32.store8 ${get('end')} (i32.const 0x80))
    ${set('end', add(get('message'), get('padded')))}
    (i32.store align=1 (i32.sub ${get('end')} (i32.const 8)) (call $native_swap ${shiftRight(get('length'), 29)}))
    (i32.store align=1 (i32.sub ${get('end')} (i32.const 4)) (call $native_swap (i32.shl ${get('length')} (i32.const 3))))

    (call $native_sha2_compress ${get('message')} ${get('end')} ${get('digest')})
    ${STATE.map((_, index) => `(i32.store ${stateWord('digest', index)} (call $native_swap (i32.load ${stateWord('digest', index)})))`).join('\n')}
  )`;

const SWAP_FUNCTION = `
  (func $native_swap (param $x i32) (result i32) ${swapped(get('x'), 'x')})`;

/** A word with its bytes in reverse order; `value` is stored in the local on the way. */
function swapped(value: string, local: string): string {
  const left = and(`(i32.rotl (local.tee $${local} ${value}) (i32.const 8))`, constant(0x00ff00ff));
  return or(left, and(rotateRight(get(local), 8), constant(0xff00ff00)));
}

/** Runs the blocks from `block` to `end`, at least one, through the compression function (FIPS 180-4, 6.2.2). */
function compressFunction(): string {
  const locals = [...STATE, 't', ...Array.from({ length: 16 }, (_, index) => `w${index}`)];
  const lines = [
    ...STATE.map((name, index) => set(name, `(i32.load ${stateWord('state', index)})`)),
    ...Array.from({ length: 64 }, (_, round) => roundLines(round)).flat(),
    ...STATE.map((name, index) => {
      const word = stateWord('state', index);
      return `(i32.store ${word} ${add(`(i32.load ${word})`, get(name))})`;
    }),
  ];
  return `
  (func $native_sha2_compress (param $block i32) (param $end i32) (param $state i32)
    ${locals.map((name) => `(local $${name} i32)`).join(' ')}
    (loop $blocks
      ${lines.join('\n')}
      (br_if $blocks (i32.lt_u (local.tee $block ${add(get('block'), constant(64))}) ${get('end')}))
    )
  )`;
}

/** One round. The eight variables change roles instead of values: after eight rounds each is back in its own. */
function roundLines(round: number): string[] {
  const [a, b, c, d, e, f, g, h] = STATE.map((_, index) => STATE[(index + 64 - round) % 8]!) as [
    ...typeof STATE,
  ];
  const word = `w${round % 16}`;
  const scheduled = round < 16 ? firstWord(round) : nextWord(round);
  const sigma1 = xor(rotateRight(get(e), 6), rotateRight(get(e), 11), rotateRight(get(e), 25));
  const choice = xor(get(g), and(get(e), xor(get(f), get(g))));
  const sigma0 = xor(rotateRight(get(a), 2), rotateRight(get(a), 13), rotateRight(get(a), 22));
  const majority = or(and(get(a), get(b)), and(get(c), or(get(a), get(b))));
  return [
    set(word, scheduled),
    set('t', add(get(h), sigma1, choice, constant(ROUND_CONSTANTS[round]!), get(word))),
    set(d, add(get(d), get('t'))),
    set(h, add(get('t'), sigma0, majority)),
  ];
}

/** A word of the message, which is big-endian. */
function firstWord(round: number): string {
  return swapped(`(i32.load offset=${round * 4} align=1 ${get('block')})`, 't');
}

/** A word of the schedule from the sixteen before it, which share sixteen locals. */
function nextWord(round: number): string {
  const word = (distance: number): string => get(`w${(round - distance) % 16}`);
  const sigma0 = xor(rotateRight(word(15), 7), rotateRight(word(15), 18), shiftRight(word(15), 3));
  const sigma1 = xor(rotateRight(word(2), 17), rotateRight(word(2), 19), shiftRight(word(2), 10));
  return add(word(16), sigma0, word(7), sigma1);
}
