/** HTTP requests to the server, and to local networks where Node does not find their names. */
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { LoginError, type LoginPhase } from './errors.ts';

const TIMEOUT_MS = 30_000;
/** More than any answer of the server takes. */
const MAX_ANSWER_BYTES = 262_144;

/**
 * As `fetch`, but names that end in `.localhost` are this machine, as they are for browsers; many systems do not
 * resolve them. To be given to an `HttpAgent` too.
 */
export async function fetchWithLocalhost(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const url = new URL(request.url);
  if (url.protocol !== 'http:' || !url.hostname.endsWith('.localhost')) return fetch(request);
  const body = new Uint8Array(await request.arrayBuffer());
  return new Promise((resolve, reject) => {
    const outgoing = requestHttp(
      {
        host: '127.0.0.1',
        port: url.port === '' ? 80 : url.port,
        path: url.pathname + url.search,
        method: request.method,
        headers: { ...Object.fromEntries(request.headers), host: url.host, 'content-length': body.length },
        signal: request.signal,
      },
      (incoming) => {
        try {
          resolve(responseOf(incoming));
        } catch (error) {
          // A status or header that `fetch` does not know.
          incoming.destroy();
          reject(error as Error);
        }
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function responseOf(incoming: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const status = incoming.statusCode ?? 500;
  if (status !== 204 && status !== 304) {
    return new Response(Readable.toWeb(incoming) as ReadableStream<Uint8Array>, { status, headers });
  }
  incoming.resume();
  return new Response(null, { status, headers });
}

/** A JSON object as it came: nothing is known of its members. */
export type JsonObject = Readonly<Record<string, unknown>>;

export interface JsonAnswer {
  readonly status: number;
  readonly content: JsonObject;
}

/** Sends a request that is answered by a JSON object. @throws LoginError when it is not */
export async function requestJson(
  phase: LoginPhase,
  url: string,
  init: RequestInit,
  send: typeof fetch,
): Promise<JsonAnswer> {
  let response: Response;
  let text: string | null;
  try {
    response = await send(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    text = await shortText(response);
  } catch (cause) {
    throw new LoginError(phase, 'unreachable', `${new URL(url).host} does not answer`, { cause });
  }
  const content = text === null ? null : parseObject(text);
  if (content === null) {
    const what = `${new URL(url).pathname} answered ${response.status} without a JSON object`;
    throw new LoginError(phase, 'unexpected_answer', what);
  }
  return { status: response.status, content };
}

/** The text of an answer; null for one that is too long, of which no more is read. */
async function shortText({ body }: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  const reader = body?.getReader();
  for (let length = 0; ;) {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) return Buffer.concat(chunks).toString();
    length += value.length;
    if (length > MAX_ANSWER_BYTES) {
      await reader?.cancel();
      return null;
    }
    chunks.push(value);
  }
}

/** The error in an answer with a status other than 200. */
export function answeredError(phase: LoginPhase, { status, content }: JsonAnswer): LoginError {
  const { error, error_description: description } = content;
  const code = typeof error === 'string' ? error : 'unexpected_answer';
  return new LoginError(phase, code, typeof description === 'string' ? description : `status ${status}`);
}

/** A member that must be a text. @throws LoginError when it is not */
export function textIn(phase: LoginPhase, content: JsonObject, name: string): string {
  const value = content[name];
  if (typeof value === 'string') return value;
  throw new LoginError(phase, 'unexpected_answer', `${name} is missing`);
}

/** The object that a text stands for, or null when it stands for none. */
export function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : null;
  } catch {
    return null;
  }
}
