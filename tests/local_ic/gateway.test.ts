/** The HTTP gateway: addressing, verification, upgrades, CORS. */
import { IDL } from '@dfinity/candid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Principal as CorePrincipal } from '@icp-sdk/core/principal';
import { certifyResponse } from './support/certified_response.ts';
import {
  CHUNK as Chunk,
  type GatewayClient,
  gatewayClient,
  HTTP_REQUEST as HttpRequest,
  type Response,
} from './support/gateway_client.ts';
import { goLive, type Live } from './support/live.ts';

let live: Live;
let host: string;
beforeAll(async () => {
  live = await goLive();
  client = gatewayClient(live);
  host = `${live.canisterId.toText()}.localhost:${live.port}`;
});
afterAll(() => live.close());

let client: GatewayClient;
const get: GatewayClient['get'] = (...args) => client.get(...args);
const keep: GatewayClient['keep'] = (...args) => client.keep(...args);
const update: GatewayClient['update'] = (...args) => client.update(...args);
const serve: GatewayClient['serve'] = (...args) => client.serve(...args);

describe('addressing', () => {
  it('should find the canister by host, parameter and referrer', async () => {
    await serve();
    const id = live.canisterId.toText();
    const page = `http://localhost:${live.port}/?canisterId=${id}`;
    for (const [path, headers] of [
      ['/', { host }],
      ['/', { host: host.toUpperCase() }],
      [`/?canisterId=${id}`, { host: `localhost:${live.port}` }],
      [`/?canisterId=${id}`, { host: `127.0.0.1:${live.port}` }],
      ['/', { host: `localhost:${live.port}`, referer: page }],
      ['/', { host: `localhost:${live.port}`, referer: `http://${host}/` }],
    ] as const) {
      const reply = await get(path, headers);
      expect([path, headers, reply.status, reply.body]).toEqual([path, headers, 200, 'certified body']);
      expect(reply.headers['x-ic-canister-id']).toBe(id);
    }
  });

  it('should say when it does not know which canister, or there is none', async () => {
    const unknown = await get('/', { host: `localhost:${live.port}` });
    expect(unknown.status).toBe(400);
    expect(unknown.body).toContain('canisterId=');
    const nobody = await get('/', { host: `rdmx6-jaaaa-aaaaa-aaadq-cai.localhost:${live.port}` });
    expect(nobody.status).toBe(404);
    expect(nobody.body).toContain('There is no canister rdmx6-jaaaa-aaaaa-aaadq-cai');
    const wrong = await get('/', { host: `rdmx6-jaaaa-aaaaa-aaadq-cao.localhost:${live.port}` });
    expect(wrong.status).toBe(400);
  });
});

