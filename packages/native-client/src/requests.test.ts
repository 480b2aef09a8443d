import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchWithLocalhost, requestJson } from './requests.ts';

let server: Server | null = null;
afterEach(() => {
  server?.close();
  server = null;
});

/** An address whose answers are what a function writes, whatever is asked. */
async function serving(write: (socket: Socket) => void, host = 'a.localhost'): Promise<string> {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => write(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://${host}:${(server.address() as AddressInfo).port}/x?y`;
}
const answering = (head: string, body = '') =>
  serving((socket) => socket.end(`HTTP/1.1 ${head}\r\nconnection: close\r\n\r\n${body}`));

describe('a request to a name below localhost', () => {
  it('is answered as by fetch', async () => {
    const url = await answering('418 Teapot\r\nx-a: b\r\nset-cookie: a=1', 'the body');
    const response = await fetchWithLocalhost(url, { method: 'POST', body: 'b' });
    expect(response.status).toBe(418);
    expect(response.headers.get('x-a')).toBe('b');
    expect(await response.text()).toBe('the body');
  });

  it('is answered without a body where there can be none', async () => {
    for (const status of ['204 No Content', '304 Not Modified']) {
      expect(await (await fetchWithLocalhost(await answering(status))).text()).toBe('');
    }
  });

  it.each(['205 Reset', '999 Whatever', '600 Beyond'])('fails by the answer %s', async (status) => {
    await expect(fetchWithLocalhost(await answering(status))).rejects.toThrow();
  });

  it('fails when it is given up, also in the middle of the answer', async () => {
    const url = await serving((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'));
    const controller = new AbortController();
    const response = await fetchWithLocalhost(url, { signal: controller.signal });
    controller.abort();
    await expect(response.text()).rejects.toThrow();
  });
});

describe('JSON', () => {
  const LIMIT = 262_144;
  const json = (length: number) => JSON.stringify({ a: '' }).replace('""', `"${'x'.repeat(length - 8)}"`);
  const request = async (write: (socket: Socket) => void) =>
    requestJson('token', await serving(write, '127.0.0.1'), {}, fetch);

  it('is read up to its limit and no further', async () => {
    const send = (body: string) =>
      request((socket) => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`));
    expect((await send(json(LIMIT))).content['a']).toHaveLength(LIMIT - 8);
    await expect(send(json(LIMIT + 1))).rejects.toMatchObject({ code: 'unexpected_answer' });
  });

  it('that never ends is given up', async () => {
    let isClosed: Promise<unknown> = Promise.resolve();
    const endless = request((socket) => {
      isClosed = new Promise((resolve) => socket.on('close', resolve));
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const more = () => {
        while (!socket.destroyed && socket.write('x'.repeat(65_536)));
      };
      socket.on('drain', more);
      more();
    });
    await expect(endless).rejects.toMatchObject({ phase: 'token', code: 'unexpected_answer' });
    await isClosed;
  });

  it('that breaks off is told as no answer', async () => {
    const broken = request((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"a', () => socket.destroy());
    });
    await expect(broken).rejects.toMatchObject({ phase: 'token', code: 'unreachable' });
  });
});
