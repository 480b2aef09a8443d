import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Handler, listen, type Listener } from './listener.ts';

let listener: Listener | undefined;
let faults: unknown[] = [];
afterEach(async () => {
  await listener?.close();
  listener = undefined;
  faults = [];
});

async function serving(handler: Handler): Promise<string> {
  listener = await listen({ host: '127.0.0.1', port: 0, handler, onFault: (error) => faults.push(error) });
  return `http://127.0.0.1:${listener.port}/`;
}

describe('a reply in parts', () => {
  it('should come whole', async () => {
    const parts = async function* () {
      for (let i = 0; i < 100; i++) yield new Uint8Array(100_000).fill(i);
    };
    const url = await serving(() => ({ status: 200, headers: [], body: parts() }));
    const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
    expect([bytes.length, bytes[0], bytes.at(-1)]).toEqual([10_000_000, 0, 99]);
  });

  it('should end when the client goes away, however much of it is left', async () => {
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    const parts = async function* () {
      try {
        for (;;) yield new Uint8Array(1_000_000);
      } finally {
        end();
      }
    };
    const url = await serving(() => ({ status: 200, headers: [], body: parts() }));
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await once(socket, 'data');
    // Nothing more is read, so the server waits; then there is nobody to wait for.
    socket.pause();
    socket.destroy();
    await ended;
    expect(faults).toEqual([]);
  });
});

it('should answer 500 to a fault of its handler, and report it', async () => {
  const url = await serving(() => {
    throw new Error('a fault');
  });
  const response = await fetch(url);
  expect([response.status, await response.text()]).toEqual([500, 'internal error: a fault']);
  expect(faults).toMatchObject([{ message: 'a fault' }]);
});
