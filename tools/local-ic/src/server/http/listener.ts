/** One listening port whose requests go to a handler. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { discardRest, readBody } from './body.ts';
import { HttpError, type HttpReply, type HttpRequest, textReply } from './message.ts';

export type Handler = (request: HttpRequest) => Promise<HttpReply> | HttpReply;

export interface Listener {
  readonly port: number;
  /** Ends open connections and frees the port. */
  close(): Promise<void>;
}

export interface ListenerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Certificate chain and key, PEM: the port speaks HTTPS. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  readonly handler: Handler;
  /** Told of faults of this program; the client gets status 500. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Opens a port.
 * @throws NodeJS.ErrnoException when it is taken or may not be opened, or certificate and key are not such
 */
export async function listen({ host, port, tls, handler, onFault }: ListenerOptions): Promise<Listener> {
  const onRequest = (message: IncomingMessage, response: ServerResponse): void => {
    void answer(message, response, handler, onFault);
  };
  const options = { keepAliveTimeout: 30_000 };
  const server =
    tls === undefined ? createServer(options, onRequest) : createTlsServer({ ...options, ...tls }, onRequest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) };
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  handler: Handler,
  onFault: (error: unknown) => void,
): Promise<void> {
  let reply: HttpReply;
  try {
    reply = await handler(requestOf(message));
  } catch (error) {
    if (error instanceof HttpError) reply = textReply(error.status, error.message);
    else {
      onFault(error);
      reply = textReply(500, `internal error: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  try {
    await send(message, response, reply);
  } catch (error) {
    // The client went away, or a stream failed after the head was sent: nothing can be told any more.
    response.destroy();
    const expected = error instanceof HttpError || (error as NodeJS.ErrnoException).code !== undefined;
    if (!expected) onFault(error);
  }
}

function requestOf(message: IncomingMessage): HttpRequest {
  const target = message.url ?? '/';
  const [path = '/', search = ''] = splitTarget(target);
  const raw = message.rawHeaders;
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) headers.push([raw[i]!.toLowerCase(), raw[i + 1]!]);
  return {
    method: message.method ?? 'GET',
    path: path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path,
    target,
    query: new URLSearchParams(search),
    headers,
    body: (limit) => readBody(message, limit),
  };
}

function splitTarget(target: string): string[] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target] : [target.slice(0, mark), target.slice(mark + 1)];
}

async function send(message: IncomingMessage, response: ServerResponse, reply: HttpReply): Promise<void> {
  // A client that is still sending would not see the answer if the connection were closed under it.
  if (!message.complete && !(await discardRest(message))) response.setHeader('connection', 'close');
  response.statusCode = reply.status;
  for (const [name, value] of reply.headers) response.appendHeader(name, value);
  const { body } = reply;
  if (typeof body === 'string' || body instanceof Uint8Array) {
    response.setHeader('content-length', Buffer.byteLength(body));
    response.end(message.method === 'HEAD' ? undefined : body);
    return;
  }
  if (message.method === 'HEAD') {
    response.end();
    return;
  }
  for await (const chunk of body) {
    if (!response.write(chunk)) await drained(response);
    if (response.destroyed) return;
  }
  response.end();
}

/** Until more can be written, or nobody takes it any more. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go);
      response.off('close', go);
      resolve();
    };
    response.on('drain', go);
    response.on('close', go);
    if (response.destroyed) go();
  });
}
