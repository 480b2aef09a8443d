import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LoginError } from './errors.ts';
import { type Loopback, listenOnLoopback } from './loopback.ts';

let loopback: Loopback;
beforeEach(async () => {
  loopback = await listenOnLoopback();
});
afterEach(() => loopback.close());

/** The first line of the answer to a request as it goes over the wire. */
async function sent(lines: string, host = new URL(loopback.redirectUri).host): Promise<string> {
  const socket = connect(Number(new URL(loopback.redirectUri).port), '127.0.0.1');
  socket.end(`${lines}\r\nhost: ${host}\r\n\r\n`);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  await once(socket, 'close');
  return answer.split('\r\n', 1)[0]!;
}

describe('a port of this machine', () => {
  it.each([
    'GET //[ HTTP/1.1',
    'GET //[?state=s HTTP/1.1',
    'GET http://[/callback?state=s HTTP/1.1',
    'GET http://evil.example/callback?state=s HTTP/1.1',
    'GET //evil.example/callback?state=s HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'GET /callback?state=%ff HTTP/1.1',
    'HEAD /callback?state=s HTTP/1.1',
    'GET /callback/?state=s HTTP/1.1',
    'GET /callback?state=s&state=s HTTP/1.1',
    'GET /callback HTTP/1.1',
  ])('sends away %s and goes on', async (line) => {
    const answered = loopback.waitFor('s');
    expect(await sent(line)).toBe('HTTP/1.1 404 Not Found');
    expect(await sent('GET /callback?code=good&state=s HTTP/1.1')).toBe('HTTP/1.1 200 OK');
    expect((await answered).href).toBe(`${loopback.redirectUri}?code=good&state=s`);
  });

  it('sends away pages that reach it by a name of their own', async () => {
    void loopback.waitFor('s');
    expect(await sent('GET /callback?state=s HTTP/1.1', 'evil.example')).toBe('HTTP/1.1 404 Not Found');
  });

  it('takes nothing before it waits for something', async () => {
    for (const query of ['', '?state=', '?state=null']) {
      expect(await sent(`GET /callback${query} HTTP/1.1`)).toBe('HTTP/1.1 404 Not Found');
    }
  });

  it('keeps hold of no signal once the wait is over', async () => {
    const listeners: string[] = [];
    const signal = {
      aborted: false,
      addEventListener: () => listeners.push('abort'),
      removeEventListener: () => listeners.pop(),
    } as unknown as AbortSignal;
    const [taken, late, closed] = await Promise.all(
      [300_000, 1, 300_000].map((timeoutMs) => listenOnLoopback({ signal, timeoutMs })),
    );
    const answered = taken!.waitFor('s');
    await fetch(`${taken!.redirectUri}?state=s`);
    await answered;
    await expect(late!.waitFor('s')).rejects.toThrow(LoginError);
    void closed!.waitFor('s');
    expect(listeners).toEqual(['abort']);
    await Promise.all([taken, late, closed].map((each) => each!.close()));
    expect(listeners).toEqual([]);
  });
});

it('is another port each time', async () => {
  const other = await listenOnLoopback();
  expect(other.redirectUri).not.toBe(loopback.redirectUri);
  await other.close();
  const port = Number(new URL(other.redirectUri).port);
  await expect(fetch(`http://127.0.0.1:${port}/callback`)).rejects.toThrow();
});
