import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetNetwork, isRunning, type NetworkFolder, networkFolder } from './folder.ts';
import { startNetwork } from './network.ts';

describe('the folder of a network', () => {
  let dir: string;
  let folder: NetworkFolder;
  let server: Server;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'folder-'));
    folder = networkFolder(dir);
    server = createServer((_request, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.close();
    rmSync(dir, { recursive: true });
  });

  const keep = (): void => {
    mkdirSync(folder.state);
    writeFileSync(join(folder.state, 'state-00000001.log'), '');
    for (const file of [folder.controller, folder.canisterIds]) writeFileSync(file, '{}');
    const { port } = server.address() as AddressInfo;
    writeFileSync(folder.status, JSON.stringify({ server_url: `http://127.0.0.1:${port}` }));
  };

  it('is forgotten without what else stands there', () => {
    keep();
    writeFileSync(join(dir, 'thesis.txt'), 'the only copy');
    forgetNetwork(folder);
    expect(readdirSync(dir)).toEqual(['thesis.txt']);
    forgetNetwork(folder);
  });

  it('tells whether the network is running', async () => {
    expect(await isRunning(folder)).toBe(false);
    keep();
    expect(await isRunning(folder)).toBe(true);
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
    expect(await isRunning(folder)).toBe(false);
    writeFileSync(folder.status, '{');
    expect(await isRunning(folder)).toBe(false);
  });

  it('is left alone by another network as long as one is running', async () => {
    keep();
    const before = readdirSync(dir);
    for (const clean of [false, true]) {
      const starting = startNetwork({ dir, port: 0, clean, progress: () => expect.unreachable() });
      await expect(starting).rejects.toThrow(`a network is running in ${dir} already`);
      expect(readdirSync(dir)).toEqual(before);
    }
  });
});
