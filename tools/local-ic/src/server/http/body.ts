import type { IncomingMessage } from 'node:http';
import { gunzip } from 'node:zlib';
import { HttpError } from './message.ts';

/**
 * Reads a request body.
 * @throws HttpError 413 when it is longer than `limit` bytes, 400 when the client breaks off
 */
export function readBody(message: IncomingMessage, limit: number): Promise<Uint8Array> {
  const announced = Number(message.headers['content-length'] ?? 0);
  if (announced > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > limit) fail(tooLarge(limit));
    };
    // The stream stays open: an iterator would destroy it, and the connection with it, before the reply is sent.
    const fail = (error: HttpError): void => {
      message.off('data', take);
      message.pause();
      reject(error);
    };
    message.on('data', take);
    const breakOff = (): void => fail(brokenOff());
    message.once('end', () => {
      message.off('close', breakOff);
      resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length));
    });
    message.once('error', breakOff);
    message.once('close', breakOff);
  });
}

/** What is read of an unwanted body for the client's sake. */
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;
/** Milliseconds that such a body may take, and that may pass between two parts of it. */
const MAX_DISCARD_TIME = 60_000;
const MAX_DISCARD_PAUSE = 5000;

/**
 * Reads the rest of a body into nothing; false when there is too much of it or it does not come. A busy client that
 * still sends is waited for: closing the connection under it would lose the answer that says what was wrong.
 */
export function discardRest(message: IncomingMessage): Promise<boolean> {
  return new Promise((resolve) => {
    let length = 0;
    const finish = (done: boolean): void => {
      clearTimeout(timer);
      clearTimeout(pause);
      message.off('data', count);
      resolve(done);
    };
    const timer = setTimeout(() => finish(false), MAX_DISCARD_TIME);
    const pause = setTimeout(() => finish(false), MAX_DISCARD_PAUSE);
    const count = (chunk: Buffer): void => {
      pause.refresh();
      length += chunk.length;
      if (length > MAX_DISCARDED_BYTES) finish(false);
    };
    message.once('end', () => finish(true));
    message.once('close', () => finish(false));
    message.on('data', count);
    message.resume();
  });
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

function brokenOff(): HttpError {
  return new HttpError(400, 'the request body broke off');
}

function tooLarge(limit: number): HttpError {
  return new HttpError(413, `the request body is longer than ${limit} bytes`);
}
