import type { HttpHeader } from '../types.ts';

/* Limits on HTTP requests and responses of canisters (interface specification, "http_request"). */

export const MAX_URL_BYTES = 8192;
const MAX_HEADERS = 64;
const MAX_HEADER_TEXT_BYTES = 8192;
const MAX_HEADERS_BYTES = 48 * 1024;
const MAX_REQUEST_BYTES = 2_000_000;

/** What is wrong with headers and the length of a body in the words of replicas, or nothing. */
export function findBadHeaders(headers: readonly HttpHeader[], bodyBytes: number): string | undefined {
  if (headers.length > MAX_HEADERS) {
    return `number of all http headers ${headers.length} exceeds ${MAX_HEADERS}`;
  }
  for (const part of ['name', 'value'] as const) {
    const longest = Math.max(0, ...headers.map((header) => Buffer.byteLength(header[part])));
    if (longest > MAX_HEADER_TEXT_BYTES) {
      return `number of bytes to represent some http header ${part} ${longest} exceeds ${MAX_HEADER_TEXT_BYTES}`;
    }
  }
  const total = headerBytes(headers);
  if (total > MAX_HEADERS_BYTES) {
    return `total number of bytes to represent all http header names and values ${total} exceeds ${MAX_HEADERS_BYTES}`;
  }
  if (total + bodyBytes > MAX_REQUEST_BYTES) {
    return (
      'total number of bytes to represent all http header names and values and http body ' +
      `${total + bodyBytes} exceeds ${MAX_REQUEST_BYTES}`
    );
  }
  return undefined;
}

/** Bytes of all names and values. */
export function headerBytes(headers: readonly HttpHeader[]): number {
  return headers.reduce(
    (sum, { name, value }) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
}