describe('verification', () => {
  it('should pass on what is certified', async () => {
    await serve();
    const reply = await get('/', { host });
    expect(reply).toMatchObject({ status: 200, body: 'certified body' });
    expect(reply.headers['content-type']).toBe('text/plain');
  });

  it.each<[string, (response: Response) => void]>([
    ['another body', (response) => (response.body = Buffer.from('forged body'))],
    ['another status', (response) => (response.status_code = 404)],
    ['no certificate', (response) => (response.headers = response.headers.slice(0, 1))],
    [
      'a certificate with a changed byte',
      (response) => {
        const header = response.headers.find(([name]) => name === 'IC-Certificate')!;
        header[1] = header[1].replace(
          /certificate=:.{400}/,
          (part) => `${part.slice(0, -1)}${part.endsWith('A') ? 'B' : 'A'}`,
        );
      },
    ],
  ])('should refuse %s with a page that says why', async (_, alter) => {
    await serve(alter);
    const reply = await get('/', { host });
    expect(reply.status).toBe(503);
    expect(reply.headers['content-type']).toContain('text/html');
    expect(reply.body).toContain('Response verification failed');
    expect(reply.body).not.toContain('forged');
  });

  it('should refuse a response that is certified for another path', async () => {
    await serve();
    expect((await get('/other', { host })).status).toBe(503);
  });

  it('should drop headers that are not certified', async () => {
    await serve((response) => response.headers.push(['x-smuggled', 'yes']));
    const reply = await get('/', { host });
    // Version 2 with all headers certified: an added one makes it another response.
    expect([reply.status, reply.headers['x-smuggled']]).toEqual([503, undefined]);
  });

  it('should refuse the certificate of a canister of another subnet', async () => {
    await serve();
    const foreign = await live.pic.queryCall({
      canisterId: CorePrincipal.fromText(live.otherId.toText()),
      method: 'certificate',
    });
    await serve((response) => {
      const certified = certifyResponse('/', 200, [['content-type', 'text/plain']], 'certified body');
      response.headers = certified.headersWith(foreign);
    });
    expect((await get('/', { host })).status).toBe(503);
  });

  it('should not verify on raw hosts', async () => {
    await keep({ status_code: 201, headers: [['x-any', 'thing']], body: Buffer.from('uncertified') });
    expect((await get('/', { host })).status).toBe(503);
    const raw = await get('/', { host: host.replace('.localhost', '.raw.localhost') });
    expect(raw).toMatchObject({ status: 201, body: 'uncertified', headers: { 'x-any': 'thing' } });
  });

  it('should not need a certificate for the answer of an update call', async () => {
    await keep({ status_code: 200, headers: [], body: Buffer.from('by update'), upgrade: true });
    expect(await get('/', { host }, 'POST', Buffer.from('x'))).toMatchObject({
      status: 200,
      body: 'by update',
    });
  });
});

describe('streaming', () => {
  const rest = (body: string): Uint8Array => IDL.encode([Chunk], [{ body: Buffer.from(body), token: [] }]);

  it('should join the parts before it verifies them', async () => {
    await update('keep_chunk', rest(' body'));
    const first = Buffer.from('certified');
    await serve((response) => Object.assign(response, { body: first, streamFrom: live.canisterId }));
    expect(await get('/', { host })).toMatchObject({ status: 200, body: 'certified body' });
    await update('keep_chunk', rest(' forgery'));
    expect((await get('/', { host })).status).toBe(503);
  });

  it('should pass the parts on as they come from raw hosts', async () => {
    await update('keep_chunk', rest('second'));
    const body = Buffer.from('first, ');
    await keep({ status_code: 200, headers: [], body, streamFrom: live.canisterId });
    const raw = await get('/', { host: host.replace('.localhost', '.raw.localhost') });
    expect(raw).toMatchObject({ status: 200, body: 'first, second' });
  });

  it('should say when a part cannot be had', async () => {
    await update('keep_chunk', Buffer.from('junk'));
    await serve((response) => (response.streamFrom = live.canisterId));
    expect(await get('/', { host })).toMatchObject({ status: 502 });
    await serve((response) => (response.streamFrom = live.otherId));
    const foreign = await get('/', { host });
    expect([foreign.status, foreign.body]).toEqual([
      502,
      'the streaming callback is a method of another canister',
    ]);
  });
});

