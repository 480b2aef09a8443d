/**
 * The pages and files that the canister serves, made once from the built front end and the configuration: HTML with
 * the canister's id and configuration written into it, headers, and the hashes to certify (contract, 6).
 */
import type { BuiltAsset } from '../assets/built_asset.ts';
import type { ResponseProof } from '../certified/certificate_header.ts';
import type { CertifiedState } from '../certified/certified_state.ts';
import {
  ANY_PATH,
  FULL_RESPONSE_EXPRESSION,
  SKIP_EXPRESSION,
  type Header,
  ResponseHasher,
  absentBeside,
  exactPath,
  expressionHeader,
  firstSegment,
  responseLabels,
  skipLabels,
} from '../certified/http_certification.ts';
import type { Configuration } from '../domain/configuration.ts';
import { DELEGATION_PATH, NATIVE_LOGIN_PATHS } from '../domain/native_login/documents.ts';
import { PAGE_ROUTES } from '../domain/page_routes.ts';
import { securityHeaders } from '../domain/security_headers.ts';
import { IC_DOMAINS_PATH, WEBAUTHN_PATH, icDomainsFile, webauthnFile } from '../domain/well_known.ts';
import { base64Ascii } from '../encoding/base64.ts';
import { concatBytes, utf8 } from '../encoding/bytes.ts';
import { type HeaderFields, headerFields, joinHeaderFields } from '../encoding/candid/header_fields.ts';
import { principalText } from '../encoding/principal.ts';
import { sha256 } from '../encoding/sha256.ts';
import { byteString } from '../encoding/utf8.ts';

export const METRICS_PATH = '/metrics';

/** How the content type of pages begins. */
const HTML = 'text/html';

const NOT_FOUND_BODY = utf8('Asset not found.');

/** Headers without those of the certificate. */
interface ResponseHeaders {
  readonly headers: readonly Header[];
  /** The headers where version 1 certifies, ready to be sent. */
  readonly headersV1: HeaderFields;
  /** The headers where version 2 certifies. */
  readonly headersV2: HeaderFields;
}

/** A response that is known ahead, without the certificate. */
export interface SiteResponse extends ResponseHeaders {
  readonly status: number;
  readonly body: () => Uint8Array;
  /** SHA-256 of the body, 32 bytes. */
  readonly bodyHash: Uint8Array;
}

export interface Site {
  /** By request path. */
  readonly files: Map<string, SiteResponse>;
  /** To OPTIONS at the paths of native login; null while that is off. */
  preflight: SiteResponse | null;
  /** For every other path, where the request says that it can verify this. */
  readonly notFound: SiteResponse;
  /** Headers of whatever is answered. */
  readonly security: CommonHeaders;
  /** Segments with which paths of the certified tree begin. */
  readonly firstSegments: Set<string>;
  /** By path, what proves the responses of pages in version 2. Filled when the tree is complete. */
  readonly proofs: Map<string, ResponseProof>;
}

/** Stands in {@link Site.proofs} for every path that begins with none of the tree's segments. */
export const UNKNOWN_PATH = '';

export interface SiteContext {
  readonly configuration: Configuration;
  /** The configuration as a Candid message, for the page. */
  readonly candidConfiguration: Uint8Array;
  readonly canisterId: Uint8Array;
}

export function createSite(assets: readonly BuiltAsset[], context: SiteContext): Site {
  const { configuration } = context;
  const relatedOrigins = configuration.related_origins ?? [];
  const security = commonHeaders(
    securityHeaders({
      relatedOrigins,
      scriptHashes: [...new Set(assets.flatMap((asset) => asset.inlineScriptHashes))],
      isProduction: configuration.is_production === true,
    }),
  );
  const files = new Map<string, SiteResponse>();
  const serve = (path: string, response: SiteResponse): void => {
    if (!files.has(path)) files.set(path, response);
  };
  // Files of one kind share their headers.
  const kinds = new Map<string, ResponseHeaders>();
  for (const asset of assets) {
    const response = assetResponse(asset, context, security, kinds);
    for (const path of urlPaths(asset.path)) serve(path, response);
  }
  const start = files.get('/');
  if (start !== undefined) for (const route of PAGE_ROUTES) serve(route, start);
  serve(IC_DOMAINS_PATH, textResponse('application/octet-stream', icDomainsFile(), security));
  if (configuration.related_origins !== null) {
    serve(WEBAUTHN_PATH, textResponse('application/json', webauthnFile(relatedOrigins), security));
  }
  const notFound = bytesResponse('text/plain', NOT_FOUND_BODY, security, 404);
  const firstSegments = new Set([...files.keys(), METRICS_PATH].map(firstSegment));
  return { files, preflight: null, notFound, security, firstSegments, proofs: new Map() };
}

/** Enters everything that the site serves into the certified tree. */
export function certifySite(site: Site, certified: CertifiedState): void {
  const hasher = new ResponseHasher();
  // The paths of one file share its response, and so its hash.
  const labelsOf = new Map<SiteResponse, readonly Uint8Array[]>();
  for (const [path, response] of site.files) {
    let labels = labelsOf.get(response);
    if (labels === undefined) {
      labels = responseLabels(hasher.hash(response.status, response.headers, response.bodyHash));
      labelsOf.set(response, labels);
    }
    certified.certifyBody(path, response.bodyHash);
    certified.certifyExpression(exactPath(path), labels);
  }
  const { notFound } = site;
  const notFoundHash = hasher.hash(notFound.status, notFound.headers, notFound.bodyHash);
  certified.certifyExpression(ANY_PATH, responseLabels(notFoundHash));
  if (!site.files.has(METRICS_PATH)) certified.certifyExpression(exactPath(METRICS_PATH), skipLabels());
  if (site.preflight !== null) {
    const { status, headers, bodyHash } = site.preflight;
    const labels = responseLabels(hasher.hash(status, headers, bodyHash));
    for (const path of NATIVE_LOGIN_PATHS) certified.certifyExpression(exactPath(path), labels);
    certified.certifyExpression(exactPath(DELEGATION_PATH), skipLabels());
  }
  prepareProofs(site, certified);
}

