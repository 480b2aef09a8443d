/** Every route, status and method through the gateway and through the verification that gateways do. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { verifyRequestResponsePair } from '@dfinity/response-verification';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import { PAGE_ROUTES } from '../../src/backend/domain/page_routes.ts';
import { fetchThroughGateway, type Reply } from '../support/gateway.ts';
import { CANISTER_ID } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';

const FRONT_END = fileURLToPath(new URL('../../dist/frontend/', import.meta.url));
const FIVE_MINUTES = 300_000_000_000n;

/** Paths of the built files, pages under each of their names. */
const FILES = readdirSync(FRONT_END, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `/${relative(FRONT_END, join(entry.parentPath, entry.name))}`)
  .flatMap((path) => {
    if (path === '/index.html') return ['/', path];
    const page = path.replace(/(\/index)?\.html$/, '');
    return path.endsWith('.html') ? [page, `${page}/`, `${page}/index.html`] : [path];
  });

const FOUND = [
  ...new Set([...FILES, ...PAGE_ROUTES, '/.well-known/ic-domains', '/.well-known/webauthn']),
  '/?query=1',
  '/authorize?a=%20&b=?',
];
const MISSING = [
  ...['/nothing', '/authorize/deeper', '/immutable/none.js', '/.well-known/other', '/index.htm'],
  ...['/metrics/', '/Authorize', '/%2e%2e/x', '/a/b/c/d/e/f/g', '/%41uthorize/', `/${'a'.repeat(2000)}`],
];
const CERTIFIED_METHODS = ['GET', 'HEAD', 'OPTIONS'];
const REFUSED_METHODS = ['POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND'];

describe('the gateway', () => {
  const stage = useStage({ ...LOCAL_INIT, related_origins: [['https://a.example']] });
  let port: number;
  let rootKey: Uint8Array;

  beforeAll(async () => {
    rootKey = await stage.ii.rootKey();
    port = await stage.ii.pic.makeLive();
  });
  afterAll(() => stage.ii.pic.stopLive());

  const send = (path: string, method = 'GET', body = ''): Promise<Reply> =>
    fetchThroughGateway(port, CANISTER_ID.toText(), path, { method, body });

  /** What the canister answers to a query, and whether that verifies. */
  const query = async (url: string, method: string, version: number) => {
    const request = { method, url, headers: [] as [string, string][], body: new Uint8Array() };
    const reply = await stage.anyone.http_request({ ...request, certificate_version: [version] });
    const response = {
      status_code: reply.status_code,
      headers: reply.headers,
      body: Uint8Array.from(reply.body),
    };
    const verified = () =>
      verifyRequestResponsePair(
        { ...request, certificate_version: [version] },
        response,
        CANISTER_ID.toUint8Array(),
        BigInt(Date.now()) * 1_000_000n,
        FIVE_MINUTES,
        rootKey,
        version,
      );
    return { ...response, upgrade: reply.upgrade, verified };
  };

  it('should have routes to send', () => {
    expect(FOUND).toEqual(expect.arrayContaining(['/', '/authorize', '/manage', '/index.html']));
    expect(FILES.some((path) => path.startsWith('/immutable/'))).toBe(true);
  });

  it.each(FOUND.flatMap((path) => CERTIFIED_METHODS.map((method) => [method, path] as const)))(
    'should pass on the answer to %s %s',
    async (method, path) => {
      const reply = await send(path, method);
      expect(reply.status).toBe(200);
      expect(reply.headers['x-content-type-options']).toBe('nosniff');
      if (method === 'HEAD') expect(reply.body).toHaveLength(0);
      else expect(reply.body.length).toBeGreaterThan(0);
      const answer = await query(path, method, 2);
      expect([answer.status_code, answer.upgrade]).toEqual([200, []]);
      expect(answer.verified()).toMatchObject({ verificationVersion: 2 });
    },
  );

  it.each(FOUND)('should pass on %s certified in the first version', async (path) => {
    const answer = await query(path, 'GET', 1);
    expect(answer.status_code).toBe(200);
    expect(answer.verified()).toMatchObject({ verificationVersion: 1 });
  });

  it.each(MISSING)('should pass on that there is nothing at %s', async (path) => {
    for (const method of CERTIFIED_METHODS) {
      const reply = await send(path, method);
      expect(reply.status).toBe(404);
      expect(reply.body.toString()).toBe(method === 'HEAD' ? '' : 'Asset not found.');
      const answer = await query(path, method, 2);
      expect(answer.status_code).toBe(404);
      expect(answer.verified()).toMatchObject({ verificationVersion: 2 });
    }
  });

  it('should pass on the redirection to the questions and answers', async () => {
    for (const method of ['GET', 'HEAD']) {
      const reply = await send('/faq', method);
      expect([reply.status, reply.headers.location, reply.body.length]).toEqual([
        301,
        'https://identitysupport.dfinity.org/hc/en-us',
        0,
      ]);
      expect(reply.headers).not.toHaveProperty('x-frame-options');
    }
    expect((await query('/faq', 'GET', 2)).upgrade).toEqual([true]);
  });

  it('should pass on the metrics, whose certificate certifies only that they are not certified', async () => {
    const reply = await send('/metrics');
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4');
    expect(reply.body.toString()).toMatch(/^internet_identity_user_count 0 \d+$/m);
    const answer = await query('/metrics', 'GET', 2);
    expect(answer.verified()).toMatchObject({ verificationVersion: 2 });
    const expression = answer.headers.find(([name]) => name === 'IC-CertificateExpression')![1];
    expect(expression).toContain('no_certification');
  });

  it.each(REFUSED_METHODS)('should pass on that %s is not allowed', async (method) => {
    for (const path of ['/', '/nothing', '/metrics', '/faq']) {
      const reply = await send(path, method);
      expect([reply.status, reply.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
      expect((await query(path, method, 2)).upgrade).toEqual([true]);
    }
  });

  it('should pass on what is wrong with a request', async () => {
    for (const [path, method, body, status] of [
      ['/%zz', 'GET', '', 400],
      ['/%ff', 'GET', '', 400],
      [`/${'a'.repeat(8192)}`, 'GET', '', 400],
      ['/', 'POST', 'x'.repeat(65_537), 413],
      ['/', 'POST', 'x'.repeat(65_536), 405],
    ] as const) {
      const reply = await send(path, method, body);
      expect([path.slice(0, 20), reply.status]).toEqual([path.slice(0, 20), status]);
      expect(reply.headers['x-frame-options']).toBe('DENY');
    }
  });

  it('should serve a URL of 8192 bytes', async () => {
    expect((await send(`/?${'a'.repeat(8190)}`)).status).toBe(200);
    expect((await send(`/?${'a'.repeat(8191)}`)).status).toBe(400);
  });
});
