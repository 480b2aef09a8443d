import { describe, expect, it } from 'vitest';
import { CALLER, message, sandboxFromWat } from '../testing/wat_canister.ts';
import type { Entry } from '../types.ts';
import { SYSTEM_FUNCTIONS } from './ic0.ts';

/**
 * The overview of imports in the interface specification: parameters, result and the contexts in which each
 * function may be called. `I` is the width of pointers, 32 bits here. Every function is called with zeros in
 * every context.
 */
const OVERVIEW = `
  msg_arg_data_size () I : I U RQ NRQ CQ Ry CRy F
  msg_arg_data_copy (I I I) : I U RQ NRQ CQ Ry CRy F
  msg_caller_size () I : *
  msg_caller_copy (I I I) : *
  msg_caller_info_data_size () I : U RQ NRQ CQ Ry Rt CRy CRt C CC F
  msg_caller_info_data_copy (I I I) : U RQ NRQ CQ Ry Rt CRy CRt C CC F
  msg_caller_info_signer_size () I : U RQ NRQ CQ Ry Rt CRy CRt C CC F
  msg_caller_info_signer_copy (I I I) : U RQ NRQ CQ Ry Rt CRy CRt C CC F
  msg_reject_code () i32 : Ry Rt CRy CRt C
  msg_reject_msg_size () I : Rt CRt
  msg_reject_msg_copy (I I I) : Rt CRt
  msg_deadline () i64 : U RQ NRQ CQ Ry Rt CRy CRt
  msg_reply_data_append (I I) : U RQ NRQ CQ Ry Rt CRy CRt
  msg_reply () : U RQ NRQ CQ Ry Rt CRy CRt
  msg_reject (I I) : U RQ NRQ CQ Ry Rt CRy CRt
  msg_cycles_available128 (I) : U RQ Rt Ry
  msg_cycles_refunded128 (I) : Rt Ry
  msg_cycles_accept128 (i64 i64 I) : U RQ Rt Ry
  cycles_burn128 (i64 i64 I) : I G U RQ Ry Rt C T
  canister_self_size () I : *
  canister_self_copy (I I I) : *
  canister_cycle_balance128 (I) : *
  canister_liquid_cycle_balance128 (I) : *
  canister_status () i32 : *
  canister_version () i64 : *
  subnet_self_size () I : *
  subnet_self_copy (I I I) : *
  msg_method_name_size () I : F
  msg_method_name_copy (I I I) : F
  accept_message () : F
  call_new (I I I I I I I I) : U CQ Ry Rt CRy CRt T
  call_on_cleanup (I I) : U CQ Ry Rt CRy CRt T
  call_data_append (I I) : U CQ Ry Rt CRy CRt T
  call_with_best_effort_response (i32) : U CQ Ry Rt CRy CRt T
  call_cycles_add128 (i64 i64) : U Ry Rt T
  call_perform () i32 : U CQ Ry Rt CRy CRt T
  stable64_size () i64 : * s
  stable64_grow (i64) i64 : * s
  stable64_write (i64 i64 i64) : * s
  stable64_read (i64 i64 i64) : * s
  root_key_size () I : I G U RQ Ry Rt C T
  root_key_copy (I I I) : I G U RQ Ry Rt C T
  certified_data_set (I I) : I G U Ry Rt T
  data_certificate_present () i32 : *
  data_certificate_size () I : NRQ CQ
  data_certificate_copy (I I I) : NRQ CQ
  time () i64 : *
  global_timer_set (i64) i64 : I G U Ry Rt C T
  performance_counter (i32) i64 : * s
  is_controller (I I) i32 : * s
  in_replicated_execution () i32 : * s
  cost_call (i64 i64 I) : * s
  cost_create_canister (I) : * s
  cost_http_request (i64 i64 I) : * s
  cost_sign_with_ecdsa (I I i32 I) i32 : * s
  cost_sign_with_schnorr (I I i32 I) i32 : * s
  cost_vetkd_derive_key (I I i32 I) i32 : * s
  env_var_count () I : *
  env_var_name_size (I) I : *
  env_var_name_copy (I I I I) : *
  env_var_name_exists (I I) i32 : *
  env_var_value_size (I I) I : *
  env_var_value_copy (I I I I I) : *
  debug_print (I I) : * s
  trap (I I) : * s
  msg_cycles_available () i64 : U RQ Rt Ry
  msg_cycles_refunded () i64 : Rt Ry
  msg_cycles_accept (i64) i64 : U RQ Rt Ry
  canister_cycle_balance () i64 : *
  call_cycles_add (i64) : U Ry Rt T
  stable_size () i32 : * s
  stable_grow (i32) i32 : * s
  stable_write (i32 i32 i32) : * s
  stable_read (i32 i32 i32) : * s
  mint_cycles128 (i64 i64 I) : U Ry Rt T`;

const arg = new Uint8Array(0);
const callback = { fn: 0, env: 0n } as const;
const reject = { kind: 'reject_callback', code: 4, message: '', ...callback } as const;

