import type { Entry } from './types.ts';

/**
 * From where a system function may be called, in the letters of the interface specification's table: `I` init
 * and post_upgrade, `G` pre_upgrade, `U` update, `RQ` and `NRQ` replicated and other queries, `CQ` composite
 * query, `Ry` and `Rt` reply and reject callback, `C` cleanup, the same with a `C` in front in composite
 * queries, `F` inspect_message, `T` system tasks, `s` the module's start function.
 */
const LETTERS = [
  'I',
  'G',
  'U',
  'RQ',
  'NRQ',
  'CQ',
  'Ry',
  'Rt',
  'CRy',
  'CRt',
  'C',
  'CC',
  'F',
  'T',
  's',
] as const;
export type ContextLetter = (typeof LETTERS)[number];

export interface ExecutionContext {
  readonly letter: ContextLetter;
  /** Bit of the letter in the sets that {@link contextSet} makes. */
  readonly bit: number;
  /** As error messages name it. */
  readonly name: string;
  /** Whether all nodes run it. */
  readonly replicated: boolean;
}

const bitOf = (letter: string) => 1 << (LETTERS as readonly string[]).indexOf(letter);

/** Set of contexts from letters separated by spaces; `*` stands for all but the start function. */
export function contextSet(letters: string): number {
  let set = 0;
  for (const letter of letters.split(' ')) {
    if (letter === '*') set |= bitOf('s') - 1;
    else if ((LETTERS as readonly string[]).includes(letter)) set |= bitOf(letter);
    else throw new Error(`unknown context ${letter}`);
  }
  return set;
}

function context(letter: ContextLetter, name: string, replicated: boolean): ExecutionContext {
  return { letter, bit: bitOf(letter), name, replicated };
}

export const START = context('s', 'start', true);

const PLAIN = {
  init: context('I', 'init', true),
  post_upgrade: context('I', 'init', true),
  pre_upgrade: context('G', 'pre upgrade', true),
  update: context('U', 'update', true),
  composite_query: context('CQ', 'composite query', false),
  inspect_message: context('F', 'inspect message', false),
  heartbeat: context('T', 'heartbeat', true),
  global_timer: context('T', 'global timer', true),
  on_low_wasm_memory: context('T', 'on low Wasm memory', true),
} as const;
const REPLICATED_QUERY = context('RQ', 'replicated query', true);
const QUERY = context('NRQ', 'non replicated query', false);
const CALLBACK = {
  reply_callback: [context('Ry', 'reply callback', true), context('CRy', 'composite reply callback', false)],
  reject_callback: [
    context('Rt', 'reject callback', true),
    context('CRt', 'composite reject callback', false),
  ],
  cleanup_callback: [context('C', 'cleanup', true), context('CC', 'composite cleanup', false)],
} as const;

/** The context in which an entry point runs. */
export function contextOf(entry: Entry): ExecutionContext {
  switch (entry.kind) {
    case 'query':
      return entry.replicated ? REPLICATED_QUERY : QUERY;
    case 'reply_callback':
    case 'reject_callback':
    case 'cleanup_callback':
      return CALLBACK[entry.kind][entry.composite ? 1 : 0];
    default:
      return PLAIN[entry.kind];
  }
}
