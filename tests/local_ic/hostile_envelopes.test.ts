/** Requests to the IC's HTTP interface that are not what they should be: each gets its error, and the server runs on. */
import { connect } from 'node:net';
import { Cbor, type HttpAgentRequest } from '@dfinity/agent';
import { HttpAgent } from '@dfinity/agent';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { encode } from 'cborg';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goLive, type Live } from './support/live.ts';

let live: Live;
beforeAll(async () => {
  live = await goLive();
});
afterAll(async () => {
  const agent = await HttpAgent.create({ host: live.url, shouldFetchRootKey: true });
  const reply = await agent.query(live.canisterId, { methodName: 'echo_query', arg: new Uint8Array([1]) });
  expect(reply.status).toBe('replied');
  expect(live.server.output()).not.toContain('fault');
  await live.close();
});

type Kind = 'call' | 'query' | 'read_state';
type Envelope = Record<string, unknown> & { content: Record<string, unknown> };

/** What is sent for a good request, to be spoilt. */
async function goodRequest(kind: Kind): Promise<Envelope> {
  const seen: HttpAgentRequest['body'][] = [];
  const agent = HttpAgent.createSync({
    host: live.url,
    identity: Ed25519KeyIdentity.generate(),
    verifyQuerySignatures: false,
    retryTimes: 0,
    rootKey: new Uint8Array(133),
    fetch: (_, init) => {
      seen.push(Cbor.decode(init?.body as Uint8Array));
      return Promise.reject(new Error('recorded'));
    },
  });
  const options = { methodName: kind === 'call' ? 'echo' : 'echo_query', arg: new Uint8Array([7]) };
  const sent =
    kind === 'call'
      ? agent.call(live.canisterId, options)
      : kind === 'query'
        ? agent.query(live.canisterId, options)
        : agent.readState(live.canisterId, { paths: [[Buffer.from('time')]] });
  await sent.catch(() => undefined);
  return seen[0] as unknown as Envelope;
}

const VERSION = { call: 'v4', query: 'v3', read_state: 'v3' } as const;

async function send(kind: Kind, body: Uint8Array): Promise<{ status: number; text: string }> {
  const path = `/api/${VERSION[kind]}/canister/${live.canisterId.toText()}/${kind}`;
  const response = await fetch(live.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/cbor' },
    body: body as BodyInit,
  });
  return { status: response.status, text: await response.text() };
}

const kinds = fc.constantFrom<Kind>('call', 'query', 'read_state');

describe('a good request', () => {
  it.each(['call', 'query', 'read_state'] as const)('should be answered: %s', async (kind) => {
    expect((await send(kind, Cbor.encode(await goodRequest(kind)))).status).toBe(200);
  });
});