/** One entry point for each letter and name of context; start is tried by itself. */
const ENTRIES: readonly (readonly [letter: string, name: string, entry: Entry])[] = [
  ['I', 'init', { kind: 'init', arg }],
  ['I', 'init', { kind: 'post_upgrade', arg }],
  ['G', 'pre upgrade', { kind: 'pre_upgrade' }],
  ['U', 'update', { kind: 'update', method: 'u', arg }],
  ['RQ', 'replicated query', { kind: 'query', method: 'q', arg, replicated: true }],
  ['NRQ', 'non replicated query', { kind: 'query', method: 'q', arg, replicated: false }],
  ['CQ', 'composite query', { kind: 'composite_query', method: 'c', arg }],
  ['Ry', 'reply callback', { kind: 'reply_callback', bytes: arg, composite: false, ...callback }],
  ['Rt', 'reject callback', { ...reject, composite: false }],
  ['CRy', 'composite reply callback', { kind: 'reply_callback', bytes: arg, composite: true, ...callback }],
  ['CRt', 'composite reject callback', { ...reject, composite: true }],
  ['C', 'cleanup', { kind: 'cleanup_callback', composite: false, ...callback }],
  ['CC', 'composite cleanup', { kind: 'cleanup_callback', composite: true, ...callback }],
  ['F', 'inspect message', { kind: 'inspect_message', method: 'u', arg }],
  ['T', 'heartbeat', { kind: 'heartbeat' }],
  ['T', 'global timer', { kind: 'global_timer' }],
  ['T', 'on low Wasm memory', { kind: 'on_low_wasm_memory' }],
];

interface Row {
  readonly name: string;
  readonly params: string[];
  readonly result: string | undefined;
  readonly letters: ReadonlySet<string>;
}

function parseRow(line: string): Row {
  const [, name = '', params = '', result = '', contexts = ''] =
    /(\w+) \(([^)]*)\) ?(\w*) ?: (.*)/.exec(line) ?? [];
  const letters = contexts
    .split(' ')
    .flatMap((letter) => (letter === '*' ? ENTRIES.map(([any]) => any) : [letter]));
  const width = (type: string) => (type === 'I' ? 'i32' : type);
  return {
    name,
    params: params.split(' ').filter(Boolean).map(width),
    result: result === '' ? undefined : width(result),
    letters: new Set(letters),
  };
}

const ROWS = OVERVIEW.trim().split('\n').map(parseRow);

function importOf({ name, params, result }: Row): string {
  const types = [params.length && `(param ${params.join(' ')})`, result && `(result ${result})`];
  return `(import "ic0" "${name}" (func $tested ${types.filter(Boolean).join(' ')}))`;
}

function canisterCalling(row: Row, asStart: boolean): string {
  const call = `(call $tested ${row.params.map((type) => `(${type}.const 0)`).join(' ')})`;
  const body = row.result ? `(drop ${call})` : call;
  const names = ['init', 'post_upgrade', 'pre_upgrade', 'update u', 'query q', 'composite_query c'];
  names.push('inspect_message', 'heartbeat', 'global_timer', 'on_low_wasm_memory');
  if (asStart) return `(module ${importOf(row)} (memory 1) (func $start ${body}) (start $start))`;
  return `(module ${importOf(row)} (memory 1) (table 1 funcref)
    (func $run ${body}) (func $callback (param i32) (call $run)) (elem (i32.const 0) $callback)
    ${names.map((name) => `(export "canister_${name}" (func $run))`).join(' ')})`;
}

const input = { dataCertificate: () => CALLER, environment: new Map([['', '']]) };

function refusal(name: string, context: string): string {
  return `Canister violated contract: "ic0_${name}" cannot be executed in ${context} mode`;
}

it('should have exactly the functions of the specification', () => {
  expect([...SYSTEM_FUNCTIONS.keys()].sort()).toEqual(ROWS.map(({ name }) => name).sort());
});

describe.each(ROWS.map((row) => [row.name, row] as const))('%s', (name, row) => {
  it('should be refused outside of its contexts and run in them', () => {
    const sandbox = sandboxFromWat(canisterCalling(row, false));
    for (const [letter, context, entry] of ENTRIES) {
      const execution = sandbox.run(message(entry, input));
      sandbox.revert();
      const text = execution.kind === 'trap' ? execution.trap.message : '';
      expect(text.includes(refusal(name, context)), `${letter}: ${text}`).toBe(!row.letters.has(letter));
    }
  });

  it(`should be ${row.letters.has('s') ? 'allowed' : 'refused'} in the start function`, () => {
    const sandbox = sandboxFromWat(canisterCalling(row, true));
    const execution = sandbox.run(message({ kind: 'init', arg }, input));
    const text = execution.kind === 'trap' ? execution.trap.message : '';
    expect(text.includes(refusal(name, 'start')), text).toBe(!row.letters.has('s'));
  });
});
