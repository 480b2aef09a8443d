import { describe, expect, it } from 'vitest';
import { useStage } from '../support/stage.ts';

describe('http_request_update', () => {
  const stage = useStage();
  const send = (url: string, method = 'GET', body = new Uint8Array()) =>
    stage.anyone.http_request_update({ method, url, headers: [], body, certificate_version: [2] });

  it('should redirect from the questions and answers', async () => {
    expect(await send('/faq?x')).toEqual({
      status_code: 301,
      headers: [['location', 'https://identitysupport.dfinity.org/hc/en-us']],
      body: new Uint8Array(),
      upgrade: [true],
      streaming_strategy: [],
    });
  });

  it.each([
    ['POST', '/', 0, 405, 'Method not allowed.'],
    ['GET', 'no slash', 0, 400, 'Bad request.'],
    ['GET', '/%zz', 0, 400, 'Bad request.'],
    ['GET', `/${'a'.repeat(8192)}`, 0, 400, 'Bad request.'],
    ['POST', '/', 65_537, 413, 'Request body too large.'],
    ['GET', '/nothing', 0, 404, 'Asset /nothing not found.'],
  ])('should answer %s %.20s with a body of %i bytes by %i', async (method, url, bytes, status, text) => {
    const reply = await send(url, method, new Uint8Array(bytes));
    expect(reply.status_code).toBe(status);
    expect(Buffer.from(reply.body).toString()).toBe(text);
    const headers = Object.fromEntries(reply.headers);
    expect(headers['X-Frame-Options']).toBe('DENY');
    expect(headers['Allow']).toBe(status === 405 ? 'GET, HEAD, OPTIONS' : undefined);
    expect(headers).not.toHaveProperty('IC-Certificate');
  });

  it('should show the metrics without a certificate', async () => {
    const reply = await send('/metrics');
    expect(reply.status_code).toBe(200);
    const headers = Object.fromEntries(reply.headers);
    expect(headers['Content-Length']).toBe(String(reply.body.length));
    expect(headers).not.toHaveProperty('IC-Certificate');
  });

  it('should trap for files, which only a query can certify', async () => {
    for (const url of ['/', '/authorize', '/.well-known/ic-domains']) {
      await expect(send(url)).rejects.toThrow("'data certificate is only available in query calls'");
    }
  });
});
