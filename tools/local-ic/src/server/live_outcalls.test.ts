import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HttpResponse, Instance, PendingHttpRequest } from '../ic/types.ts';
import { LiveOutcalls } from './live_outcalls.ts';

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: '/' }).end();
    else if (request.url === '/long') response.end('x'.repeat(1000));
    else response.writeHead(200, { 'x-method': request.method }).end(request.headers['x-sent']);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

/** Lets one request be made; answers what the core was given. */
async function made(change: Partial<PendingHttpRequest>): Promise<HttpResponse> {
  const request: PendingHttpRequest = {
    subnetId: Uint8Array.of(1),
    requestId: 7n,
    url: `${origin}/`,
    method: 'GET',
    headers: [{ name: 'x-sent', value: 'hello' }],
    body: new Uint8Array(0),
    maxResponseBytes: undefined,
    ...change,
  };
  return new Promise((resolve) => {
    let given: HttpResponse | undefined;
    const core = {
      pendingHttpRequests: () => [request],
      answerHttpRequest: (_subnet: Uint8Array, id: bigint, [response]: HttpResponse[]) => {
        expect(id).toBe(7n);
        given = response;
      },
    };
    const outcalls = new LiveOutcalls(
      core as unknown as Instance,
      () => resolve(given!),
      (fault) => expect.unreachable(String(fault)),
    );
    outcalls.start();
    // A second look finds the request under way.
    outcalls.start();
  });
}

it('should bring what the server says', async () => {
  const response = await made({});
  expect(response).toMatchObject({ kind: 'reply', status: 200 });
  if (response.kind !== 'reply') return;
  expect(Buffer.from(response.body).toString()).toBe('hello');
  expect(response.headers).toContainEqual({ name: 'x-method', value: 'GET' });
  expect(await made({ url: `${origin}/away` })).toMatchObject({ kind: 'reply', status: 302 });
});

it('should reject what cannot be had', async () => {
  expect(await made({ url: `${origin}/long`, maxResponseBytes: 999n })).toMatchObject({
    kind: 'reject',
    code: 1,
    message: 'Http body exceeds size limit of 999 bytes.',
  });
  expect(await made({ url: 'http://127.0.0.1:1/' })).toMatchObject({ kind: 'reject', code: 2 });
  for (const url of ['', 'nowhere', 'data:text/plain,x', 'file:///']) {
    expect(await made({ url })).toMatchObject({ kind: 'reject', code: 1 });
  }
});

it('should report a core that does not take the answer, and go on', async () => {
  const request = { subnetId: Uint8Array.of(1), requestId: 1n, url: 'nowhere' } as PendingHttpRequest;
  const fault = await new Promise((resolve) => {
    const core = {
      pendingHttpRequests: () => [request],
      answerHttpRequest: () => {
        throw new Error('the disk is full');
      },
    };
    new LiveOutcalls(core as unknown as Instance, () => expect.unreachable(), resolve).start();
  });
  expect(fault).toMatchObject({ message: 'the disk is full' });
});
