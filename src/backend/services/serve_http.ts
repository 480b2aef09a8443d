/** Answers to HTTP requests (contract, 6). */
import {
  CERTIFICATE_HEADER,
  type Header,
  PROOF_END_V1,
  SKIP_EXPRESSION,
  certificateValue,
  expressionHeader,
  firstSegment,
  nearerPaths,
} from '../certified/http_certification.ts';
import { Trap } from '../domain/trap.ts';
import { utf8 } from '../encoding/bytes.ts';
import { type HeaderFields, headerFields, joinHeaderFields } from '../encoding/candid/header_fields.ts';
import type { Canister } from './canister.ts';
import { metricsText } from './metrics.ts';
import {
  METRICS_PATH,
  type ResponseProof,
  type SiteResponse,
  UNKNOWN_PATH,
  notFoundProof,
  pathProof,
} from './site.ts';

export { CERTIFICATE_HEADER };

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly body: Uint8Array;
  /** The highest version of certification that the gateway verifies; null from gateways that know only the first. */
  readonly certificateVersion: number | null;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: HeaderFields;
  /** Value of the certificate header in parts; null for a response that is not certified. */
  readonly certificate: readonly Uint8Array[] | null;
  readonly body: Uint8Array;
  /** Asks the gateway to send the request again as an update call, whose answer needs no certification. */
  readonly upgrade: boolean;
}

const FAQ_PATH = '/faq';
const FAQ_LOCATION = 'https://identitysupport.dfinity.org/hc/en-us';
const URL_LIMIT = 8192;
/** Characters that the parser of the gateways' verification takes: printable ASCII but for a few. */
const VERIFIABLE_URL = /^\/[!$-;=@-_a-z|~]*(\?[!$-;=?-~]*)?$/;
const BODY_LIMIT = 65_536;
const ALLOWED_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
const NO_BODY = new Uint8Array(0);

/** Answers a request in a query, or in the update call to which the gateway turned it. */
export function serveHttp(canister: Canister, request: HttpRequest): HttpResponse {
  // A path that is served stands for itself: nothing in it needs to be decoded.
  const path = canister.site.files.has(request.url) ? request.url : requestPath(request.url);
  if (path === null) return refusal(canister, 400, 'Bad request.');
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
  const path = url.split('?', 1)[0] ?? '';
  if (url.length > URL_LIMIT || !VERIFIABLE_URL.test(url)) return null;
  try {
    return decodeURIComponent(path).replace(/^\/+/, '/');
  } catch {
    return null;
  }
}

function serveFile(
  canister: Canister,
  request: HttpRequest,
  path: string,
  { status, headersV1, headersV2, body }: SiteResponse,
): HttpResponse {
  const { certified, site } = canister;
  const data = canister.ic.dataCertificate();
  if (data === null) throw new Trap('data certificate is only available in query calls');
  const isV2 = verifiesResponses(request);
  const certificate = isV2
    ? provenV2(canister, data, site.proofs.get(path) ?? pathProof(certified, path))
    : certificateValue(data, certified.proofText(certified.bodyProof(path)), PROOF_END_V1);
  return { status, headers: isV2 ? headersV2 : headersV1, certificate, body: body(), upgrade: false };
}

function serveNotFound(canister: Canister, request: HttpRequest, path: string): HttpResponse {
  const { certified, site } = canister;
  const data = canister.ic.dataCertificate();
  if (!verifiesResponses(request) || data === null) {
    return plainText(canister, 404, `Asset ${path} not found.`);
  }
  const { status, headersV2, body } = site.notFound;
  const proof = site.firstSegments.has(firstSegment(path))
    ? notFoundProof(certified, nearerPaths(path))
    : (site.proofs.get(UNKNOWN_PATH) as ResponseProof);
  const certificate = provenV2(canister, data, proof);
  return { status, headers: headersV2, certificate, body: body(), upgrade: false };
}

/** Numbers that change with every call: certified as not certified. */
function serveMetrics(canister: Canister, request: HttpRequest): HttpResponse {
  const body = utf8(metricsText(canister));
  const headers: Header[] = [
    ['Content-Type', 'text/plain; version=0.0.4'],
    ['Content-Length', body.length.toString()],
  ];
  const data = canister.ic.dataCertificate();
  let certificate: readonly Uint8Array[] | null = null;
  if (verifiesResponses(request) && data !== null) {
    certificate = provenV2(canister, data, canister.site.proofs.get(METRICS_PATH) as ResponseProof);
    headers.push(expressionHeader(SKIP_EXPRESSION));
  }
  const fields = joinHeaderFields(headerFields(headers), canister.site.securityHeaders);
  return { status: 200, headers: fields, certificate, body, upgrade: false };
}

function provenV2(
  { certified }: Canister,
  certificate: Uint8Array,
  { witness, end }: ResponseProof,
): readonly Uint8Array[] {
  return certificateValue(certificate, certified.proofText(witness), end);
}

function verifiesResponses({ certificateVersion }: HttpRequest): boolean {
  return certificateVersion !== null && certificateVersion >= 2;
}

function plainText(
  { site }: Canister,
  status: number,
  text: string,
  more: readonly Header[] = [],
): HttpResponse {
  const own = headerFields([['Content-Type', 'text/plain'], ...more]);
  const headers = joinHeaderFields(own, site.securityHeaders);
  return { status, headers, certificate: null, body: utf8(text), upgrade: false };
}
