/** Answers of the endpoints of native login: JSON that pages of any origin may read. */
import type { Header } from '../../certified/http_certification.ts';
import { utf8 } from '../../encoding/bytes.ts';
import { headerFields, joinHeaderFields } from '../../encoding/candid/header_fields.ts';
import type { Canister } from '../canister.ts';
import type { HttpResponse } from '../http_exchange.ts';

/** Everything here is asked for with tokens and codes that say who asks, not with cookies. */
export const ANY_ORIGIN: Header = ['Access-Control-Allow-Origin', '*'];
export const JSON_TYPE: Header = ['Content-Type', 'application/json'];

/** For answers that hold secrets or refuse them (RFC 6749, 5.1). */
const NOT_STORED: readonly Header[] = [
  ['Cache-Control', 'no-store'],
  ['Pragma', 'no-cache'],
];

/** Error codes of RFC 6749, 5.2, RFC 6750, 3.1, and those that tell of this canister's own trouble. */
export type ErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unsupported_grant_type'
  | 'invalid_token'
  | 'server_error';

export function jsonAnswer(
  { site }: Canister,
  status: number,
  content: object | string,
  more: readonly Header[] = [],
): HttpResponse {
  const own = headerFields([JSON_TYPE, ANY_ORIGIN, ...NOT_STORED, ...more]);
  const body = utf8(typeof content === 'string' ? content : JSON.stringify(content));
  const headers = joinHeaderFields(own, site.security.fields);
  return { status, headers, certificate: null, body, upgrade: false };
}

export function errorAnswer(
  canister: Canister,
  status: number,
  error: ErrorCode,
  text: string,
  more?: readonly Header[],
): HttpResponse {
  return jsonAnswer(canister, status, { error, error_description: text }, more);
}
