import { describe, expect, it } from 'vitest';
import {
  canister,
  done,
  message,
  query,
  replyOf,
  ROOT_KEY,
  sandboxFromWat,
  trapOf,
  update,
} from '../testing/wat_canister.ts';
import type { Entry, MessageInput } from '../types.ts';

const sandbox = sandboxFromWat(
  canister(
    [
      'certified_data_set',
      'data_certificate_present',
      'data_certificate_size',
      'data_certificate_copy',
      'root_key_size',
      'root_key_copy',
    ],
    `(data (i32.const 0) "0123456789abcdef0123456789abcdef")
     (func (export "canister_update set") (call $certified_data_set (i32.const 0) (i32.const 32)))
     (func (export "canister_update clear")
       (call $certified_data_set (i32.const 0) (i32.const 32)) (call $certified_data_set (i32.const 0) (i32.const 0)))
     (func (export "canister_update too_long") (call $certified_data_set (i32.const 0) (i32.const 33)))
     (func (export "canister_update outside") (call $certified_data_set (i32.const 65535) (i32.const 2)))
     (func $present (i32.store (i32.const 100) (call $data_certificate_present)) (call $answer (i32.const 100) (i32.const 1)))
     (func (export "canister_update present") (call $present))
     (func (export "canister_query present_query") (call $present))
     (func (export "canister_query certificate")
       (call $data_certificate_copy (i32.const 100) (i32.const 0) (call $data_certificate_size))
       (call $answer (i32.const 100) (call $data_certificate_size)))
     (func (export "canister_update root_key")
       (call $root_key_copy (i32.const 100) (i32.const 0) (call $root_key_size))
       (call $answer (i32.const 100) (call $root_key_size)))`,
  ),
);

function run(entry: Entry, overrides: Partial<MessageInput> = {}) {
  const execution = sandbox.run(message(entry, overrides));
  sandbox.revert();
  return execution;
}

describe('certified data', () => {
  it('should be set by updates, last one wins, and be left alone otherwise', () => {
    expect(Buffer.from(done(run(update('set'))).certifiedData ?? []).toString()).toBe(
      '0123456789abcdef'.repeat(2),
    );
    expect(done(run(update('clear'))).certifiedData).toEqual(new Uint8Array(0));
    expect(done(run(update('present'))).certifiedData).toBeUndefined();
  });

  it('should be at most 32 bytes from within the heap', () => {
    expect(trapOf(run(update('too_long')))).toContain('no larger than 32 bytes. Found 33 bytes.');
    expect(trapOf(run(update('outside')))).toContain('src + size must be <= 65536');
  });
});

describe('its certificate', () => {
  const dataCertificate = () => Uint8Array.of(1, 2, 3);

  it('should reach queries', () => {
    expect([...replyOf(run(query('present_query'), { dataCertificate }))]).toEqual([1]);
    expect([...replyOf(run(query('certificate'), { dataCertificate }))]).toEqual([1, 2, 3]);
  });

  it('should be absent in updates and replicated queries', () => {
    const replicated: Entry = {
      kind: 'query',
      method: 'present_query',
      arg: new Uint8Array(0),
      replicated: true,
    };
    expect([...replyOf(run(update('present'), { dataCertificate }))]).toEqual([0]);
    expect([...replyOf(run(replicated, { dataCertificate }))]).toEqual([0]);
  });

  it('should trap when asked for and not there', () => {
    expect([...replyOf(run(query('present_query')))]).toEqual([0]);
    expect(trapOf(run(query('certificate')))).toContain(
      '"ic0_data_certificate_size" cannot be executed in non replicated query mode',
    );
  });

  it('should be fetched once, and only by those who ask', () => {
    let fetched = 0;
    const counting = () => {
      fetched += 1;
      return Uint8Array.of(1);
    };
    run(query('certificate'), { dataCertificate: counting });
    expect(fetched).toBe(1);
    run(update('set'), { dataCertificate: counting });
    expect(fetched).toBe(1);
  });
});

it('should give the root key', () => {
  expect([...replyOf(run(update('root_key')))]).toEqual([...ROOT_KEY]);
});
