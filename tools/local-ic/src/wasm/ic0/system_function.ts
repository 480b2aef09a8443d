import { contextSet, type ExecutionContext } from '../execution_context.ts';
import type { Host } from '../host.ts';
import { wrongContext } from '../trap.ts';
import { type FunctionType, I32, I64 } from '../wasm_binary/value_types.ts';

/** Values as system functions see them: i32 and pointers as unsigned numbers, i64 as unsigned bigints. */
export type Value = number | bigint;

/** Letters of a signature: `I` pointer or size, `i` i32, `l` i64. */
type Letters = string;

export interface SystemFunction {
  readonly params: Letters;
  readonly result: '' | 'I' | 'i' | 'l';
  /** Set of contexts, see `execution_context.ts`. */
  readonly contexts: number;
  /** Fixed cost in instructions. */
  readonly overhead: number;
  /** Absent in modules with 64-bit pointers. */
  readonly narrowOnly: boolean;
  // The parameters are those that `params` says; no type can express that for a table of functions.
  readonly run: (host: Host, ...args: never[]) => Value | void;
}

/** What most system functions cost, whatever they do besides. */
const OVERHEAD = 500;

interface Options {
  readonly overhead?: number;
  readonly narrowOnly?: boolean;
}

/**
 * Describes one system function.
 * @param signature - letters of the parameters, `>`, letter of the result
 * @param contexts - letters of the contexts in which it is legal
 */
export function systemFunction(
  signature: string,
  contexts: string,
  run: SystemFunction['run'],
  { overhead = OVERHEAD, narrowOnly = false }: Options = {},
): SystemFunction {
  const [params = '', result = ''] = signature.split('>');
  return {
    params,
    result: result as SystemFunction['result'],
    contexts: contextSet(contexts),
    overhead,
    narrowOnly,
    run,
  };
}

/** The function's wasm type for modules with 32-bit or 64-bit pointers. */
export function wasmType({ params, result }: SystemFunction, wide: boolean): FunctionType {
  const types = (letters: string) =>
    [...letters].map((letter) => (letter === 'l' || (letter === 'I' && wide) ? I64 : I32));
  return { params: types(params), results: types(result) };
}

const TWO_64 = 1n << 64n;

function unsigned32(value: Value): Value {
  return (value as number) >>> 0;
}

function unsigned64(value: Value): Value {
  return (value as bigint) < 0n ? (value as bigint) + TWO_64 : value;
}

/** Addresses beyond 2^53 lose digits but stay out of every memory's bounds. */
function wideAddress(value: Value): Value {
  return Number(unsigned64(value));
}

function checkContext(set: number, context: ExecutionContext, name: string): void {
  if ((set & context.bit) === 0) throw wrongContext(name, context.name);
}

/**
 * What the engine calls: charges, checks the context, converts and runs. One closure for each number of
 * parameters, because argument lists of open length would make every `stable64_read` slower.
 */
export function bindSystemFunction(
  name: string,
  fn: SystemFunction,
  host: Host,
): (...args: Value[]) => Value | void {
  const { contexts, overhead } = fn;
  const run = fn.run as (host: Host, ...args: Value[]) => Value | void;
  const convert = [...fn.params].map((letter) => {
    if (letter === 'l') return unsigned64;
    return letter === 'I' && host.wide ? wideAddress : unsigned32;
  });
  const wideResult = fn.result === 'I' && host.wide;
  const enter = () => {
    if (overhead > 0) host.charge(overhead);
    checkContext(contexts, host.message.context, name);
  };
  const answer = (value: Value | void) => (wideResult ? BigInt(value as number) : value);
  const [a, b, c] = convert as [typeof unsigned32, typeof unsigned32, typeof unsigned32];
  switch (fn.params.length) {
    case 0:
      return () => {
        enter();
        return answer(run(host));
      };
    case 1:
      return (x) => {
        enter();
        return answer(run(host, a(x as Value)));
      };
    case 2:
      return (x, y) => {
        enter();
        return answer(run(host, a(x as Value), b(y as Value)));
      };
    case 3:
      return (x, y, z) => {
        enter();
        return answer(run(host, a(x as Value), b(y as Value), c(z as Value)));
      };
    default:
      return (...args) => {
        enter();
        return answer(run(host, ...args.map((arg, i) => convert[i]!(arg))));
      };
  }
}
