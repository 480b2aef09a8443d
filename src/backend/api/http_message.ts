/**
 * Requests and responses of the gateway's methods. Every visitor costs several of them, so the request's headers, for
 * which few paths have a use, are passed over, and the response's are copied as they were encoded at start.
 */
import {
  begin_http_request,
  decode_http_request,
  open_http_request,
} from '../../declarations/canister_codec.ts';
import { utf8 } from '../encoding/bytes.ts';
import {
  charge,
  endMessage,
  position,
  readBlob,
  readFlag,
  readGetRequest,
  readText,
  readUint16,
  readUnsigned,
  rewind,
  skipTexts,
} from '../encoding/candid/message_reader.ts';
import {
  finishMessage,
  unfinishedMessage,
  writeBlob,
  writeBytes,
  writeText,
  writeUnsigned,
} from '../encoding/candid/message_writer.ts';
import type { HeaderFields } from '../encoding/candid/header_fields.ts';
import {
  CERTIFICATE_HEADER,
  type HttpRequest,
  type HttpResponse,
  withCertificate,
} from '../services/http_exchange.ts';

const CERTIFICATE_NAME = utf8(CERTIFICATE_HEADER);
const NOTHING = new Uint8Array(0);

/** @throws CandidError as the generated decoder does, with which it agrees */
export function decodeHttpRequest(message: Uint8Array): HttpRequest {
  if (!open_http_request(message)) {
    const [request] = decode_http_request(message);
    const { url, method, body, certificate_version: certificateVersion } = request;
    const headers = hasReadHeaders(url) ? request.headers.flat() : null;
    return { url, method, body, headers, certificateVersion };
  }
  const values = position();
  const get = readGetRequest();
  if (get !== null && !hasReadHeaders(get.url)) {
    endMessage();
    return { url: get.url, method: 'GET', body: NOTHING, headers: null, certificateVersion: get.version };
  }
  rewind(values);
  // The fields come in the order of their hashes.
  const url = readText();
  const method = readText();
  const body = readBlob();
  const texts = 2 * readUnsigned();
  let headers: string[] | null = null;
  if (hasReadHeaders(url)) {
    charge(texts);
    headers = [];
    while (headers.length < texts) headers.push(readText());
  } else {
    skipTexts(texts);
  }
  const certificateVersion = readFlag() ? readUint16() : null;
  endMessage();
  return { url, method, body, headers, certificateVersion };
}

/** Whether what is behind a URL looks at headers. */
function hasReadHeaders(url: string): boolean {
  return url.startsWith('/oauth2/');
}

interface PreparedReply {
  readonly headers: HeaderFields;
  readonly start: Uint8Array;
}

/**
 * Replies that are sent much, up to the value of the certificate's header, by their bodies: a page and its headers,
 * which other pages share, are several kilobytes that need not be put together each time.
 */
const prepared = new Map<Uint8Array, PreparedReply>();

/** Prepares the reply with a response that is always certified. To be called at install or upgrade. */
export function prepareHttpResponse(body: Uint8Array, headers: HeaderFields): void {
  writeStart(body, headers, true);
  prepared.set(body, { headers, start: finishMessage() });
}

/** @returns the reply, which the next one overwrites */
export function encodeHttpResponse(response: HttpResponse): Uint8Array {
  const { status, headers, certificate, body, upgrade } = response;
  const end = endOf(status, upgrade);
  if (certificate === null) {
    writeStart(body, headers, false);
    writeBytes(end);
    return finishMessage();
  }
  const known = prepared.get(body);
  if (known?.headers === headers) return withCertificate(known.start, certificate, end);
  writeStart(body, headers, true);
  return withCertificate(unfinishedMessage(), certificate, end);
}

/** How responses end: whether they ask for an upgrade, no streaming strategy, and the status. */
const END = Uint8Array.of(0, 0, 0, 0);
const UPGRADE_END = Uint8Array.of(1, 1, 0, 0, 0);

function endOf(status: number, upgrade: boolean): Uint8Array {
  const end = upgrade ? UPGRADE_END : END;
  const { length } = end;
  end[length - 2] = status & 0xff;
  end[length - 1] = status >> 8;
  return end;
}

function writeStart(body: Uint8Array, headers: HeaderFields, isCertified: boolean): void {
  begin_http_request();
  writeBlob(body);
  writeUnsigned(isCertified ? headers.count + 1 : headers.count);
  writeBytes(headers.bytes);
  if (isCertified) writeText(CERTIFICATE_NAME);
}
