/** Hostile input: whatever comes in, the right kind of error goes out and the server runs on. */
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Server, startServer } from './support/server.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
  const created = await post('/instances', JSON.stringify({ subnet_config_set: { application: [{}] } }));
  expect(created.status).toBe(201);
});
afterAll(async () => {
  const alive = await fetch(`${server.url}/status`);
  expect(alive.status).toBe(200);
  expect(server.output()).not.toContain('fault');
  await server.stop();
});

async function post(path: string, body: string | Uint8Array): Promise<{ status: number; text: string }> {
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: path.includes('/api/') ? { 'content-type': 'application/cbor' } : {},
    body: body as BodyInit,
  });
  return { status: response.status, text: await response.text() };
}

const POSTS = [
  '/instances',
  '/verify_signature',
  '/http_gateway',
  ...[
    'get_controllers',
    'get_cycles',
    'get_subnet',
    'pub_key',
    'get_stable_memory',
    'query',
    'ingress_status',
  ].map((name) => `/instances/0/read/${name}`),
  ...[
    'set_time',
    'set_certified_time',
    'add_cycles',
    'set_stable_memory',
    'submit_ingress_message',
    'await_ingress_message',
    'mock_canister_http',
  ].map((name) => `/instances/0/update/${name}`),
];

const FIELDS = [
  'subnet_config_set',
  'forward_to',
  'canister_id',
  'subnet_id',
  'raw_message_id',
  'sender',
  'method',
  'payload',
  'effective_principal',
  'amount',
  'nanos_since_epoch',
  'message_id',
  'blob_id',
  'msg',
  'sig',
];

const isBytes = (value: unknown): boolean => typeof value === 'string' || Array.isArray(value);

describe('REST endpoints', () => {
  it('should answer 400 with a message to any JSON of the wrong shape', async () => {
    // Text and lists of numbers may be the bytes of a canister's id, which is all that one of the paths asks for.
    const wrong = fc
      .oneof(
        fc.jsonValue({ maxDepth: 2 }),
        fc.dictionary(fc.constantFrom(...FIELDS), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
      )
      .filter((value) => !isBytes((value as Record<string, unknown> | null)?.['canister_id']));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...POSTS), wrong, async (path, value) => {
        const reply = await post(path, JSON.stringify(value));
        expect([path, value, reply.status]).toEqual([path, value, 400]);
        expect(reply.text).toMatch(/"message":/);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['text that is not JSON', 'nonsense'],
    ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
    ['nesting without end', '['.repeat(1_000_000)],
    ['an endless number', `{"nanos_since_epoch":${'9'.repeat(100_000)}}`],
    ['a number beyond 64 bits', '{"nanos_since_epoch":18446744073709551616}'],
    ['a negative number', '{"nanos_since_epoch":-1}'],
    ['a fraction', '{"nanos_since_epoch":1.5}'],
  ])('should refuse %s', async (_, body) => {
    expect(await post('/instances/0/update/set_time', body)).toMatchObject({ status: 400 });
  });

  it('should refuse base64 that is none, and principals that are too long', async () => {
    for (const id of ['*', 'QQ', 'QQ==QQ==', Buffer.alloc(30).toString('base64')]) {
      expect(await post('/instances/0/read/get_cycles', JSON.stringify({ canister_id: id }))).toMatchObject({
        status: 400,
      });
    }
  });

  it.each([
    '/',
    '/nothing',
    '/instances/0/read/constructor',
    '/instances/0/update/__proto__',
    '/instances/7/read/query',
    '/instances/-1/read/query',
    '/instances/0/read/query/more',
    '/instances/0x0/read/query',
    '/blobstore/unknown',
    '/http_gateway/99/stop',
    '/http_gateway/99/start',
    '/read_graph/label/op',
  ])('should answer 404 to %s', async (path) => {
    const reply = await post(path, '{}');
    expect(reply.status).toBe(404);
    expect(reply.text).toMatch(/"message":/);
  });

  it('should not mind a slash at the end', async () => {
    expect((await fetch(`${server.url}/instances/`)).status).toBe(200);
    expect(await post('/instances/0/update/tick/', '{}')).toEqual({ status: 200, text: 'null' });
  });

  it('should keep blobs, compressed or not', async () => {
    const { gzipSync } = await import('node:zlib');
    const plain = await post('/blobstore', 'some bytes');
    const response = await fetch(`${server.url}/blobstore`, {
      method: 'POST',
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync('some bytes') as BodyInit,
    });
    expect(plain.text).toMatch(/^[0-9a-f]{64}$/);
    expect(await response.text()).toBe(plain.text);
    expect(await (await fetch(`${server.url}/blobstore/${plain.text}`)).text()).toBe('some bytes');
    const broken = await fetch(`${server.url}/blobstore`, {
      method: 'POST',
      headers: { 'content-encoding': 'gzip' },
      body: 'not gzip',
    });
    expect(broken.status).toBe(400);
  });
});

describe('agent endpoints', () => {
  const canister = 'lxzze-o7777-77777-aaaaa-cai';
  const paths = [
    `/instances/0/api/v2/canister/${canister}/call`,
    `/instances/0/api/v3/canister/${canister}/call`,
    `/instances/0/api/v3/canister/${canister}/query`,
    `/instances/0/api/v2/canister/${canister}/read_state`,
    '/instances/0/api/v3/subnet/aaaaa-aa/read_state',
  ];

  it('should answer 400 to any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.uint8Array({ maxLength: 200 }), async (path, bytes) => {
        expect((await post(path, bytes)).status).toBe(400);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['arrays nested without end', new Uint8Array(1_000_000).fill(0x81)],
    ['maps nested without end', new Uint8Array(1_000_000).fill(0xbf)],
    ['an array that claims four billion items', new Uint8Array([0x9a, 0xff, 0xff, 0xff, 0xff])],
    ['an empty body', new Uint8Array(0)],
  ])('should answer 400 to %s', async (_, bytes) => {
    for (const path of paths) expect(await post(path, bytes)).toMatchObject({ status: 400 });
  });
});

describe('connections', () => {
  /** Sends raw bytes and reads until the server closes or answers. */
  function raw(text: string, end: boolean): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk.toString();
        if (!end) socket.destroy();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(answer));
      socket.write(text);
      if (end) socket.end();
    });
  }

  it('should survive clients that break off or speak nonsense', async () => {
    await raw('POST /instances HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"sub', true);
    expect(await raw('nonsense\r\n\r\n', false)).toContain('400');
    expect(
      await raw('POST /blobstore HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n', false),
    ).toContain('413');
  });

  it('should serve others while a body comes slowly', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write('POST /instances HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{');
    expect((await fetch(`${server.url}/status`)).status).toBe(200);
    socket.destroy();
  });
});
