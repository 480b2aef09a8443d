import { IDL } from 'azle';

const HeaderField = IDL.Tuple(IDL.Text, IDL.Text);

/** What the HTTP gateway asks, as far as the demo reads it. */
export const HttpRequest = IDL.Record({
  method: IDL.Text,
  url: IDL.Text,
  headers: IDL.Vec(HeaderField),
  body: IDL.Vec(IDL.Nat8),
  certificate_version: IDL.Opt(IDL.Nat16),
});

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
}

export const HttpResponse = IDL.Record({
  status_code: IDL.Nat16,
  headers: IDL.Vec(HeaderField),
  body: IDL.Vec(IDL.Nat8),
});

export interface HttpResponse {
  readonly status_code: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}
