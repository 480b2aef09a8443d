/** The HTTP gateway by names, domains of its own and HTTPS. */
import { writeFileSync } from 'node:fs';
import { request as requestTls } from 'node:https';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSigned } from '../support/self_signed.ts';
import { type GatewayClient, gatewayClient } from './support/gateway_client.ts';
import { goLive, type Live } from './support/live.ts';
import { temporaryFolder } from './support/server.ts';

let live: Live;
let client: GatewayClient;
beforeAll(async () => {
  live = await goLive();
  client = gatewayClient(live);
});
afterAll(() => live.close());

describe('names', () => {
  it('should lead to Internet Identity', async () => {
    for (const name of ['internet_identity', 'id.ai']) {
      const reply = await client.get('/', { host: `${name}.localhost:${live.port}` });
      expect([reply.status, reply.body]).toEqual([
        404,
        expect.stringContaining('There is no canister rdmx6-jaaaa-aaaaa-aaadq-cai') as string,
      ]);
    }
  });

  it('should be given by a file, which may change, on a gateway with domains of its own', async () => {
    await client.serve();
    const folder = temporaryFolder();
    const names = join(folder.path, 'custom-domains.txt');
    const { id, port } = await client.openGateway({
      domains: ['ic.test'],
      ip_addr: '127.0.0.1',
      domain_custom_provider_local_file: names,
    });
    const at = async (name: string): Promise<number> =>
      (await client.get('/', { host: `${name}:${port}` }, 'GET', undefined, port)).status;
    expect(await at(`${live.canisterId.toText()}.ic.test`)).toBe(200);
    expect(await at(`${live.canisterId.toText()}.localhost`)).toBe(400);
    expect(await at('shop.local.localhost')).toBe(400);
    writeFileSync(names, `shop.local.localhost:${live.canisterId.toText()}\n`);
    expect(await at('shop.local.localhost')).toBe(200);
    await fetch(`${live.server.url}/http_gateway/${id}/stop`, { method: 'POST' });
    folder.remove();
  });
});

describe('HTTPS', () => {
  it('should be spoken with the certificate and key of files', async () => {
    await client.serve();
    const folder = temporaryFolder();
    const servername = `${live.canisterId.toText()}.localhost`;
    const { cert, key } = selfSigned(servername);
    const paths = { cert_path: join(folder.path, 'cert.pem'), key_path: join(folder.path, 'key.pem') };
    writeFileSync(paths.cert_path, cert);
    writeFileSync(paths.key_path, key);
    const { id, port } = await client.openGateway({ https_config: paths });
    const status = await new Promise((resolve, reject) => {
      const headers = { host: `${servername}:${port}` };
      requestTls({ host: '127.0.0.1', port, servername, headers, ca: cert }, (message) => {
        message.resume();
        resolve(message.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
    const listed = (await (await fetch(`${live.server.url}/http_gateway`)).json()) as object[];
    expect(listed.at(-1)).toMatchObject({ instance_id: id, https_config: paths });
    await fetch(`${live.server.url}/http_gateway/${id}/stop`, { method: 'POST' });
    folder.remove();
  });

  it('should be refused without them', async () => {
    for (const path of ['/nowhere/cert.pem', fileURLToPath(import.meta.url)]) {
      const body = JSON.stringify({
        forward_to: { PocketIcInstance: 0 },
        https_config: { cert_path: path, key_path: path },
      });
      const refused = await fetch(`${live.server.url}/http_gateway`, { method: 'POST', body });
      expect([refused.status, await refused.text()]).toEqual([
        400,
        expect.stringContaining('TLS config could not be created') as string,
      ]);
    }
  });
});
