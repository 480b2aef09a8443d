/** Answers to HTTP requests (contract, 6). */
import {
  ANY_PATH,
  type Header,
  SKIP_EXPRESSION,
  certificateHeaderV1,
  certificateHeadersV2,
  exactPath,
  FULL_RESPONSE_EXPRESSION,
  nearerPaths,
} from '../certified/http_certification.ts';
import { Trap } from '../domain/trap.ts';
import { utf8 } from '../encoding/bytes.ts';
import type { Canister } from './canister.ts';
import { metricsText } from './metrics.ts';
import { METRICS_PATH, type SiteResponse } from './site.ts';

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly body: Uint8Array;
  /** The highest version of certification that the gateway verifies; null from gateways that know only the first. */
  readonly certificateVersion: number | null;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: readonly Header[];
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
  const path = requestPath(request.url);
  if (path === null) return refusal(canister, 400, 'Bad request.');
  if (request.body.length > BODY_LIMIT) return refusal(canister, 413, 'Request body too large.');
  if (!ALLOWED_METHODS.includes(request.method.toUpperCase())) {
    return refusal(canister, 405, 'Method not allowed.', [['Allow', ALLOWED_METHODS.join(', ')]]);
  }
  if (path === FAQ_PATH) {
    return { status: 301, headers: [['location', FAQ_LOCATION]], body: NO_BODY, upgrade: true };
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
  { status, headers, body }: SiteResponse,
): HttpResponse {
  const { certified } = canister;
  const certificate = canister.ic.dataCertificate();
  if (certificate === null) throw new Trap('data certificate is only available in query calls');
  const proof = verifiesResponses(request)
    ? certificateHeadersV2(
        certificate,
        certified.expressionWitness([exactPath(path)]),
        exactPath(path),
        FULL_RESPONSE_EXPRESSION,
      )
    : [certificateHeaderV1(certificate, certified.bodyWitness(path))];
  return { status, headers: [...headers, ...proof], body: body(), upgrade: false };
}

function serveNotFound(canister: Canister, request: HttpRequest, path: string): HttpResponse {
  const certificate = canister.ic.dataCertificate();
  if (!verifiesResponses(request) || certificate === null) {
    return plainText(canister, 404, `Asset ${path} not found.`);
  }
  const { status, headers, body } = canister.site.notFound;
  const witness = canister.certified.expressionWitness([ANY_PATH, ...nearerPaths(path)]);
  const proof = certificateHeadersV2(certificate, witness, ANY_PATH, FULL_RESPONSE_EXPRESSION);
  return { status, headers: [...headers, ...proof], body: body(), upgrade: false };
}

/** Numbers that change with every call: certified as not certified. */
function serveMetrics(canister: Canister, request: HttpRequest): HttpResponse {
  const body = utf8(metricsText(canister));
  const headers: Header[] = [
    ['Content-Type', 'text/plain; version=0.0.4'],
    ['Content-Length', body.length.toString()],
    ...canister.site.securityHeaders,
  ];
  const certificate = canister.ic.dataCertificate();
  if (verifiesResponses(request) && certificate !== null) {
    const path = exactPath(METRICS_PATH);
    const witness = canister.certified.expressionWitness([path]);
    headers.push(...certificateHeadersV2(certificate, witness, path, SKIP_EXPRESSION));
  }
  return { status: 200, headers, body, upgrade: false };
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
  const headers: Header[] = [['Content-Type', 'text/plain'], ...more, ...site.securityHeaders];
  return { status, headers, body: utf8(text), upgrade: false };
}
