/** Endpoints and settings that the JavaScript clients do not use, as the Rust client and people's scripts do. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Cbor, HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../support/self_signed.ts';
import { forwardArg, puppetWasm } from './support/puppet.ts';
import { type Server, startServer, temporaryFolder } from './support/server.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const ANONYMOUS = base64(Uint8Array.of(4));

async function start(): Promise<Server> {
  const server = await startServer();
  cleanUp.push(() => server.stop('SIGKILL'));
  return server;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

async function request(server: Server, method: string, path: string, body?: unknown): Promise<Reply> {
  const response = await fetch(server.url + path, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

async function create(server: Server, settings: object = {}): Promise<number> {
  const reply = await request(server, 'POST', '/instances', {
    subnet_config_set: { application: [{}] },
    ...settings,
  });
  return (reply.body as { Created: { instance_id: number } }).Created.instance_id;
}

interface MessageId {
  readonly message_id: string;
}

async function submit(
  server: Server,
  canister: Uint8Array,
  method: string,
  arg: Uint8Array,
  sender = ANONYMOUS,
): Promise<MessageId> {
  const call = {
    sender,
    canister_id: base64(canister),
    method,
    payload: base64(arg),
    effective_principal: 'None',
  };
  const { body } = await request(server, 'POST', '/instances/0/update/submit_ingress_message', call);
  return (body as { Ok: MessageId }).Ok;
}

async function update(
  server: Server,
  canister: Uint8Array,
  method: string,
  arg: Uint8Array,
): Promise<Uint8Array> {
  const id = await submit(server, canister, method, arg);
  const { body } = await request(server, 'POST', '/instances/0/update/await_ingress_message', id);
  const { Ok, Err } = body as { Ok?: string; Err?: unknown };
  if (Ok === undefined) throw new Error(JSON.stringify(Err));
  return new Uint8Array(Buffer.from(Ok, 'base64'));
}

const MANAGEMENT = new Uint8Array(0);

async function deployPuppet(server: Server): Promise<Uint8Array> {
  const created = await update(
    server,
    MANAGEMENT,
    'provisional_create_canister_with_cycles',
    IDL.encode([IDL.Record({ amount: IDL.Opt(IDL.Nat) })], [{ amount: [10n ** 15n] }]),
  );
  const [{ canister_id: id }] = IDL.decode(
    [IDL.Record({ canister_id: IDL.Principal })],
    created,
  ) as unknown as [{ canister_id: Principal }];
  const Install = IDL.Record({
    mode: IDL.Variant({ install: IDL.Null }),
    canister_id: IDL.Principal,
    wasm_module: IDL.Vec(IDL.Nat8),
    arg: IDL.Vec(IDL.Nat8),
  });
  const arg = { mode: { install: null }, canister_id: id, wasm_module: await puppetWasm(), arg: [] };
  await update(server, MANAGEMENT, 'install_code', IDL.encode([Install], [arg]));
  return id.toUint8Array();
}

describe('instances', () => {
  it('should be listed, and be gone when deleted', async () => {
    const server = await start();
    await create(server);
    await create(server);
    expect(await request(server, 'DELETE', '/instances/0')).toEqual({ status: 200, body: null });
    expect((await request(server, 'GET', '/instances')).body).toEqual(['Deleted', 'Available']);
    expect((await request(server, 'GET', '/instances/0/read/get_time')).status).toBe(404);
  });

  it('should start at the time they are told', async () => {
    const server = await start();
    const nanos = 1_900_000_000_000_000_000;
    const told = await create(server, { initial_time: { Timestamp: { nanos_since_epoch: nanos } } });
    expect((await request(server, 'GET', `/instances/${told}/read/get_time`)).body).toEqual({
      nanos_since_epoch: nanos,
    });
    const live = await create(server, { initial_time: { AutoProgress: { artificial_delay_ms: 0 } } });
    expect((await request(server, 'GET', `/instances/${live}/auto_progress`)).body).toBe(true);
    expect((await request(server, 'POST', `/instances/${live}/stop_progress`, {})).body).toBe(null);
    expect((await request(server, 'GET', `/instances/${live}/auto_progress`)).body).toBe(false);
  });

  it('should have no time of which 64 bits cannot hold the deadlines', async () => {
    const server = await start();
    // Beyond what a number holds exactly.
    const time = (nanos: bigint) => JSON.parse(`{"nanos_since_epoch":"${nanos}"}`) as object;
    const send = async (path: string, body: object): Promise<number> => {
      const text = JSON.stringify(body).replace(/"(\d{19})"/, '$1');
      return (await fetch(server.url + path, { method: 'POST', body: text })).status;
    };
    const created = (nanos: bigint) =>
      send('/instances', {
        subnet_config_set: { application: [{ state_config: 'New' }] },
        initial_time: { Timestamp: time(nanos) },
      });
    const latest = 2n ** 63n - 1n;
    expect([await created(latest + 1n), await created(latest)]).toEqual([400, 201]);
    expect(await send('/instances/0/update/tick', {})).toBe(200);
    const id = await create(server);
    for (const name of ['set_time', 'set_certified_time']) {
      const set = (nanos: bigint) => send(`/instances/${id}/update/${name}`, time(nanos));
      expect([await set(latest + 1n), await set(latest)]).toEqual([400, 200]);
    }
  });

  it('should show their topology in both places, and take ticks with options', async () => {
    const server = await start();
    await create(server);
    const topology = await request(server, 'GET', '/instances/0/read/topology');
    expect(await request(server, 'GET', '/instances/0/_/topology')).toEqual(topology);
    const options = { blockmakers: null, first_subnet: null, last_subnet: null };
    expect(await request(server, 'POST', '/instances/0/update/tick', options)).toEqual({
      status: 200,
      body: null,
    });
  });

  it('should refuse snapshots on disk', async () => {
    const server = await start();
    await create(server);
    for (const name of ['canister_snapshot_download', 'canister_snapshot_upload']) {
      const body = { sender: ANONYMOUS, canister_id: '', snapshot_id: '', snapshot_dir: 'x' };
      expect(await request(server, 'POST', `/instances/0/update/${name}`, body)).toEqual({
        status: 400,
        body: { message: 'local-ic does not support canister snapshots on disk' },
      });
    }
  });
});

describe('operations', () => {
  it('should leave nothing in the graph', async () => {
    const server = await start();
    expect((await request(server, 'GET', '/read_graph/label/op')).status).toBe(404);
    expect(await request(server, 'DELETE', '/prune_graph/label/op')).toEqual({ status: 200, body: null });
  });
});

describe('verify_signature', () => {
  it('should tell good signatures from bad ones', async () => {
    const server = await start();
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const msg = Buffer.from('message');
    const good = {
      msg: base64(msg),
      sig: base64(sign(null, msg, privateKey)),
      pubkey: base64(publicKey.export({ type: 'spki', format: 'der' })),
      root_pubkey: base64(new Uint8Array(133)),
    };
    const verify = async (changed: object): Promise<unknown> =>
      (await request(server, 'POST', '/verify_signature', { ...good, ...changed })).body;
    expect(await verify({})).toEqual({ Ok: null });
    expect(await verify({ msg: base64(Buffer.from('other')) })).toEqual({
      Err: 'Invalid basic signature: Ed25519 signature could not be verified',
    });
    expect(await verify({ pubkey: base64(Buffer.from('key')) })).toEqual({
      Err: expect.stringContaining('Invalid public key') as string,
    });
  });
});

describe('ingress_status', () => {
  it('should be read by the sender alone, in either form', async () => {
    const server = await start();
    await create(server);
    const canister = await deployPuppet(server);
    const raw_message_id = await submit(server, canister, 'whoami', new Uint8Array(0));
    const status = (raw_caller?: unknown): Promise<Reply> =>
      request(server, 'POST', '/instances/0/read/ingress_status', { raw_message_id, raw_caller });
    expect((await status()).body).toBe(null);
    await request(server, 'POST', '/instances/0/update/tick', {});
    for (const caller of [undefined, ANONYMOUS, { principal_id: ANONYMOUS }]) {
      expect((await status(caller)).body).toEqual({ Ok: ANONYMOUS });
    }
    expect((await status({ principal_id: base64(Uint8Array.of(1)) })).status).toBe(403);
  });

  it('should be there for its sender after the server was killed', async () => {
    const folder = temporaryFolder();
    cleanUp.push(() => folder.remove());
    const settings = { state_dir: folder.path, initial_time: { AutoProgress: {} } };
    const first = await start();
    await create(first, settings);
    const canister = Principal.fromUint8Array(await deployPuppet(first));
    const identity = Ed25519KeyIdentity.generate();
    const agentOf = (server: Server, who?: Ed25519KeyIdentity): Promise<HttpAgent> =>
      HttpAgent.create({
        host: `${server.url}/instances/0`,
        shouldFetchRootKey: true,
        retryTimes: 0,
        fetch: (input, init) => fetch(String(input).replace('/api/', '/instances/0/api/'), init),
        ...(who && { identity: who }),
      });
    const arg = new Uint8Array([1, 2, 3]);
    const { requestId } = await (await agentOf(first, identity)).call(canister, { methodName: 'echo', arg });
    await first.stop('SIGKILL');

    const second = await start();
    await create(second, settings);
    const paths = [[Buffer.from('request_status'), requestId]];
    const read = await (await agentOf(second, identity)).readState(canister, { paths });
    expect(Buffer.from(read.certificate).includes(Buffer.from('replied'))).toBe(true);
    await expect((await agentOf(second)).readState(canister, { paths })).rejects.toThrow(
      'not signed by the caller',
    );
  });
});

describe('the state of a subnet', () => {
  it('should be read at version 2 too', async () => {
    const server = await start();
    await create(server);
    const { body } = await request(server, 'GET', '/instances/0/read/topology');
    const [id] = Object.keys((body as { subnet_configs: object }).subnet_configs);
    const content = {
      request_type: 'read_state',
      sender: Principal.anonymous(),
      ingress_expiry: 1_620_328_700_000_000_000n,
      paths: [[Buffer.from('subnet'), Principal.fromText(id!).toUint8Array(), Buffer.from('metrics')]],
    };
    const reply = await fetch(`${server.url}/instances/0/api/v2/subnet/${id}/read_state`, {
      method: 'POST',
      headers: { 'content-type': 'application/cbor' },
      body: Cbor.encode({ content }) as BodyInit,
    });
    const bytes = Buffer.from(await reply.arrayBuffer());
    expect([reply.status, bytes.includes('num_canisters')]).toEqual([200, true]);
  });
});

describe('live HTTPS outcalls', () => {
  it('should be made by the server itself', async () => {
    const folder = temporaryFolder();
    cleanUp.push(() => folder.remove());
    const { cert, key } = selfSigned('localhost');
    const authority = join(folder.path, 'cert.pem');
    writeFileSync(authority, cert);
    const outside = createServer({ cert, key }, (message, response) => {
      response.setHeader('x-method', message.method ?? '');
      response.end(`asked for ${message.url}`);
    });
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
    cleanUp.push(() => outside.close());
    process.env['NODE_EXTRA_CA_CERTS'] = authority;
    const server = await start();
    delete process.env['NODE_EXTRA_CA_CERTS'];
    await create(server, { initial_time: { AutoProgress: {} } });
    const canister = await deployPuppet(server);
    const { port } = outside.address() as AddressInfo;
    const Header = IDL.Record({ name: IDL.Text, value: IDL.Text });
    const Request = IDL.Record({
      url: IDL.Text,
      method: IDL.Variant({ get: IDL.Null }),
      max_response_bytes: IDL.Opt(IDL.Nat64),
      headers: IDL.Vec(Header),
    });
    const outcall = async (url: string, limit: bigint): Promise<{ status: bigint; body: Uint8Array }> => {
      const arg = { url, method: { get: null }, max_response_bytes: [limit], headers: [] };
      const encoded = forwardArg(MANAGEMENT, 'http_request', IDL.encode([Request], [arg]));
      const reply = await update(server, canister, 'forward', encoded);
      const Response = IDL.Record({ status: IDL.Nat, headers: IDL.Vec(Header), body: IDL.Vec(IDL.Nat8) });
      return IDL.decode([Response], reply)[0] as unknown as { status: bigint; body: Uint8Array };
    };
    const answer = await outcall(`https://localhost:${port}/price`, 1000n);
    expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([200n, 'asked for /price']);
    await expect(outcall(`https://localhost:${port}/price`, 3n)).rejects.toThrow(/size limit/);
    await expect(outcall('https://localhost:1/', 1000n)).rejects.toThrow(/Connecting to localhost:1 failed/);
  });
});