/** Adds a file to what is certified already. */
export function addFile(site: Site, certified: CertifiedState, path: string, file: SiteResponse): void {
  site.files.set(path, file);
  certified.certifyBody(path, file.bodyHash);
  const hash = new ResponseHasher().hash(file.status, file.headers, file.bodyHash);
  certified.certifyExpression(exactPath(path), responseLabels(hash));
  prepareProofs(site, certified);
}

function prepareProofs({ files, proofs, firstSegments }: Site, certified: CertifiedState): void {
  // A query could not keep what it made. Of files, which browsers keep too, each proof is made when it is asked for.
  for (const [path, { headers }] of files) {
    if (headers[0]?.[1].startsWith(HTML) === true)
      proofs.set(path, certified.expressionProof(exactPath(path)));
  }
  proofs.set(METRICS_PATH, certified.expressionProof(exactPath(METRICS_PATH)));
  proofs.set(UNKNOWN_PATH, certified.absenceProof(ANY_PATH, absentBeside(firstSegments)));
}

function assetResponse(
  { path, contentType, encoding, bytes, sha256: bodyHash }: BuiltAsset,
  context: SiteContext,
  security: CommonHeaders,
  kinds: Map<string, ResponseHeaders>,
): SiteResponse {
  const isImmutable = path.includes('immutable');
  const kind = `${contentType} ${encoding} ${isImmutable}`;
  let headers = kinds.get(kind);
  if (headers === undefined) {
    const own: Header[] = [['Content-Type', contentType]];
    if (encoding !== null) own.push(['Content-Encoding', encoding]);
    if (isImmutable) own.push(['Cache-Control', 'public, max-age=31536000']);
    headers = responseHeaders(own, security);
    kinds.set(kind, headers);
  }
  if (!isHtml(path)) return response(200, headers, bytes, bodyHash);
  const page = withCanisterData(bytes(), context);
  return response(200, headers, () => page, sha256(page));
}

const BODY_TAG = '<body ';

/** Tells the page's scripts which canister serves it, and how it is configured. */
function withCanisterData(html: Uint8Array, { canisterId, candidConfiguration }: SiteContext): Uint8Array {
  // Characters that stand for bytes: decoding a page costs the canister more than all of its other work on it.
  const tag = byteString(html, 0, html.length).indexOf(BODY_TAG);
  if (tag < 0) return html;
  const place = tag + BODY_TAG.length;
  return concatBytes(
    html.subarray(0, place),
    utf8(`data-canister-id="${principalText(canisterId)}" data-canister-config="`),
    base64Ascii(candidConfiguration),
    utf8('" '),
    html.subarray(place),
  );
}

function textResponse(contentType: string, text: string, security: CommonHeaders): SiteResponse {
  return bytesResponse(contentType, utf8(text), security);
}

function bytesResponse(
  contentType: string,
  bytes: Uint8Array,
  security: CommonHeaders,
  status = 200,
): SiteResponse {
  return fixedResponse(status, [['Content-Type', contentType]], security, bytes);
}

/** A response of bytes that are there. */
export function fixedResponse(
  status: number,
  own: readonly Header[],
  security: CommonHeaders,
  bytes: Uint8Array,
): SiteResponse {
  return response(status, responseHeaders(own, security), () => bytes, sha256(bytes));
}

/** Headers that all responses share, encoded once for all. */
export interface CommonHeaders {
  readonly headers: readonly Header[];
  readonly fields: HeaderFields;
  /** With the header by which version 2 says what it certifies. */
  readonly fieldsV2: HeaderFields;
  /** With the header by which version 2 says that it certifies nothing. */
  readonly fieldsUncertified: HeaderFields;
}

function commonHeaders(headers: readonly Header[]): CommonHeaders {
  const fields = headerFields(headers);
  const expression = headerFields([expressionHeader(FULL_RESPONSE_EXPRESSION)]);
  const none = headerFields([expressionHeader(SKIP_EXPRESSION)]);
  return {
    headers,
    fields,
    fieldsV2: joinHeaderFields(fields, expression),
    fieldsUncertified: joinHeaderFields(fields, none),
  };
}

function responseHeaders(own: readonly Header[], common: CommonHeaders): ResponseHeaders {
  const fields = headerFields(own);
  return {
    headers: [...own, ...common.headers],
    headersV1: joinHeaderFields(fields, common.fields),
    headersV2: joinHeaderFields(fields, common.fieldsV2),
  };
}

function response(
  status: number,
  { headers, headersV1, headersV2 }: ResponseHeaders,
  body: () => Uint8Array,
  bodyHash: Uint8Array,
): SiteResponse {
  return { status, headers, headersV1, headersV2, body, bodyHash };
}

/** Request paths of a built file: a page is reached with and without its file name. */
function urlPaths(filePath: string): readonly string[] {
  if (filePath === '/index.html') return ['/', '/index.html'];
  if (!isHtml(filePath)) return [filePath];
  const page = filePath.replace(/(\/index)?\.html$/, '');
  return [page, `${page}/`, `${page}/index.html`];
}

function isHtml(filePath: string): boolean {
  return filePath.endsWith('.html');
}
