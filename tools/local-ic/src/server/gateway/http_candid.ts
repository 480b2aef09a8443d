/** Candid of a canister's HTTP interface: `http_request`, `http_request_update` and streaming callbacks. */
import { IDL } from '@dfinity/candid';

export interface CanisterRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  /** Highest version of response certification that the gateway understands. */
  readonly certificateVersion: number;
}

export interface CanisterResponse {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  /** The canister wants the request as an update call. */
  readonly upgrade: boolean;
  readonly streaming: Streaming | undefined;
}

/** Where to get the rest of a body: a query method and the token that it takes. */
export interface Streaming {
  readonly canisterId: Uint8Array;
  readonly method: string;
  /** Candid-encoded argument. */
  readonly token: Uint8Array;
}

const HeaderField = IDL.Tuple(IDL.Text, IDL.Text);
const HttpRequest = IDL.Record({
  method: IDL.Text,
  url: IDL.Text,
  headers: IDL.Vec(HeaderField),
  body: IDL.Vec(IDL.Nat8),
  certificate_version: IDL.Opt(IDL.Nat16),
});
/** The token of the asset canister's interface, on which practice has settled. */
const Token = IDL.Record({
  key: IDL.Text,
  content_encoding: IDL.Text,
  index: IDL.Nat,
  sha256: IDL.Opt(IDL.Vec(IDL.Nat8)),
});
const CallbackResponse = IDL.Record({ body: IDL.Vec(IDL.Nat8), token: IDL.Opt(Token) });
const HttpResponse = IDL.Record({
  status_code: IDL.Nat16,
  headers: IDL.Vec(HeaderField),
  body: IDL.Vec(IDL.Nat8),
  upgrade: IDL.Opt(IDL.Bool),
  streaming_strategy: IDL.Opt(
    IDL.Variant({
      Callback: IDL.Record({
        callback: IDL.Func([Token], [CallbackResponse], ['query']),
        token: Token,
      }),
    }),
  ),
});
/** What is left when a canister streams with tokens of another type. */
const PlainHttpResponse = IDL.Record({
  status_code: IDL.Nat16,
  headers: IDL.Vec(HeaderField),
  body: IDL.Vec(IDL.Nat8),
  upgrade: IDL.Opt(IDL.Bool),
});

interface DecodedResponse {
  status_code: number;
  headers: [string, string][];
  body: Uint8Array | number[];
  upgrade: [] | [boolean];
  streaming_strategy?:
    [] | [{ Callback: { callback: [{ toUint8Array(): Uint8Array }, string]; token: unknown } }];
}

export function encodeRequest(request: CanisterRequest): Uint8Array {
  const { method, url, headers, body, certificateVersion } = request;
  return IDL.encode(
    [HttpRequest],
    [{ method, url, headers, body, certificate_version: [certificateVersion] }],
  );
}

/** @throws Error when the bytes are not an HTTP response in Candid */
export function decodeResponse(bytes: Uint8Array): CanisterResponse {
  const decoded = decodeHttpResponse(bytes);
  const callback = decoded.streaming_strategy?.[0]?.Callback;
  return {
    status: decoded.status_code,
    headers: decoded.headers,
    body: new Uint8Array(decoded.body),
    upgrade: decoded.upgrade[0] === true,
    streaming: callback && {
      canisterId: callback.callback[0].toUint8Array(),
      method: callback.callback[1],
      token: IDL.encode([Token], [callback.token]),
    },
  };
}

/** @throws Error when the bytes are not the answer of a streaming callback */
export function decodeChunk(bytes: Uint8Array): { body: Uint8Array; token: Uint8Array | undefined } {
  const [chunk] = IDL.decode([CallbackResponse], alone(bytes)) as unknown as [
    { body: Uint8Array | number[]; token: [] | [unknown] },
  ];
  const next = chunk.token[0];
  return {
    body: new Uint8Array(chunk.body),
    token: next === undefined ? undefined : IDL.encode([Token], [next]),
  };
}

function decodeHttpResponse(bytes: Uint8Array): DecodedResponse {
  try {
    return IDL.decode([HttpResponse], alone(bytes))[0] as unknown as DecodedResponse;
  } catch {
    return IDL.decode([PlainHttpResponse], alone(bytes))[0] as unknown as DecodedResponse;
  }
}

/** The Candid library takes a view for its whole buffer. */
function alone(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
