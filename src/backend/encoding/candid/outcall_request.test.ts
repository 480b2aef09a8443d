import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { expect, it } from 'vitest';
import { CandidError } from './candid_error.ts';
import { decodeOutcallReply, encodeOutcall } from './outcall_request.ts';

const Header = IDL.Record({ name: IDL.Text, value: IDL.Text });
const Response = IDL.Record({ status: IDL.Nat, headers: IDL.Vec(Header), body: IDL.Vec(IDL.Nat8) });
const TransformArgs = IDL.Record({ response: Response, context: IDL.Vec(IDL.Nat8) });

/** The argument as the IC interface specification has it. */
const HttpRequestArgs = IDL.Record({
  url: IDL.Text,
  max_response_bytes: IDL.Opt(IDL.Nat64),
  method: IDL.Variant({ get: IDL.Null, head: IDL.Null, post: IDL.Null }),
  headers: IDL.Vec(Header),
  body: IDL.Opt(IDL.Vec(IDL.Nat8)),
  transform: IDL.Opt(
    IDL.Record({
      function: IDL.Func([TransformArgs], [Response], ['query']),
      context: IDL.Vec(IDL.Nat8),
    }),
  ),
  is_replicated: IDL.Opt(IDL.Bool),
});

it('should encode an outcall as the system decodes it', () => {
  const canister = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 7, 1, 1);
  const bytes = encodeOutcall({
    url: 'https://provider.example/keys?é',
    maxResponseBytes: 65_536n,
    transform: { canister, method: 'transform_me' },
  });
  const [decoded] = IDL.decode([HttpRequestArgs], bytes);
  expect(decoded).toEqual({
    url: 'https://provider.example/keys?é',
    max_response_bytes: [65_536n],
    method: { get: null },
    headers: [],
    body: [],
    transform: [
      { function: [Principal.fromUint8Array(canister), 'transform_me'], context: new Uint8Array() },
    ],
    is_replicated: [],
  });
});

it('should decode what the system replies', () => {
  const headers = [{ name: 'date', value: 'now' }];
  const body = Uint8Array.of(1, 2, 3);
  const bytes = IDL.encode([Response], [{ status: 200n, headers, body }]);
  expect(decodeOutcallReply(bytes)).toEqual({ status: 200n, body });
});

it.each([
  ['nothing', new Uint8Array()],
  ['a record without a body', IDL.encode([IDL.Record({ status: IDL.Nat })], [{ status: 200n }])],
  ['a text', IDL.encode([IDL.Text], ['status'])],
])('should refuse %s as a reply', (_, bytes) => {
  expect(() => decodeOutcallReply(bytes)).toThrow(CandidError);
});
