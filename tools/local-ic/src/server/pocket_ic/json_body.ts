/** Bodies of REST requests and replies. */
import { type JsonValue, parseJson, printJson } from '../../encoding/lossless_json.ts';
import { parseUtf8 } from '../../encoding/bytes.ts';
import { gunzipBody } from '../http/body.ts';
import { headerOf, HttpError, type HttpReply, type HttpRequest } from '../http/message.ts';

/** A wasm module of several MB comes in base64. */
const MAX_JSON_BYTES = 256 * 1024 * 1024;
const MAX_BLOB_BYTES = 1024 ** 3;

/**
 * The JSON body; an empty one counts as null.
 * @throws HttpError 400 when it is not JSON, 413 when it is too long
 */
export async function readJson(request: HttpRequest): Promise<JsonValue> {
  const bytes = await request.body(MAX_JSON_BYTES);
  if (bytes.length === 0) return null;
  const text = parseUtf8(bytes);
  if (text === undefined) throw new HttpError(400, 'the body is not UTF-8');
  const parsed = parseJson(text);
  if (!parsed.ok) throw new HttpError(400, parsed.reason);
  return parsed.value;
}

/** The body as it is, decompressed if need be. */
export async function readBlob(request: HttpRequest): Promise<Uint8Array> {
  const body = await request.body(MAX_BLOB_BYTES);
  return headerOf(request, 'content-encoding') === 'gzip' ? gunzipBody(body, MAX_BLOB_BYTES) : body;
}

export function json(status: number, value: unknown): HttpReply {
  return { status, headers: [['content-type', 'application/json']], body: printJson(value) };
}