describe('a spoilt request', () => {
  const junk = fc.oneof(
    fc.constant(null),
    fc.integer(),
    fc.boolean(),
    fc.string({ maxLength: 20 }),
    fc.uint8Array({ maxLength: 40 }),
    fc.array(fc.integer(), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 5 }), fc.integer(), { maxKeys: 2 }),
  );

  it('should be refused when any of its fields is another value', async () => {
    await fc.assert(
      fc.asyncProperty(kinds, fc.nat(20), junk, async (kind, at, value) => {
        const good = await goodRequest(kind);
        const fields = [...Object.keys(good.content), 'sender_pubkey', 'sender_sig'];
        const field = fields[at % fields.length]!;
        const changed =
          field in good.content
            ? { ...good, content: { ...good.content, [field]: value } }
            : { ...good, [field]: value };
        const reply = await send(kind, encodeAny(changed));
        expect([kind, field, value, reply.status]).toEqual([kind, field, value, 400]);
        expect(reply.text.length).toBeLessThan(1000);
      }),
      { numRuns: 150 },
    );
  });

  it('should be refused when a field is missing', async () => {
    for (const kind of ['call', 'query', 'read_state'] as const) {
      const good = await goodRequest(kind);
      for (const field of Object.keys(good.content)) {
        const content = Object.fromEntries(Object.entries(good.content).filter(([name]) => name !== field));
        expect([kind, field, (await send(kind, Cbor.encode({ ...good, content }))).status]).toEqual([
          kind,
          field,
          400,
        ]);
      }
      for (const field of ['sender_pubkey', 'sender_sig', 'content']) {
        const without = Object.fromEntries(Object.entries(good).filter(([name]) => name !== field));
        expect([kind, field, (await send(kind, Cbor.encode(without))).status]).toEqual([kind, field, 400]);
      }
    }
  });

  it('should be refused when any byte of its signature or key is another', async () => {
    await fc.assert(
      fc.asyncProperty(
        kinds,
        fc.constantFrom('sender_sig', 'sender_pubkey'),
        fc.nat(),
        async (kind, field, at) => {
          const good = await goodRequest(kind);
          const bytes = new Uint8Array(good[field] as Uint8Array);
          bytes[at % bytes.length]! ^= 1;
          expect((await send(kind, Cbor.encode({ ...good, [field]: bytes }))).status).toBe(400);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('should be refused when its bytes are cut off or changed', async () => {
    await fc.assert(
      fc.asyncProperty(kinds, fc.nat(), fc.integer({ min: 1, max: 255 }), async (kind, at, change) => {
        const bytes = new Uint8Array(Cbor.encode(await goodRequest(kind)));
        const place = at % bytes.length;
        expect((await send(kind, bytes.subarray(0, place))).status).toBe(400);
        // Some bytes do not matter: the tag in front, and the length of a text's length.
        bytes[place]! ^= change;
        expect([200, 400]).toContain((await send(kind, bytes)).status);
      }),
      { numRuns: 100 },
    );
  });

  it('should not be answered twice with another effect, nor after its time', async () => {
    const bytes = Cbor.encode(await goodRequest('call'));
    expect([await send('call', bytes), await send('call', bytes)].map(({ status }) => status)).toEqual([
      200, 200,
    ]);
    const late = await goodRequest('query');
    const content = { ...late.content, ingress_expiry: 1n };
    expect(await send('query', Cbor.encode({ ...late, content }))).toEqual({
      status: 400,
      text: expect.stringMatching(/^Invalid request expiry: /) as string,
    });
  });
});

describe('delegations that are no delegations', () => {
  it('should be refused, whatever they are', async () => {
    const delegation = fc.record({
      delegation: fc.oneof(
        junkDelegation(),
        fc.constant(null),
        fc.record({ pubkey: fc.uint8Array({ maxLength: 100 }), expiration: fc.bigInt(0n, 2n ** 64n - 1n) }),
      ),
      signature: fc.uint8Array({ maxLength: 100 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(delegation, { minLength: 1, maxLength: 25 }), async (chain) => {
        const good = await goodRequest('query');
        const reply = await send('query', encodeAny({ ...good, sender_delegation: chain }));
        expect(reply.status).toBe(400);
      }),
      { numRuns: 80 },
    );
  });
});

describe('read_state', () => {
  it('should refuse paths that there are not, and too many or too deep ones', async () => {
    const anonymous = (paths: unknown): Uint8Array =>
      Cbor.encode({
        content: {
          request_type: 'read_state',
          sender: Principal.anonymous(),
          ingress_expiry: BigInt(Date.now() + 60_000) * 1_000_000n,
          paths,
        },
      });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 5 }), {
          minLength: 1,
          maxLength: 4,
        }),
        async (paths) => {
          const reply = await send('read_state', anonymous(paths));
          expect([400, 404]).toContain(reply.status);
          expect(reply.text.length).toBeLessThan(1000);
        },
      ),
      { numRuns: 80 },
    );
    const time = [Buffer.from('time')];
    expect((await send('read_state', anonymous(Array.from({ length: 1001 }, () => time)))).status).toBe(400);
    expect((await send('read_state', anonymous([Array.from({ length: 128 }, () => time[0])]))).status).toBe(
      400,
    );
    expect(
      (
        await send(
          'read_state',
          anonymous([[Buffer.from('canister'), new Uint8Array(3_000_000), Buffer.from('controllers')]]),
        )
      ).text.length,
    ).toBeLessThan(1000);
  });
});

describe('other ways to fail', () => {
  it('should get 400 for another content type, 413 for too much, 404 for endpoints that there are not', async () => {
    const body = Cbor.encode(await goodRequest('query')) as BodyInit;
    const url = `${live.url}/api/v3/canister/${live.canisterId.toText()}/query`;
    const plain = await fetch(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body });
    expect([plain.status, await plain.text()]).toEqual([
      400,
      'Unexpected content-type, expected application/cbor.',
    ]);
    const large = await fetch(url, { method: 'POST', body: new Uint8Array(5_000_000) });
    expect(large.status).toBe(413);
    for (const path of ['/api/v9/status', '/api/v3/canister/x/y', '/api/', '/api/v3/subnet/aaaaa-aa/query']) {
      expect([path, (await fetch(live.url + path, { method: 'POST' })).status]).toEqual([path, 404]);
    }
  });

  it('should serve others while bodies come slowly', async () => {
    const sockets = Array.from({ length: 20 }, () => {
      const socket = connect(live.port, '127.0.0.1');
      socket.on('error', () => undefined);
      const path = `/api/v3/canister/${live.canisterId.toText()}/query`;
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/cbor\r\nContent-Length: 100\r\n\r\n`,
      );
      return socket;
    });
    for (const socket of sockets) socket.write('a');
    expect((await send('query', Cbor.encode(await goodRequest('query')))).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  it('should refuse pages whose address makes no sense', async () => {
    await fc.assert(
      fc.asyncProperty(fc.webPath(), fc.string({ maxLength: 30 }), async (path, query) => {
        const response = await fetch(`${live.url}${path}?canisterId=${encodeURIComponent(query)}`);
        expect([path, query, response.status]).toEqual([path, query, path.startsWith('/api') ? 404 : 400]);
      }),
      { numRuns: 50 },
    );
  });
});

function junkDelegation(): fc.Arbitrary<unknown> {
  return fc.record({
    pubkey: fc.oneof(fc.uint8Array({ maxLength: 50 }), fc.integer()),
    expiration: fc.oneof(fc.integer(), fc.string({ maxLength: 5 })),
    targets: fc.oneof(fc.array(fc.uint8Array({ maxLength: 35 }), { maxLength: 3 }), fc.boolean()),
    permissions: fc.oneof(fc.string({ maxLength: 10 }), fc.integer()),
  });
}

/** CBOR of any value; principals as their bytes. */
function encodeAny(value: unknown): Uint8Array {
  return encode(plain(value));
}

function plain(value: unknown): unknown {
  if (value instanceof Principal) return value.toUint8Array();
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
