/** What an app asks for by opening `/authorize` (contract/native-login.md, "Authorization request"; RFC 6749, 4.1.1). */
import { decodeBase64url } from '../../encoding/base64url.ts';
import { utf8Length } from '../../encoding/bytes.ts';
import { ok, refused, type Result } from '../result.ts';
import { type Form, parseForm } from './form.ts';
import { isChallenge } from './pkce.ts';
import { type RedirectKind, findRedirectUri, withParameters } from './redirect_uri.ts';
import { CLIENT_ID_LIMIT, type NativeClient, type NativeLoginSettings, findClient } from './settings.ts';
import { parseWebOrigin } from './web_origin.ts';

export interface AuthorizationRequest {
  readonly client: NativeClient;
  readonly redirect: Redirect;
  readonly challenge: string;
  /** As registered, before it is remapped. */
  readonly origin: string;
  /** DER. */
  readonly sessionKey: Uint8Array;
  /** Nanoseconds; null for the default. */
  readonly maxTimeToLive: bigint | null;
  readonly nonce: string;
  /** Whether an id token is asked for as well. */
  readonly openid: boolean;
}

/** The app's address, to which every answer goes. */
export interface Redirect {
  readonly uri: string;
  readonly kind: RedirectKind;
  readonly issuer: string;
  readonly state: string | null;
}

export type RequestFault =
  /** Nobody is known to whom an answer could be sent: told on the page, in one sentence. */
  | { readonly kind: 'page'; readonly text: string }
  | { readonly kind: 'redirect'; readonly url: string; readonly redirectKind: RedirectKind };

/** Error codes of RFC 6749, 4.1.2.1. */
type AuthorizationError =
  | 'invalid_request'
  | 'unsupported_response_type'
  | 'access_denied'
  | 'server_error'
  | 'temporarily_unavailable';

const QUERY_LIMIT = 8192;
const VALUE_LIMIT = 512;
const SESSION_KEY_LIMIT = 1024;
const DER_SEQUENCE = 0x30;
const NANOSECONDS = /^[1-9]\d{0,19}$/;
const LARGEST_NAT64 = 0xffff_ffff_ffff_ffffn;

/**
 * Reads a request.
 * @param query - of the page's address, with or without its question mark
 */
export function parseAuthorizationRequest(
  query: string,
  settings: NativeLoginSettings | null,
  isProduction: boolean,
): Result<AuthorizationRequest, RequestFault> {
  if (settings === null) return onPage('Native apps cannot log in here.');
  if (query.length > QUERY_LIMIT) return onPage('The request is too long.');
  const form = parseForm(query.replace(/^\?/, ''));
  const { values } = form;
  const id = values.get('client_id');
  if (id === undefined || id.length > CLIENT_ID_LIMIT) return onPage('The request does not name one app.');
  const client = findClient(settings, id);
  if (client === null) return onPage('The app is not registered here.');
  const uri = values.get('redirect_uri') ?? '';
  const known = findRedirectUri(client.redirect_uris, uri);
  if (known === null)
    return onPage('The app is not registered with the address that the answer is to go to.');

  const state = values.get('state') ?? '';
  const isState = isShort(state);
  const redirect = { uri, kind: known.kind, issuer: settings.issuer, state: isState ? state : null };
  const fault = (error: AuthorizationError, text: string) =>
    refused({ kind: 'redirect', url: errorUrl(redirect, error, text), redirectKind: known.kind } as const);
  const wrong = wrongParameter(form, isState);
  if (wrong !== null) return fault(...wrong);

  const origin = values.get('ic_origin') ?? '';
  const parsed = parseWebOrigin(origin);
  if (parsed === null || (isProduction && !parsed.isHttps) || !client.allowed_origins.includes(origin)) {
    return fault('invalid_request', 'ic_origin is not among the origins of the app.');
  }
  if (known.origin !== null && known.origin !== origin) {
    return fault('invalid_request', 'redirect_uri is of another origin than ic_origin.');
  }
  const sessionKey = decodeBase64url(values.get('ic_session_public_key') ?? '');
  if (sessionKey === null || !isDer(sessionKey)) {
    return fault('invalid_request', 'ic_session_public_key is not the base64url of a DER public key.');
  }
  const life = values.get('ic_max_time_to_live');
  if (life !== undefined && !(NANOSECONDS.test(life) && BigInt(life) <= LARGEST_NAT64)) {
    return fault('invalid_request', 'ic_max_time_to_live is not a number of nanoseconds.');
  }
  return ok({
    client,
    redirect,
    challenge: values.get('code_challenge') as string,
    origin,
    sessionKey,
    maxTimeToLive: life === undefined ? null : BigInt(life),
    nonce: values.get('nonce') as string,
    openid: (values.get('scope') as string).split(' ').includes('openid'),
  });
}

/** Where the person goes who let the app in (RFC 6749, 4.1.2; RFC 9207). */
export function codeUrl({ uri, issuer, state }: Redirect, code: string): string {
  return withParameters(uri, [
    ['code', code],
    ['state', state],
    ['iss', issuer],
  ]);
}

/** Where the person goes whose app gets nothing. */
export function errorUrl({ uri, issuer, state }: Redirect, error: AuthorizationError, text: string): string {
  return withParameters(uri, [
    ['error', error],
    ['error_description', text],
    ['state', state],
    ['iss', issuer],
  ]);
}

/** Checks what needs nothing but itself. */
function wrongParameter({ values, fault }: Form, isState: boolean): [AuthorizationError, string] | null {
  const invalid = (text: string): [AuthorizationError, string] => ['invalid_request', text];
  if (fault !== null) return invalid(fault);
  const responseType = values.get('response_type');
  if (responseType === undefined) return invalid('response_type is missing.');
  if (responseType !== 'code') return ['unsupported_response_type', 'response_type is not code.'];
  if ((values.get('response_mode') ?? 'query') !== 'query') return invalid('response_mode is not query.');
  if (!isShort(values.get('scope') ?? '')) return invalid('scope is missing or too long.');
  if (!isState) return invalid('state is missing or too long.');
  if (!isShort(values.get('nonce') ?? '')) return invalid('nonce is missing or too long.');
  if (values.get('code_challenge_method') !== 'S256') return invalid('code_challenge_method is not S256.');
  if (!isChallenge(values.get('code_challenge') ?? '')) {
    return invalid('code_challenge is not 43 characters of base64url.');
  }
  return null;
}

function isShort(text: string): boolean {
  return text !== '' && text.length <= VALUE_LIMIT && utf8Length(text) <= VALUE_LIMIT;
}

/** Whether bytes are one DER sequence, as every public key is; what it says is its owner's concern. */
function isDer(bytes: Uint8Array): boolean {
  const [tag, first = 0, second = 0, third = 0] = bytes;
  if (tag !== DER_SEQUENCE || bytes.length > SESSION_KEY_LIMIT) return false;
  if (first < 0x80) return bytes.length === first + 2;
  if (first === 0x81) return bytes.length === second + 3;
  return first === 0x82 && bytes.length === ((second << 8) | third) + 4;
}

function onPage(text: string) {
  return refused({ kind: 'page', text } as const);
}
