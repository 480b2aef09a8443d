import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import type { HttpHeader } from '../types.ts';
import type { Opt } from './candid.ts';

/** Candid types of `http_request`, as in `candid.ts`. */

const Header = IDL.Record({ name: IDL.Text, value: IDL.Text });

export const HttpResponseResult = IDL.Record({
  status: IDL.Nat,
  headers: IDL.Vec(Header),
  body: IDL.Vec(IDL.Nat8),
});
export const TransformArg = IDL.Record({ response: HttpResponseResult, context: IDL.Vec(IDL.Nat8) });

export interface HttpRequestArg {
  url: string;
  max_response_bytes: Opt<bigint>;
  method: { get?: null; head?: null; post?: null; put?: null; delete?: null };
  headers: HttpHeader[];
  body: Opt<Uint8Array>;
  transform: Opt<{ function: [Principal, string]; context: Uint8Array }>;
  is_replicated: Opt<boolean>;
}
export const HttpRequestArg = IDL.Record({
  url: IDL.Text,
  max_response_bytes: IDL.Opt(IDL.Nat64),
  method: IDL.Variant({ get: IDL.Null, head: IDL.Null, post: IDL.Null, put: IDL.Null, delete: IDL.Null }),
  headers: IDL.Vec(Header),
  body: IDL.Opt(IDL.Vec(IDL.Nat8)),
  transform: IDL.Opt(
    IDL.Record({
      function: IDL.Func([TransformArg], [HttpResponseResult], ['query']),
      context: IDL.Vec(IDL.Nat8),
    }),
  ),
  is_replicated: IDL.Opt(IDL.Bool),
});
