/** A port of this machine to which the browser comes back (RFC 8252, 7.3). */
import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LoginError } from './errors.ts';

const HOST = '127.0.0.1';

export interface LoopbackOptions {
  /** As registered. @default /callback */
  readonly path?: string;
  /** @default five minutes */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** What the browser shows at the end, in plain text. */
  readonly message?: string;
}

export interface Loopback {
  /** With the port that was free. */
  readonly redirectUri: string;
  /** Resolves with the first address that carries this state; whatever else knocks is sent away. */
  waitFor(state: string): Promise<URL>;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1, for one answer. To be closed in the end. */
export async function listenOnLoopback(options: LoopbackOptions = {}): Promise<Loopback> {
  const { path = '/callback', timeoutMs = 300_000, signal } = options;
  const { message = 'You are back in the app. This window can be closed.' } = options;
  let state: string | null = null;
  let take: (answer: URL) => void = () => {};
  /** Lets go of what the wait holds. */
  let endWait: () => void = () => {};

  const server = createServer((request, response) => {
    const url = addressOf(request, redirectUri);
    const isAnswer =
      request.method === 'GET' && url?.pathname === path && url.searchParams.getAll('state').join() === state;
    response.writeHead(isAnswer ? 200 : 404, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    });
    response.end(isAnswer ? message : 'Nothing is here.');
    if (isAnswer) take(url);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const redirectUri = `http://${HOST}:${port}${path}`;

  return {
    redirectUri,
    waitFor(wanted) {
      state = wanted;
      return new Promise((resolve, reject) => {
        const fail = (code: string, text: string) => {
          endWait();
          reject(new LoginError('authorization', code, text));
        };
        const timer = setTimeout(() => fail('timeout', 'nobody came back from the browser'), timeoutMs);
        // The server is what a program waits for; once it is closed nothing else should be.
        timer.unref();
        const abort = () => fail('aborted', 'the login was given up');
        endWait = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', abort);
        };
        if (signal?.aborted === true) return abort();
        signal?.addEventListener('abort', abort);
        take = (answer) => {
          endWait();
          resolve(answer);
        };
      });
    },
    close: () =>
      new Promise((resolve) => {
        endWait();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The address that a browser asks for; null where somebody else asks, or asks for another host. */
function addressOf({ url = '', headers }: IncomingMessage, redirectUri: string): URL | null {
  const { origin, host } = new URL(redirectUri);
  return url.startsWith('/') && headers.host === host ? new URL(origin + url) : null;
}
