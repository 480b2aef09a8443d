import { describe, expect, it } from 'vitest';
import {
  canister,
  done,
  message,
  query,
  replyOf,
  sandboxFromWat,
  trapOf,
  update,
} from '../testing/wat_canister.ts';
import type { Entry, MessageInput } from '../types.ts';
import { MAX_QUERY_REPLY_BYTES, MAX_REPLY_BYTES } from './limits.ts';

const sandbox = sandboxFromWat(
  canister(
    ['msg_reject', 'accept_message'],
    `(data (i32.const 0) "abcdef\\c3\\a9\\ff")
     (func $append (param i32 i32) (call $msg_reply_data_append (local.get 0) (local.get 1)))
     (func (export "canister_update pieces")
       (call $append (i32.const 4) (i32.const 2)) (call $append (i32.const 0) (i32.const 3)) (call $msg_reply))
     (func (export "canister_update silent") (call $append (i32.const 0) (i32.const 3)))
     (func (export "canister_update twice") (call $msg_reply) (call $msg_reply))
     (func (export "canister_update append_late") (call $msg_reply) (call $append (i32.const 0) (i32.const 1)))
     (func (export "canister_update reply_then_reject") (call $msg_reply) (call $msg_reject (i32.const 0) (i32.const 1)))
     (func (export "canister_update reject")
       (call $append (i32.const 0) (i32.const 3)) (call $msg_reject (i32.const 5) (i32.const 3)))
     (func (export "canister_update reject_bytes") (call $msg_reject (i32.const 7) (i32.const 2)))
     (func (export "canister_update outside") (call $append (i32.const 65536) (i32.const 1)))
     (func $large (param i32)
       (loop (call $append (i32.const 0) (i32.const 65536))
         (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
       (call $msg_reply))
     (func (export "canister_update largest") (call $large (i32.const 32)))
     (func (export "canister_update too_large") (call $large (i32.const 33)))
     (func (export "canister_query largest_query") (call $large (i32.const 48)))
     (func (export "canister_query too_large_query") (call $large (i32.const 49)))
     (func (export "canister_inspect_message") (call $accept_message) (call $accept_message))`,
  ),
);

function run(entry: Entry, overrides: Partial<MessageInput> = {}) {
  const execution = sandbox.run(message(entry, overrides));
  sandbox.revert();
  return execution;
}

it('should put a reply together from its pieces', () => {
  expect(Buffer.from(replyOf(run(update('pieces')))).toString()).toBe('efabc');
});

it('should leave the call open when it is not answered', () => {
  expect(done(run(update('silent'))).response).toBeUndefined();
});

it('should reject with a text', () => {
  expect(done(run(update('reject'))).response).toEqual({ kind: 'reject', message: 'fé' });
});

it.each([
  ['twice', 'ic0.msg_reply: the call is already replied'],
  ['append_late', 'ic0.msg_reply_data_append: the call is already replied'],
  ['reply_then_reject', 'ic0.msg_reject: the call is already replied'],
  ['reject_bytes', 'ic0.msg_reject: invalid UTF-8 string provided'],
  ['outside', 'msg.reply: src=65536 + length=1 exceeds the slice size=65536'],
])('should trap: %s', (method, error) => {
  expect(trapOf(run(update(method)))).toBe(`IC0504 Canister violated contract: ${error}.`);
});

it('should trap when an earlier message of the call has answered', () => {
  expect(trapOf(run(update('pieces'), { answered: true }))).toContain('already replied');
});

describe('size', () => {
  it('should be at most 2 MiB for updates and 3 MiB for queries', () => {
    expect(replyOf(run(update('largest'))).length).toBe(MAX_REPLY_BYTES);
    expect(replyOf(run(query('largest_query'))).length).toBe(MAX_QUERY_REPLY_BYTES);
    const replicated: Entry = {
      kind: 'query',
      method: 'largest_query',
      arg: new Uint8Array(0),
      replicated: true,
    };
    const error = (bytes: number) => `application payload size (${bytes}) cannot be larger than`;
    expect(trapOf(run(update('too_large')))).toContain(error(MAX_REPLY_BYTES + 65_536));
    expect(trapOf(run(query('too_large_query')))).toContain(error(MAX_QUERY_REPLY_BYTES + 65_536));
    expect(trapOf(run(replicated))).toContain(error(MAX_REPLY_BYTES + 65_536));
  });
});

describe('inspect_message', () => {
  const inspect: Entry = { kind: 'inspect_message', method: 'x', arg: new Uint8Array(0) };

  it('should trap when it accepts twice', () => {
    expect(trapOf(run(inspect))).toContain('ic0.accept_message: the function was already called.');
  });

  it('should accept everything where there is none, and nothing by default', () => {
    const without = sandboxFromWat('(module)');
    expect(done(without.run(message(inspect))).messageAccepted).toBe(true);
    const silent = sandboxFromWat('(module (func (export "canister_inspect_message")))');
    expect(done(silent.run(message(inspect))).messageAccepted).toBe(false);
  });
});
