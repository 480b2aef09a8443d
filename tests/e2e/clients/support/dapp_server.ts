/** Pages of dapps, each at an origin of its own: `http://<name>.localhost:<port>`. */
import { createServer } from 'node:http';

const PAGE = `<!doctype html><html lang="en"><head><title>A dapp</title><link rel="icon" href="data:,"></head>
<body><button id="go" type="button">Go</button><script type="module" src="/client.js"></script></body></html>`;

export interface DappServer {
  readonly port: number;
  /** Origin of the dapp with a name. */
  origin(name: string): string;
  stop(): Promise<void>;
}

/** @param scripts - the client library of each dapp, by the dapp's name; other names get a page without one */
export async function serveDapps(scripts: Readonly<Record<string, string>>): Promise<DappServer> {
  const server = createServer((request, response) => {
    const name = request.headers.host?.split('.')[0] ?? '';
    const [type, body] =
      request.url === '/client.js'
        ? ['text/javascript', (Object.hasOwn(scripts, name) && scripts[name]) || '']
        : ['text/html', PAGE];
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the dapp server has no port');
  const { port } = address;
  return {
    port,
    origin: (name) => `http://${name}.localhost:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
