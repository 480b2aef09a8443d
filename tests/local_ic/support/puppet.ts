/**
 * A canister that does as it is told, in WAT:
 *   update `echo`, query `echo_query`   reply the argument
 *   update `whoami`, query `whoami_query`   reply the caller's principal
 *   update `certify`                    sets the certified data
 *   query `certificate`                 replies the data certificate
 *   update `keep`                       keeps the argument
 *   query `kept`, query `http_request`, update `http_request_update`   reply what was kept; the last keeps its
 *                                       argument as the chunk
 *   update `keep_chunk`, query `chunk`  the same for what streaming callbacks reply
 *   update `trap`                       traps with "told to"
 *   update `forward`                    makes the call in its argument (see {@link forwardArg}) with cycles and passes
 *                                       the answer on
 *   inspect_message                     refuses the method `forbidden`
 */
import { createRequire } from 'node:module';

interface Wabt {
  parseWat(name: string, source: string): { toBinary(options: object): { buffer: Uint8Array } };
}

const KEPT = 65_536;
const KEPT_CHUNK = 3_000_000;

const SOURCE = `(module
  (import "ic0" "msg_arg_data_size" (func $arg_size (result i32)))
  (import "ic0" "msg_arg_data_copy" (func $arg_copy (param i32 i32 i32)))
  (import "ic0" "msg_caller_size" (func $caller_size (result i32)))
  (import "ic0" "msg_caller_copy" (func $caller_copy (param i32 i32 i32)))
  (import "ic0" "msg_reply_data_append" (func $append (param i32 i32)))
  (import "ic0" "msg_reply" (func $reply))
  (import "ic0" "msg_method_name_size" (func $name_size (result i32)))
  (import "ic0" "accept_message" (func $accept))
  (import "ic0" "certified_data_set" (func $certify (param i32 i32)))
  (import "ic0" "data_certificate_size" (func $certificate_size (result i32)))
  (import "ic0" "data_certificate_copy" (func $certificate_copy (param i32 i32 i32)))
  (import "ic0" "trap" (func $trap (param i32 i32)))
 (import "ic0" "call_new" (func $call_new (param i32 i32 i32 i32 i32 i32 i32 i32)))
  (import "ic0" "call_data_append" (func $call_data (param i32 i32)))
  (import "ic0" "call_cycles_add128" (func $call_cycles (param i64 i64)))
  (import "ic0" "call_perform" (func $call_perform (result i32)))
  (import "ic0" "msg_reject" (func $reject (param i32 i32)))
  (import "ic0" "msg_reject_msg_size" (func $reject_size (result i32)))
  (import "ic0" "msg_reject_msg_copy" (func $reject_copy (param i32 i32 i32)))
  (import "ic0" "debug_print" (func $print (param i32 i32)))
  (memory 80)
  (data (i32.const 16) "told to")
  (global $kept (mut i32) (i32.const 0))
  (global $kept_chunk (mut i32) (i32.const 0))
  (func $take_arg (param $to i32) (call $arg_copy (local.get $to) (i32.const 0) (call $arg_size)))
  (func $echo (call $take_arg (i32.const 1024)) (call $append (i32.const 1024) (call $arg_size)) (call $reply))
  (func $whoami
    (call $caller_copy (i32.const 64) (i32.const 0) (call $caller_size))
    (call $append (i32.const 64) (call $caller_size)) (call $reply))
  (func $set_certified
    (call $take_arg (i32.const 128)) (call $certify (i32.const 128) (call $arg_size)) (call $reply))
  (func $certificate
    (call $certificate_copy (i32.const 1024) (i32.const 0) (call $certificate_size))
    (call $append (i32.const 1024) (call $certificate_size)) (call $reply))
  (func $keep
    (call $take_arg (i32.const ${KEPT})) (global.set $kept (call $arg_size)) (call $reply))
  (func $keep_chunk
    (call $take_arg (i32.const ${KEPT_CHUNK})) (global.set $kept_chunk (call $arg_size)) (call $reply))
  (func $show_chunk (call $append (i32.const ${KEPT_CHUNK}) (global.get $kept_chunk)) (call $reply))
  (func $show (call $append (i32.const ${KEPT}) (global.get $kept)) (call $reply))
  (func $update_http (call $take_arg (i32.const ${KEPT_CHUNK})) (global.set $kept_chunk (call $arg_size)) (call $show))
  (table funcref (elem $on_reply $on_reject))
  (func $on_reply (param i32) (call $echo))
  (func $on_reject (param i32)
    (call $reject_copy (i32.const 1024) (i32.const 0) (call $reject_size))
    (call $reject (i32.const 1024) (call $reject_size)))
  (func $forward (local $callee i32) (local $method i32) (local $payload i32)
    (call $take_arg (i32.const 1024))
    (local.set $callee (i32.load8_u (i32.const 1024)))
    (local.set $method (i32.add (i32.const 1025) (local.get $callee)))
    (local.set $payload (i32.add (i32.add (local.get $method) (i32.const 1)) (i32.load8_u (local.get $method))))
    (call $call_new
      (i32.const 1025) (local.get $callee)
      (i32.add (local.get $method) (i32.const 1)) (i32.load8_u (local.get $method))
      (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0))
    (call $call_data (local.get $payload)
      (i32.sub (i32.add (i32.const 1024) (call $arg_size)) (local.get $payload)))
    (call $call_cycles (i64.const 0) (i64.const 100000000000))
    (drop (call $call_perform)))
  (func $fail (call $print (i32.const 16) (i32.const 7)) (call $trap (i32.const 16) (i32.const 7)))
  (func $inspect (if (i32.ne (call $name_size) (i32.const 9)) (then (call $accept))))
  (export "canister_inspect_message" (func $inspect))
  (export "canister_update echo" (func $echo))
  (export "canister_query echo_query" (func $echo))
  (export "canister_update whoami" (func $whoami))
  (export "canister_query whoami_query" (func $whoami))
  (export "canister_update certify" (func $set_certified))
  (export "canister_query certificate" (func $certificate))
  (export "canister_update keep" (func $keep))
  (export "canister_query kept" (func $show))
  (export "canister_update keep_chunk" (func $keep_chunk))
  (export "canister_query chunk" (func $show_chunk))
  (export "canister_query http_request" (func $show))
  (export "canister_update http_request_update" (func $update_http))
  (export "canister_update forbidden" (func $echo))
  (export "canister_update forward" (func $forward))
  (export "canister_update trap" (func $fail)))`;

/** Argument of `forward`: lengths of one byte before canister id and method, and the argument of the call. */
export function forwardArg(callee: Uint8Array, method: string, arg: Uint8Array): Uint8Array {
  return Uint8Array.of(callee.length, ...callee, method.length, ...Buffer.from(method), ...arg);
}

/** The module, with a public and a private metadata section. */
export async function puppetWasm(): Promise<Uint8Array> {
  const open = createRequire(import.meta.url)('wabt') as () => Promise<Wabt>;
  const { buffer } = (await open()).parseWat('puppet.wat', SOURCE).toBinary({});
  return new Uint8Array([
    ...buffer,
    ...customSection('icp:public candid:service', 'service : {}'),
    ...customSection('icp:private notes', 'for controllers'),
  ]);
}

/** Sections below 128 bytes, so that their sizes are one byte. */
function customSection(name: string, content: string): number[] {
  const body = [name.length, ...Buffer.from(name + content)];
  return [0, body.length, ...body];
}
