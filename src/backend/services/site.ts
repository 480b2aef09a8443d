/**
 * The pages and files that the canister serves, made once from the built front end and the configuration: HTML with
 * the canister's id and configuration written into it, headers, and the hashes to certify (contract, 6).
 */
import type { BuiltAsset } from '../assets/built_asset.ts';
import type { CertifiedState } from '../certified/certified_state.ts';
import {
  ANY_PATH,
  type Header,
  ResponseHasher,
  exactPath,
  responseLabels,
  skipLabels,
} from '../certified/http_certification.ts';
import type { Configuration } from '../domain/configuration.ts';
import { PAGE_ROUTES } from '../domain/page_routes.ts';
import { securityHeaders } from '../domain/security_headers.ts';
import { IC_DOMAINS_PATH, WEBAUTHN_PATH, icDomainsFile, webauthnFile } from '../domain/well_known.ts';
import { base64 } from '../encoding/base64.ts';
import { utf8, utf8Text } from '../encoding/bytes.ts';
import { principalText } from '../encoding/principal.ts';
import { sha256 } from '../encoding/sha256.ts';

export const METRICS_PATH = '/metrics';

const NOT_FOUND_BODY = utf8('Asset not found.');

/** A response that is known ahead, without the headers of its certification. */
export interface SiteResponse {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: () => Uint8Array;
  /** SHA-256 of the body, 32 bytes. */
  readonly bodyHash: Uint8Array;
}

export interface Site {
  /** By request path. */
  readonly files: ReadonlyMap<string, SiteResponse>;
  /** For every other path, where the request says that it can verify this. */
  readonly notFound: SiteResponse;
  /** Headers of whatever else is answered. */
  readonly securityHeaders: readonly Header[];
}

export interface SiteContext {
  readonly configuration: Configuration;
  /** The configuration as a Candid message, for the page. */
  readonly candidConfiguration: Uint8Array;
  readonly canisterId: Uint8Array;
}

export function createSite(assets: readonly BuiltAsset[], context: SiteContext): Site {
  const { configuration } = context;
  const relatedOrigins = configuration.related_origins ?? [];
  const security = securityHeaders({
    relatedOrigins,
    scriptHashes: [...new Set(assets.flatMap((asset) => asset.inlineScriptHashes))],
    isProduction: configuration.is_production === true,
  });
  const files = new Map<string, SiteResponse>();
  const serve = (path: string, response: SiteResponse): void => {
    if (!files.has(path)) files.set(path, response);
  };
  for (const asset of assets) {
    const response = assetResponse(asset, context, security);
    for (const path of urlPaths(asset.path)) serve(path, response);
  }
  const start = files.get('/');
  if (start !== undefined) for (const route of PAGE_ROUTES) serve(route, start);
  serve(IC_DOMAINS_PATH, textResponse('application/octet-stream', icDomainsFile(), security));
  if (configuration.related_origins !== null) {
    serve(WEBAUTHN_PATH, textResponse('application/json', webauthnFile(relatedOrigins), security));
  }
  const notFound = { ...bytesResponse('text/plain', NOT_FOUND_BODY, security), status: 404 };
  return { files, notFound, securityHeaders: security };
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
}

function assetResponse(asset: BuiltAsset, context: SiteContext, security: readonly Header[]): SiteResponse {
  const headers: Header[] = [['Content-Type', asset.contentType]];
  if (asset.encoding !== null) headers.push(['Content-Encoding', asset.encoding]);
  if (asset.path.includes('immutable')) headers.push(['Cache-Control', 'public, max-age=31536000']);
  headers.push(...security);
  if (!isHtml(asset.path)) return { status: 200, headers, body: asset.bytes, bodyHash: asset.sha256 };
  const page = utf8(withCanisterData(utf8Text(asset.bytes()), context));
  return { status: 200, headers, body: () => page, bodyHash: sha256(page) };
}

/** Tells the page's scripts which canister serves it, and how it is configured. */
function withCanisterData(html: string, { canisterId, candidConfiguration }: SiteContext): string {
  const id = principalText(canisterId);
  const config = base64(candidConfiguration);
  return html.replace('<body ', () => `<body data-canister-id="${id}" data-canister-config="${config}" `);
}

function textResponse(contentType: string, text: string, security: readonly Header[]): SiteResponse {
  return bytesResponse(contentType, utf8(text), security);
}

function bytesResponse(contentType: string, bytes: Uint8Array, security: readonly Header[]): SiteResponse {
  const headers: Header[] = [['Content-Type', contentType], ...security];
  return { status: 200, headers, body: () => bytes, bodyHash: sha256(bytes) };
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
