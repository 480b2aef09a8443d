import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { stopServer } from './network.ts';

it('should stop the server in any case, and say when its state was not written', async () => {
  const asked: string[] = [];
  const http = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(request.url === '/instances/0' ? 200 : 500).end();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const stop = () => Promise.resolve(void asked.push('stop'));
  try {
    await stopServer({ url, hasEnded: () => false, stop }, 0);
    await expect(stopServer({ url, hasEnded: () => false, stop }, 1)).rejects.toThrow('500');
    await stopServer({ url, hasEnded: () => true, stop }, 2);
  } finally {
    http.close();
  }
  expect(asked).toEqual(['DELETE /instances/0', 'stop', 'DELETE /instances/1', 'stop', 'stop']);
});
