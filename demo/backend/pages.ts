import type { BuiltAsset } from '../../src/backend/assets/built_asset.ts';
import {
  ANY_PATH,
  FULL_RESPONSE_EXPRESSION,
  exactPath,
  expressionHeader,
  expressionLabels,
  nearerPaths,
  proofEndV2,
  responseLabels,
  ResponseHasher,
  type Header,
} from '../../src/backend/certified/http_certification.ts';
import { CERTIFICATE_HEADER } from '../../src/backend/certified/certificate_header.ts';
import { treeCbor } from '../../src/backend/certified/hash_tree.ts';
import { LabelTree } from '../../src/backend/certified/label_tree.ts';
import { LABEL_HTTP_EXPR } from '../../src/backend/certified/labels.ts';
import { base64 } from '../../src/backend/encoding/base64.ts';
import { concatBytes, utf8Text } from '../../src/backend/encoding/bytes.ts';
import { CBOR_SELF_DESCRIBED } from '../../src/backend/encoding/cbor.ts';
import { sha256 } from '../../src/backend/encoding/sha256.ts';
import type { HttpRequest, HttpResponse } from './http_types.ts';

/** Internet Identity reads this file from another origin, to learn whose principals a dapp may use. */
const ALTERNATIVE_ORIGINS = '/.well-known/ii-alternative-origins';

interface Page {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
}

const NOT_FOUND: Page = { status: 404, headers: [['Content-Type', 'text/plain']], body: new Uint8Array() };

/** The demo's built page, served so that the HTTP gateway can verify every answer. */
export class Pages {
  readonly #pages = new Map<string, Page>();
  readonly #tree = new LabelTree();

  constructor(assets: readonly BuiltAsset[]) {
    const hasher = new ResponseHasher();
    const certify = (path: readonly string[], page: Page, bodyHash: Uint8Array): void => {
      const labels = responseLabels(hasher.hash(page.status, page.headers, bodyHash));
      this.#tree.insert([LABEL_HTTP_EXPR, ...expressionLabels(path, labels)], new Uint8Array());
    };
    certify(ANY_PATH, NOT_FOUND, sha256(NOT_FOUND.body));
    for (const asset of assets) {
      const page = { status: 200, headers: headersOf(asset), body: asset.bytes() };
      const bodyHash = asset.sha256.length > 0 ? asset.sha256 : sha256(page.body);
      for (const path of pathsOf(asset)) {
        this.#pages.set(path, page);
        certify(exactPath(path), page, bodyHash);
      }
    }
  }

  /** What to certify: 32 bytes. */
  rootHash(): Uint8Array {
    return this.#tree.hash();
  }

  /**
   * Answers a request with proof.
   *
   * @param certificate the data certificate over {@link rootHash}
   */
  respond(request: HttpRequest, certificate: Uint8Array): HttpResponse {
    const path = request.url.split('?')[0]!;
    const page = this.#pages.get(path);
    const certified = page === undefined ? ANY_PATH : exactPath(path);
    const shown = page === undefined ? [ANY_PATH, ...nearerPaths(path)] : [certified];
    const witness = this.#tree.witness(
      shown.map((segments) => [LABEL_HTTP_EXPR, ...expressionLabels(segments)]),
    );
    const { status, headers, body } = page ?? NOT_FOUND;
    const tree = base64(concatBytes(CBOR_SELF_DESCRIBED, treeCbor(witness)));
    const end = utf8Text(proofEndV2(certified));
    const certification: Header[] = [
      [CERTIFICATE_HEADER, `certificate=:${base64(certificate)}:, tree=:${tree}${end}`],
      expressionHeader(FULL_RESPONSE_EXPRESSION),
    ];
    return { status_code: status, headers: [...headers, ...certification], body };
  }
}

function headersOf(asset: BuiltAsset): readonly Header[] {
  const headers: Header[] = [['Content-Type', asset.contentType]];
  if (asset.encoding !== null) headers.push(['Content-Encoding', asset.encoding]);
  if (asset.path === ALTERNATIVE_ORIGINS) headers.push(['Access-Control-Allow-Origin', '*']);
  return headers;
}

/** URL paths that show a file. */
function pathsOf({ path }: BuiltAsset): readonly string[] {
  return path === '/index.html' ? ['/', path] : [path];
}
