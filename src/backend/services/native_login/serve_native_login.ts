/** The HTTP endpoints of native login (contract/native-login.md). */
import { SKIP_EXPRESSION, exactPath, expressionHeader } from '../../certified/http_certification.ts';
import { DELEGATION_PATH, JWKS_PATH, TOKEN_PATH, keySet } from '../../domain/native_login/documents.ts';
import { parseForm } from '../../domain/native_login/form.ts';
import { headerFields, joinHeaderFields } from '../../encoding/candid/header_fields.ts';
import type { Canister } from '../canister.ts';
import {
  type HttpRequest,
  type HttpResponse,
  proven,
  serveFile,
  verifiesResponses,
} from '../http_exchange.ts';
import { type ErrorCode, errorAnswer, jsonAnswer } from './answers.ts';
import { delegationOf } from './native_delegation.ts';
import { redeemCode } from './redeem_code.ts';
import { fetchSigningKey } from './signing_key.ts';

const BODY_LIMIT = 8192;
const FORM_TYPE = 'application/x-www-form-urlencoded';
const BEARER = /^bearer +([\w.~+/-]+=*)$/i;
const READ = 'GET, HEAD, OPTIONS';

/** Answers a request for one of the paths, as far as a query can. */
export function serveNativeLogin(canister: Canister, request: HttpRequest, path: string): HttpResponse {
  const { site } = canister;
  const method = request.method.toUpperCase();
  const isPost = path === TOKEN_PATH;
  if (method === 'OPTIONS' && site.preflight !== null) return servePreflight(canister, request, path);
  if (request.body.length > BODY_LIMIT) return refusal(canister, 413, 'The body is too large.');
  if (isPost ? method !== 'POST' : method !== 'GET' && method !== 'HEAD') {
    const allow = isPost ? 'POST, OPTIONS' : READ;
    return {
      ...errorAnswer(canister, 405, 'invalid_request', 'The method is not allowed.', [['Allow', allow]]),
      upgrade: true,
    };
  }
  // Codes and tokens in an address would stand in histories and logs.
  if (hasParameters(request.url)) return refusal(canister, 400, 'Parameters do not belong into the address.');
  const file = site.files.get(path);
  if (file !== undefined) return serveFile(canister, request, path, file);
  if (path === DELEGATION_PATH)
    return certifiedAsSkipped(canister, request, serveDelegation(canister, request));
  // What is left is done by an update call.
  return { ...jsonAnswer(canister, 200, ''), upgrade: true };
}

/** Answers what a query could not, once the gateway has turned it to an update call. */
export function updateNativeLogin(
  canister: Canister,
  request: HttpRequest,
  path: string,
): HttpResponse | Promise<HttpResponse> {
  const answered = serveNativeLogin(canister, request, path);
  if (!answered.upgrade || answered.status !== 200) return answered;
  if (path === JWKS_PATH) return fetchKeySet(canister);
  if (header(request, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase() !== FORM_TYPE) {
    return errorAnswer(canister, 415, 'invalid_request', `The body is not ${FORM_TYPE}.`);
  }
  return redeemCode(canister, request.body, header(request, 'authorization'));
}

async function fetchKeySet(canister: Canister): Promise<HttpResponse> {
  const key = await fetchSigningKey(canister);
  if (key === null) return errorAnswer(canister, 503, 'server_error', 'The key could not be fetched.');
  return jsonAnswer(canister, 200, keySet(key));
}

function serveDelegation(canister: Canister, request: HttpRequest): HttpResponse {
  const [, token] = BEARER.exec(header(request, 'authorization') ?? '') ?? [];
  const authorization = token === undefined ? null : canister.nativeGrants.byToken(token, canister.ic.now());
  const delegation = authorization === null ? null : delegationOf(canister, authorization);
  if (delegation !== null) return jsonAnswer(canister, 200, delegation);
  return errorAnswer(canister, 401, 'invalid_token', 'The access token is not valid.', [
    ['WWW-Authenticate', 'Bearer error="invalid_token"'],
  ]);
}

/** What is proven by its own signature is certified as not certified, for gateways that want to know. */
function certifiedAsSkipped(canister: Canister, request: HttpRequest, response: HttpResponse): HttpResponse {
  const data = canister.ic.dataCertificate();
  if (data === null || !verifiesResponses(request)) return response;
  const expression = headerFields([expressionHeader(SKIP_EXPRESSION)]);
  const certificate = proven(canister, data, canister.certified.expressionProof(exactPath(DELEGATION_PATH)));
  return { ...response, headers: joinHeaderFields(response.headers, expression), certificate };
}

function servePreflight(canister: Canister, request: HttpRequest, path: string): HttpResponse {
  const { status, headersV2, body } = canister.site.preflight!;
  const data = canister.ic.dataCertificate();
  const isProven = data !== null && verifiesResponses(request);
  const certificate = isProven
    ? proven(canister, data, canister.certified.expressionProof(exactPath(path)))
    : null;
  return { status, headers: headersV2, certificate, body: body(), upgrade: !isProven };
}

function refusal(canister: Canister, status: number, text: string): HttpResponse {
  const error: ErrorCode = 'invalid_request';
  return { ...errorAnswer(canister, status, error, text), upgrade: true };
}

/** Whether an address has parameters other than the one by which local gateways find the canister. */
function hasParameters(url: string): boolean {
  const start = url.indexOf('?');
  if (start < 0) return false;
  const { values, fault } = parseForm(url.slice(start + 1));
  return fault !== null || values.size > (values.has('canisterId') ? 1 : 0);
}

/** The value of a header that is there once. */
function header({ headers }: HttpRequest, name: string): string | undefined {
  if (headers === null) return undefined;
  let found: string | undefined;
  for (let i = 0; i < headers.length; i += 2) {
    if ((headers[i] as string).toLowerCase() !== name) continue;
    // Nobody could tell which of two was meant: the text of neither is a value that anything takes.
    found = found === undefined ? headers[i + 1] : '';
  }
  return found;
}
