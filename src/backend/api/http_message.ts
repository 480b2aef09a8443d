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
  readBlob,
  readFlag,
  readText,
  readUint16,
  readUnsigned,
  skipTexts,
} from '../encoding/candid/message_reader.ts';
import {
  finishMessage,
  writeBlob,
  writeByte,
  writeBytes,
  writeText,
  writeUint16,
  writeUnsigned,
} from '../encoding/candid/message_writer.ts';
import { CERTIFICATE_HEADER, type HttpRequest, type HttpResponse } from '../services/http_exchange.ts';

const CERTIFICATE_NAME = utf8(CERTIFICATE_HEADER);

/** @throws CandidError as the generated decoder does, with which it agrees */
export function decodeHttpRequest(message: Uint8Array): HttpRequest {
  if (!open_http_request(message)) {
    const [request] = decode_http_request(message);
    const { url, method, body, certificate_version: certificateVersion } = request;
    const headers = hasReadHeaders(url) ? request.headers.flat() : null;
    return { url, method, body, headers, certificateVersion };
  }
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

export function encodeHttpResponse(response: HttpResponse): Uint8Array {
  const { status, headers, certificate, body, upgrade } = response;
  begin_http_request();
  writeBlob(body);
  writeUnsigned(certificate === null ? headers.count : headers.count + 1);
  writeBytes(headers.bytes);
  if (certificate !== null) {
    writeText(CERTIFICATE_NAME);
    let length = 0;
    for (const part of certificate) length += part.length;
    writeUnsigned(length);
    for (const part of certificate) writeBytes(part);
  }
  writeByte(upgrade ? 1 : 0);
  if (upgrade) writeByte(1);
  // No streaming strategy.
  writeByte(0);
  writeUint16(status);
  return finishMessage();
}