describe('HTTP', () => {
  it('should give the canister the whole request', async () => {
    await keep({ status_code: 200, headers: [], body: Buffer.from('by update'), upgrade: true });
    const headers = { host, 'if-none-match': '"tag"', range: 'bytes=0-3', cookie: 'a=b', 'x-own': 'yes' };
    expect((await get('/a%20b?c=d&e', headers, 'PUT', Buffer.from('sent'))).status).toBe(200);
    const canisterId = CorePrincipal.fromText(live.canisterId.toText());
    const seen = await live.pic.queryCall({ canisterId, method: 'chunk' });
    const [request] = IDL.decode([HttpRequest], seen) as unknown as [
      { method: string; url: string; headers: [string, string][]; body: Uint8Array },
    ];
    expect(request).toMatchObject({ method: 'PUT', url: '/a%20b?c=d&e' });
    expect(Buffer.from(request.body).toString()).toBe('sent');
    expect(Object.fromEntries(request.headers)).toMatchObject({
      ...headers,
      host: `${live.canisterId.toText()}.localhost:${live.port}`,
    });
  });

  it.each([
    [304, [['etag', '"tag"']], ''],
    [
      206,
      [
        ['content-range', 'bytes 0-3/14'],
        ['accept-ranges', 'bytes'],
      ],
      'cert',
    ],
    [307, [['location', '/elsewhere']], ''],
  ] as const)(
    'should pass on a certified answer %i to a conditional or range request',
    async (status, headers, body) => {
      const certified = certifyResponse('/', status, headers, body);
      await update('certify', certified.certifiedData);
      const canisterId = CorePrincipal.fromText(live.canisterId.toText());
      const certificate = await live.pic.queryCall({ canisterId, method: 'certificate' });
      await keep({
        status_code: status,
        headers: certified.headersWith(certificate),
        body: Buffer.from(body),
      });
      const reply = await get('/', { host, range: 'bytes=0-3', 'if-none-match': '"tag"' });
      expect(reply).toMatchObject({ status, body, headers: Object.fromEntries(headers) });
    },
  );

  it('should answer HEAD with the headers of GET', async () => {
    await serve();
    const reply = await get('/', { host }, 'HEAD');
    expect(reply).toMatchObject({ status: 200, body: '' });
    expect(reply.headers['content-length']).toBe('14');
  });

  it('should let pages of other origins read and call', async () => {
    await serve();
    expect((await get('/', { host })).headers['access-control-allow-origin']).toBe('*');
    const api = await get('/api/v2/status', { host, origin: 'http://elsewhere' });
    expect(api.headers['access-control-allow-origin']).toBe('*');
    const preflight = await get(
      '/api/v3/canister/aaaaa-aa/call',
      { host, origin: 'http://elsewhere', 'access-control-request-method': 'POST' },
      'OPTIONS',
    );
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-methods']).toContain('POST');
  });

  it('should refuse bodies that no message could carry', async () => {
    const reply = await get('/', { host }, 'POST', new Uint8Array(3 * 1024 * 1024));
    expect(reply.status).toBe(413);
  });

  it('should say when the canister does not answer HTTP', async () => {
    await update('keep', Buffer.from('junk'));
    const reply = await get('/', { host });
    expect([reply.status, reply.body.includes('did not answer an HTTP response')]).toEqual([502, true]);
  });

  it.each([
    [0, [], 'status 0'],
    [101, [], 'status 101'],
    [199, [], 'status 199'],
    [1000, [], 'status 1000'],
    [200, [['x y', 'name']], 'Header name'],
    [200, [['', 'name']], 'Header name'],
    [200, [['x-value', 'a\r\nset-cookie: b=c']], 'header content'],
    [200, [['x-value', '\u0000']], 'header content'],
    [200, [['x-value', '\u{1f600}']], 'header content'],
  ] as [number, [string, string][], string][])(
    'should say when the answer has no form in HTTP: %i %j',
    async (status_code, headers, reason) => {
      for (const upgrade of [false, true]) {
        await keep({ status_code, headers, body: Buffer.from('x'), upgrade });
        const reply = await get('/', { host: host.replace('.localhost', '.raw.localhost') });
        expect([reply.status, reply.body.includes(reason), reply.body]).toMatchObject([502, true, {}]);
      }
    },
  );

  it('should say when its port is taken', async () => {
    const response = await fetch(`${live.server.url}/http_gateway`, {
      method: 'POST',
      body: JSON.stringify({ port: live.port, forward_to: { PocketIcInstance: 0 } }),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('the port is in use');
  });

  it('should be listed', async () => {
    const list = (await (await fetch(`${live.server.url}/http_gateway`)).json()) as unknown;
    expect(list).toEqual([
      {
        instance_id: 0,
        port: live.port,
        forward_to: { PocketIcInstance: 0 },
        domains: null,
        https_config: null,
      },
    ]);
  });
});
