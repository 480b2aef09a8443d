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
import type { HeaderFields } from '../encoding/candid/header_fields.ts';
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

export function encodeHttpResponse(response: HttpResponse): Uint8Array {
  const { status, headers, certificate, body, upgrade } = response;
  if (certificate !== null) {
    const known = prepared.get(body);
    if (known?.headers === headers) return preparedReply(known.start, certificate, status);
  }
  writeStart(body, headers, certificate !== null);
  if (certificate !== null) {
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

function writeStart(body: Uint8Array, headers: HeaderFields, isCertified: boolean): void {
  begin_http_request();
  writeBlob(body);
  writeUnsigned(isCertified ? headers.count + 1 : headers.count);
  writeBytes(headers.bytes);
  if (isCertified) writeText(CERTIFICATE_NAME);
}

/** As {@link encodeHttpResponse} of a response that asks for no upgrade, copying every part once. */
function preparedReply(start: Uint8Array, certificate: readonly Uint8Array[], status: number): Uint8Array {
  const count = certificate.length;
  let length = 0;
  for (let i = 0; i < count; i++) length += certificate[i]!.length;
  // The length in LEB128: a certificate has more than a hundred bytes, and not millions.
  const digits = length < 0x4000 ? 2 : 3;
  let at = start.length;
  const reply = new Uint8Array(at + digits + length + 4);
  reply.set(start);
  for (let left = digits, rest = length; left > 0; left--, rest >>= 7) {
    reply[at++] = left > 1 ? (rest & 0x7f) | 0x80 : rest;
  }
  for (let i = 0; i < count; i++) {
    const part = certificate[i]!;
    reply.set(part, at);
    at += part.length;
  }
  // Two options that are absent, and the status.
  reply[at + 2] = status & 0xff;
  reply[at + 3] = status >> 8;
  return reply;
}
