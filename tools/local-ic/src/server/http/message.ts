/** HTTP requests and replies as handlers see them. */

export interface HttpRequest {
  readonly method: string;
  /** Path without query, not decoded, without a trailing slash. */
  readonly path: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly query: URLSearchParams;
  /** Names in lower case; a repeated header appears once for each value. */
  readonly headers: readonly (readonly [string, string])[];
  /**
   * The body.
   * @throws HttpError 413 when it is longer than `limit` bytes, 400 when the client breaks off
   */
  body(limit: number): Promise<Uint8Array>;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | string | AsyncIterable<Uint8Array>;
}

/** Refusal of a request; becomes a reply in one place. */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** First value of a header, by its lower-case name. */
export function headerOf(request: HttpRequest, name: string): string | undefined {
  return request.headers.find(([key]) => key === name)?.[1];
}

export function textReply(status: number, text: string): HttpReply {
  return { status, headers: [['content-type', 'text/plain; charset=utf-8']], body: text };
}

export function cborReply(status: number, body: Uint8Array): HttpReply {
  return { status, headers: [['content-type', 'application/cbor']], body };
}
