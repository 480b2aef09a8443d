import { IDL } from '@dfinity/candid';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHarmlessReply, MAX_REPLY_BYTES } from './candid_guard.ts';

const bytes = (...all: number[]): Uint8Array => Uint8Array.of(0x44, 0x49, 0x44, 0x4c, ...all);
const [NULL, OPT, VEC, RECORD, VARIANT, FUNC, TEXT] = [0x7f, 0x6e, 0x6d, 0x6c, 0x6b, 0x6a, 0x71] as const;

const Reply = IDL.Variant({
  Ok: IDL.Record({ consent_message: IDL.Text, language: IDL.Text, more: IDL.Opt(IDL.Vec(IDL.Nat8)) }),
  Err: IDL.Variant({ Internal: IDL.Text, Nothing: IDL.Null }),
});
const honest = (text: string): Uint8Array =>
  new Uint8Array(IDL.encode([Reply], [{ Ok: { consent_message: text, language: 'en', more: [[1, 2]] } }]));

describe('isHarmlessReply', () => {
  it('should take what issuers answer, of a length that somebody would read', () => {
    expect(isHarmlessReply(honest('I will tell.'))).toBe(true);
    expect(isHarmlessReply(new Uint8Array(IDL.encode([Reply], [{ Err: { Nothing: null } }])))).toBe(true);
    expect(isHarmlessReply(honest('x'.repeat(MAX_REPLY_BYTES)))).toBe(false);
  });

  it('should take a part of a larger buffer', () => {
    const message = honest('a');
    const buffer = new Uint8Array(message.length + 7);
    buffer.set(message, 7);
    expect(isHarmlessReply(buffer.subarray(7))).toBe(true);
  });

  it('should take lists that know themselves, as long as each link takes bytes', () => {
    // μ list. opt record { text; list }
    expect(isHarmlessReply(bytes(2, OPT, 1, RECORD, 2, 0, TEXT, 1, 0, 1, 0, 0))).toBe(true);
  });

  const huge = [0xff, 0xff, 0xff, 0xff, 0x0f];
  it.each([
    ['a billion nulls', bytes(1, VEC, NULL, 1, 0, ...huge)],
    ['a billion empty records', bytes(2, VEC, 1, RECORD, 0, 1, 0, ...huge)],
    ['a billion records of nothing', bytes(3, VEC, 1, RECORD, 1, 0, 2, RECORD, 1, 0, NULL, 1, 0, ...huge)],
    [
      'records that double at each step',
      bytes(3, RECORD, 2, 0, 1, 1, 1, RECORD, 2, 0, 2, 1, 2, RECORD, 0, 1, 0),
    ],
    ['a record of itself', bytes(1, RECORD, 1, 0, 0, 1, 0)],
    ['a function', bytes(1, FUNC, 0, 0, 0, 1, 0)],
    ['more types than anybody needs', bytes(101, ...Array<number>(202).fill(OPT), 0)],
    ['more fields than anybody needs', bytes(1, VARIANT, ...huge, 0)],
    ['more values than anybody needs', bytes(0, ...huge)],
    ['no Candid', new TextEncoder().encode('{"Ok": 1}')],
    ['nothing', new Uint8Array()],
  ])('should not take %s', (_what, message) => {
    expect(isHarmlessReply(message)).toBe(false);
  });

  it('should decide about any bytes, and never take a table that is cut off', () => {
    fc.assert(fc.property(fc.uint8Array(), (any) => void isHarmlessReply(bytes(...any))));
    const message = honest('');
    const table = message.length - 8;
    for (let length = 0; length < table - 8; length++) {
      expect(isHarmlessReply(message.slice(0, length))).toBe(false);
    }
  });
});
