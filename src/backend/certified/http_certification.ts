/**
 * HTTP responses that a gateway can verify (contract, 3.7): version 1 certifies the bytes served at a path, version 2
 * the whole response at an expression path.
 */
import { concatBytes, utf8 } from '../encoding/bytes.ts';
import { base64Ascii } from '../encoding/base64.ts';
import { CBOR_SELF_DESCRIBED, cborArray, cborText } from '../encoding/cbor.ts';
import { hashedPair } from '../encoding/request_hash.ts';
import { sha256, sha256Concat } from '../encoding/sha256.ts';
import { byteString } from '../encoding/utf8.ts';
import type { Path } from './label_tree.ts';

export type Header = readonly [name: string, value: string];

/** Nothing of the request is certified, and all of the response. */
export const FULL_RESPONSE_EXPRESSION =
  'default_certification(ValidationArgs{certification:Certification{no_request_certification: Empty{},response_certification:ResponseCertification{response_header_exclusions:ResponseHeaderList{headers:[]}}}})';
/** Nothing is certified: for what changes between certifications. */
export const SKIP_EXPRESSION = 'default_certification(ValidationArgs{no_certification:Empty{}})';

const EXACT = '<$>';
const WILDCARD = '<*>';

/** Segments below `http_expr` at which the response to exactly this path is certified. */
export function exactPath(path: string): readonly string[] {
  return [...segments(path), EXACT];
}

/** First of the segments of a path. */
export function firstSegment(path: string): string {
  const end = path.indexOf('/', 1);
  return end < 0 ? path.slice(1) : path.slice(1, end);
}

/** Segments below `http_expr` for whatever has no path of its own. */
export const ANY_PATH: readonly string[] = [WILDCARD];

/**
 * All that would speak for a path before {@link ANY_PATH} does: the exact path and every nearer wildcard, with and
 * without a slash in front of it. A verifier wants to see that they are absent.
 */
export function nearerPaths(path: string): readonly (readonly string[])[] {
  const parts = segments(path);
  const nearer: (readonly string[])[] = [exactPath(path), ['', WILDCARD]];
  for (let length = 1; length <= parts.length; length++) {
    const prefix = parts.slice(0, length);
    nearer.push([...prefix, WILDCARD], [...prefix, '', WILDCARD]);
  }
  return nearer;
}

/**
 * What {@link nearerPaths} are for any path whose first segment is none of those given, and an absent path next to
 * each of these, so that a witness shows all of them.
 */
export function absentBeside(firstSegments: Iterable<string>): readonly (readonly string[])[] {
  return [['', WILDCARD], ...[...firstSegments].map((segment) => [`${segment}\0`])];
}

/** Labels of a path below `http_expr`, with what is certified there. */
export function expressionLabels(path: readonly string[], rest: readonly Uint8Array[] = []): Path {
  return [...path.map(utf8), ...rest];
}

let fullResponseLabel: Uint8Array | null = null;

/** Labels below the end of a path at which a response is certified. */
export function responseLabels(responseHash: Uint8Array): readonly Uint8Array[] {
  fullResponseLabel ??= sha256(utf8(FULL_RESPONSE_EXPRESSION));
  return [fullResponseLabel, new Uint8Array(0), responseHash];
}

/** Labels below the end of a path at which nothing is certified. */
export function skipLabels(): readonly Uint8Array[] {
  return [sha256(utf8(SKIP_EXPRESSION))];
}

/** What a header adds to a response's hash, and the same as a string, which compares faster. */
interface HashedHeader {
  readonly bytes: Uint8Array;
  readonly order: string;
}

/** Hashes responses; headers that many of them share are hashed once. */
export class ResponseHasher {
  /** By the header itself, which responses share, and by its text. */
  readonly #known = new Map<Header | string, HashedHeader>();
  /** By the headers, which responses of one kind share: status and hash. */
  readonly #heads = new Map<readonly Header[], readonly [status: number, hash: Uint8Array]>();

  /**
   * Hash of a response under {@link FULL_RESPONSE_EXPRESSION}, 32 bytes.
   * @param headers - those that the canister sends, without the two of the certification itself
   * @param bodyHash - SHA-256 of the body
   */
  hash(status: number, headers: readonly Header[], bodyHash: Uint8Array): Uint8Array {
    let head = this.#heads.get(headers);
    if (head?.[0] !== status) {
      head = [status, this.#headHash(status, headers)];
      this.#heads.set(headers, head);
    }
    return sha256Concat(head[1], bodyHash);
  }

  /** Hash of all but the body, 32 bytes. */
  #headHash(status: number, headers: readonly Header[]): Uint8Array {
    const hashed = [this.#hashed(EXPRESSION_HEADER), this.#status(status)];
    for (let i = 0; i < headers.length; i++) hashed.push(this.#hashed(headers[i] as Header));
    hashed.sort((left, right) => (left.order < right.order ? -1 : 1));
    return sha256Concat(...hashed.map(({ bytes }) => bytes));
  }

  #hashed(header: Header): HashedHeader {
    let hashed = this.#known.get(header);
    if (hashed === undefined) {
      const [name, value] = header;
      hashed = this.#of(`${name}\n${value}`, () => hashedPair(name.toLowerCase(), value));
      this.#known.set(header, hashed);
    }
    return hashed;
  }

  #status(status: number): HashedHeader {
    return this.#of(`:${status}`, () => hashedPair(':ic-cert-status', BigInt(status)));
  }

  #of(key: string, hash: () => Uint8Array): HashedHeader {
    let hashed = this.#known.get(key);
    if (hashed === undefined) {
      const bytes = hash();
      hashed = { bytes, order: byteString(bytes, 0, bytes.length) };
      this.#known.set(key, hashed);
    }
    return hashed;
  }
}

/** Header of a response that version 2 certifies, next to the one with its certificate. */
export function expressionHeader(expression: string): Header {
  return ['IC-CertificateExpression', expression];
}

const EXPRESSION_HEADER = expressionHeader(FULL_RESPONSE_EXPRESSION);

/** What ends the certificate header of a response that version 1 certifies. */
export const PROOF_END_V1: Uint8Array = utf8(':');

/** What ends the certificate header of a response that version 2 certifies at these segments below `http_expr`. */
export function proofEndV2(path: readonly string[]): Uint8Array {
  const labels = cborArray(...['http_expr', ...path].map(cborText));
  const expressionPath = base64Ascii(concatBytes(CBOR_SELF_DESCRIBED, labels));
  return concatBytes(utf8(':, expr_path=:'), expressionPath, utf8(':, version=2'));
}

function segments(path: string): readonly string[] {
  return path.slice(1).split('/');
}
