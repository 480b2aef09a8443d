/** HTTPS in front of plain local servers, under the host names of the Internet Computer. */
import { request } from 'node:http';
import { createServer } from 'node:https';
import { createCertificate } from './certificate.ts';

export interface HttpsFront {
  /** What Chromium has to be started with to find the hosts here and to trust them. */
  readonly browserArgs: readonly string[];
  stop(): Promise<void>;
}

/**
 * @param hosts - host name or `*.` pattern to the local address, `host:port`, that answers for it; a `*` in
 * the address stands for the label that the pattern matched
 */
export async function serveHttps(hosts: Readonly<Record<string, string>>): Promise<HttpsFront> {
  const { key, cert, fingerprint } = createCertificate(Object.keys(hosts));
  const server = createServer({ key, cert }, (incoming, answer) => {
    const target = targetOf(incoming.headers.host ?? '', hosts);
    if (target === null) return void answer.writeHead(421).end();
    const { method, url: path } = incoming;
    const forwarded = request({
      host: '127.0.0.1',
      port: Number(target.split(':')[1]),
      method,
      path,
      headers: { ...incoming.headers, host: target },
      // A connection that is kept may just be closed at its other end.
      agent: false,
    });
    forwarded.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    forwarded.on('error', () => answer.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the front has no port');
  const rules = Object.keys(hosts).map((name) => `MAP ${name} 127.0.0.1:${address.port}`);
  return {
    browserArgs: [
      `--host-resolver-rules=${rules.join(', ')}`,
      `--ignore-certificate-errors-spki-list=${fingerprint}`,
    ],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function targetOf(host: string, hosts: Readonly<Record<string, string>>): string | null {
  const exact = hosts[host];
  if (exact !== undefined) return exact;
  const [label = '', ...rest] = host.split('.');
  return hosts[`*.${rest.join('.')}`]?.replace('*', label) ?? null;
}
