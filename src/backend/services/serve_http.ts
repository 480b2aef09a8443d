/** Answers to HTTP requests (contract, 6). */
import type { ResponseProof } from '../certified/certificate_header.ts';
import { ANY_PATH, type Header, firstSegment, nearerPaths } from '../certified/http_certification.ts';
import { NATIVE_LOGIN_PATHS } from '../domain/native_login/documents.ts';
import { utf8 } from '../encoding/bytes.ts';
import {
  headerFields,
  headersUpToValue,
  headersWithValue,
  joinHeaderFields,
} from '../encoding/candid/header_fields.ts';
import type { Canister } from './canister.ts';
import {
  type HttpRequest,
  type HttpResponse,
  proven,
  serveFile,
  verifiesResponses,
} from './http_exchange.ts';
import { metricsBody } from './metrics.ts';
import { serveNativeLogin, updateNativeLogin } from './native_login/serve_native_login.ts';
import { METRICS_PATH, UNKNOWN_PATH } from './site.ts';

const FAQ_PATH = '/faq';
const FAQ_LOCATION = 'https://identitysupport.dfinity.org/hc/en-us';
const URL_LIMIT = 8192;
/** Characters that the parser of the gateways' verification takes: printable ASCII but for a few. */
const VERIFIABLE_URL = /^\/[!$-;=@-_a-z|~]*(\?[!$-;=?-~]*)?$/;
/** A path that verifiers read as it is written. */
const PLAIN_PATH = /^(\/[\w.-]+)+\/?$/;
const BODY_LIMIT = 65_536;
const ALLOWED_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
const NO_BODY = new Uint8Array(0);

/** Answers a request in a query, or in the update call to which the gateway turned it. */
export function serveHttp(canister: Canister, request: HttpRequest): HttpResponse {
  const path = pathOf(canister, request);
  if (path === null) return refusal(canister, 400, 'Bad request.');
  if (NATIVE_LOGIN_PATHS.includes(path)) {
    return canister.site.preflight === null
      ? serveNotFound(canister, request, path)
      : serveNativeLogin(canister, request, path);
  }
  if (request.body.length > BODY_LIMIT) return refusal(canister, 413, 'Request body too large.');
  if (request.method !== 'GET' && !ALLOWED_METHODS.includes(request.method.toUpperCase())) {
    return refusal(canister, 405, 'Method not allowed.', [['Allow', ALLOWED_METHODS.join(', ')]]);
  }
  if (path === FAQ_PATH) {
    const headers = headerFields([['location', FAQ_LOCATION]]);
    return { status: 301, headers, certificate: null, body: NO_BODY, upgrade: true };
  }
  const file = canister.site.files.get(path);
  if (file !== undefined) return serveFile(canister, request, path, file);
  return path === METRICS_PATH ? serveMetrics(canister, request) : serveNotFound(canister, request, path);
}

/** As {@link serveHttp}, in an update call, which may wait for other canisters. */
export function updateHttp(canister: Canister, request: HttpRequest): HttpResponse | Promise<HttpResponse> {
  const path = pathOf(canister, request);
  const isNativeLogin = path !== null && NATIVE_LOGIN_PATHS.includes(path);
  return isNativeLogin && canister.site.preflight !== null
    ? updateNativeLogin(canister, request, path)
    : serveHttp(canister, request);
}

/** A path that is served stands for itself: nothing in it needs to be decoded. */
function pathOf({ site }: Canister, { url }: HttpRequest): string | null {
  return site.files.has(url) ? url : requestPath(url);
}

/** What cannot be certified ahead is answered by an update call. */
function refusal(
  canister: Canister,
  status: number,
  text: string,
  more: readonly Header[] = [],
): HttpResponse {
  return { ...plainText(canister, status, text, more), upgrade: true };
}

/**
 * The path of a URL as verifiers read it: without escapes, and with one slash in front however many there are. Null
 * for a URL that no verifier reads, or that is too long.
 */
function requestPath(url: string): string | null {
  if (url.length > URL_LIMIT) return null;
  if (PLAIN_PATH.test(url)) return url;
  const path = url.split('?', 1)[0] ?? '';
  if (!VERIFIABLE_URL.test(url)) return null;
  try {
    return decodeURIComponent(path).replace(/^\/+/, '/');
  } catch {
    return null;
  }
}

function serveNotFound(canister: Canister, request: HttpRequest, path: string): HttpResponse {
  const { certified, site } = canister;
  const data = canister.ic.dataCertificate();
  if (!verifiesResponses(request) || data === null) {
    return plainText(canister, 404, `Asset ${path} not found.`);
  }
  const { status, headersV2, body } = site.notFound;
  const proof = site.firstSegments.has(firstSegment(path))
    ? certified.absenceProof(ANY_PATH, nearerPaths(path))
    : (site.proofs.get(UNKNOWN_PATH) as ResponseProof);
  const certificate = proven(canister, data, proof);
  return { status, headers: headersV2, certificate, body: body(), upgrade: false };
}

const METRICS_HEADERS = headersUpToValue(
  headerFields([['Content-Type', 'text/plain; version=0.0.4']]),
  'Content-Length',
);

/** Numbers that change with every call: certified as not certified. */
function serveMetrics(canister: Canister, request: HttpRequest): HttpResponse {
  const { site, ic } = canister;
  const body = metricsBody(canister);
  const data = verifiesResponses(request) ? ic.dataCertificate() : null;
  const certificate =
    data === null ? null : proven(canister, data, site.proofs.get(METRICS_PATH) as ResponseProof);
  const { fields, fieldsUncertified } = site.security;
  const common = certificate === null ? fields : fieldsUncertified;
  const headers = headersWithValue(METRICS_HEADERS, body.length.toString(), common);
  return { status: 200, headers, certificate, body, upgrade: false };
}

function plainText(
  { site }: Canister,
  status: number,
  text: string,
  more: readonly Header[] = [],
): HttpResponse {
  const own = headerFields([['Content-Type', 'text/plain'], ...more]);
  const headers = joinHeaderFields(own, site.security.fields);
  return { status, headers, certificate: null, body: utf8(text), upgrade: false };
}
