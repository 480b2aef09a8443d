import type { IncomingMessage } from 'node:http';
import { gunzip } from 'node:zlib';
import { HttpError } from './message.ts';

/**
 * Reads a request body.
 * @throws HttpError 413 when it is longer than `limit` bytes, 400 when the client breaks off
 */
export async function readBody(message: IncomingMessage, limit: number): Promise<Uint8Array> {
  const announced = Number(message.headers['content-length'] ?? 0);
  if (announced > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) throw tooLarge(limit);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError(400, 'the request body broke off');
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length);
}

/**
 * Decompresses a gzip body.
 * @throws HttpError 400 when it is not gzip, 413 when it grows over `limit` bytes
 */
export function gunzipBody(body: Uint8Array, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    gunzip(body, { maxOutputLength: limit }, (error, plain) => {
      if (error === null) resolve(plain);
      else if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') reject(tooLarge(limit));
      else reject(new HttpError(400, 'the request body is not gzip'));
    });
  });
}

function tooLarge(limit: number): HttpError {
  return new HttpError(413, `the request body is longer than ${limit} bytes`);
}
