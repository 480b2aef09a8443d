/** What browsers get: every answer through the gateway, which refuses what is not certified. */
import { createHash } from 'node:crypto';
import { request, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import { InternetIdentity } from '../support/internet_identity.ts';

const ID = 'rdmx6-jaaaa-aaaaa-aaadq-cai';

interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

describe('http_request', () => {
  let ii: InternetIdentity;
  let port: number;

  beforeAll(async () => {
    ii = await InternetIdentity.create({ ...LOCAL_INIT, related_origins: [['https://a.example']] });
    port = await ii.pic.makeLive();
  });
  afterAll(async () => {
    await ii.pic.stopLive();
    await ii.tearDown();
  });

  const fetchPath = (path: string, method = 'GET', headers: Record<string, string> = {}) =>
    new Promise<Reply>((resolve, reject) => {
      const outgoing = request(
        { host: '127.0.0.1', port, path, method, headers: { host: `${ID}.localhost:${port}`, ...headers } },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode!,
              headers: incoming.headers,
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end();
    });

  it.each(['/', '/authorize', '/manage', '/about', '/self-service', '/vc-flow'])(
    'should serve the page at %s',
    async (path) => {
      const { status, headers, body } = await fetchPath(path);
      expect(status).toBe(200);
      expect(headers['content-type']).toMatch(/^text\/html/);
      expect(body.toString()).toContain(`<body data-canister-id="${ID}" data-canister-config="`);
      expect(body.toString()).toContain('<title>Internet Identity</title>');
    },
  );

  it('should send the security headers', async () => {
    const { headers } = await fetchPath('/');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['strict-transport-security']).toBe('max-age=31536000 ; includeSubDomains');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['permissions-policy']).toContain('publickey-credentials-get=(self "https://a.example")');
    const policy = headers['content-security-policy'] as string;
    expect(policy).toContain("default-src 'none';");
    expect(policy).toContain("connect-src 'self' https: http:;");
    expect(policy).toMatch(/script-src 'strict-dynamic' ('sha384-[A-Za-z0-9+/=]{64}' )+.*https:/);
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(policy).toContain("frame-ancestors 'self' https://a.example;");
  });

  it('should name the hash of the inline script in the policy', async () => {
    const { headers, body } = await fetchPath('/');
    const inline = [...body.toString().matchAll(/<script[^>]*>([^]*?)<\/script>/g)].filter(
      ([, script]) => script !== '',
    );
    expect(inline.length).toBeGreaterThan(0);
    for (const [, script] of inline) {
      const hash = createHash('sha384').update(script!).digest('base64');
      expect(headers['content-security-policy']).toContain(`'sha384-${hash}'`);
    }
  });

  it('should serve scripts compressed, to be kept for a year', async () => {
    const page = (await fetchPath('/')).body.toString();
    const path = /["'](?:\.?\/)?([\w./-]*immutable[\w./-]+\.js)/.exec(page)?.[1];
    expect(path).toBeDefined();
    const { status, headers, body } = await fetchPath(`/${path}`, 'GET', { 'accept-encoding': 'gzip' });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/javascript');
    expect(headers['cache-control']).toBe('public, max-age=31536000');
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(body).length).toBeGreaterThan(body.length);
  });

  it('should answer HEAD like GET without the body', async () => {
    const { status, headers, body } = await fetchPath('/', 'HEAD');
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(body).toHaveLength(0);
  });

  it('should certify that a file is not there', async () => {
    for (const path of ['/nothing', '/authorize/deeper', '/assets/none.js', '/%2e%2e/x']) {
      const { status, body } = await fetchPath(path);
      expect([path, status, body.toString()]).toEqual([path, 404, expect.stringContaining('not found.')]);
      expect(body.toString()).toContain('not found.');
    }
  });

  it('should serve the related origins to WebAuthn', async () => {
    const { status, headers, body } = await fetchPath('/.well-known/webauthn');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(body.toString())).toEqual({ origins: ['https://a.example'] });
  });

  it('should name its domains', async () => {
    const { status, body } = await fetchPath('/.well-known/ic-domains');
    expect(status).toBe(200);
    expect(body.toString().split('\n')).toContain('identity.internetcomputer.org');
  });

  it('should upgrade what it cannot certify ahead, and refuse it with the reason', async () => {
    const { status, headers } = await fetchPath('/', 'DELETE');
    expect(status).toBe(405);
    expect(headers.allow).toContain('GET');
  });

  it('should close http: and upgrade requests in production', async () => {
    const production = await InternetIdentity.create({ ...LOCAL_INIT, is_production: [true] });
    try {
      const reply = await production.as().http_request({
        method: 'GET',
        url: '/',
        headers: [],
        body: new Uint8Array(),
        certificate_version: [2],
      });
      const policy = reply.headers.find(([name]) => name.toLowerCase() === 'content-security-policy')![1];
      expect(policy).toContain("connect-src 'self' https:;");
      expect(policy).toContain('upgrade-insecure-requests');
    } finally {
      await production.tearDown();
    }
  });
});
