/** The server as a process: command line, port file, signals, state folder. */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CreateInstanceOptions, PocketIc, SubnetStateType } from '@dfinity/pic';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { puppetWasm } from './support/puppet.ts';
import { POCKET_IC, type Server, startServer, temporaryFolder } from './support/server.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function server(args: readonly string[] = []): Promise<Server> {
  const started = await startServer(args);
  cleanUp.push(() => started.stop('SIGKILL'));
  return started;
}

function folder(): string {
  const made = temporaryFolder();
  cleanUp.push(() => made.remove());
  return made.path;
}

const NEW = { state: { type: SubnetStateType.New } } as const;
const SUBNETS = { nns: {}, ii: {}, application: [{}], system: [], verified_application: [] };

async function createInstance(
  url: string,
  config: object,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${url}/instances`, { method: 'POST', body: JSON.stringify(config) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('command line', () => {
  it('should print a version that clients accept', () => {
    const { stdout, status } = spawnSync(POCKET_IC, ['--version'], { encoding: 'utf8' });
    expect(stdout).toMatch(/^pocket-ic-server 14\.\d+\.\d+\n$/);
    expect(status).toBe(0);
  });

  it.each([[['--port', '70000']], [['--ttl', 'soon']], [['--unknown']]])('should refuse %j', (args) => {
    const { stderr, status } = spawnSync(POCKET_IC, args, { encoding: 'utf8' });
    expect(stderr).toMatch(/^pocket-ic: /);
    expect(status).toBe(2);
  });

  it('should leave it to the server that made the port file first', () => {
    const portFile = join(folder(), 'port');
    writeFileSync(portFile, '');
    const { stdout, status } = spawnSync(POCKET_IC, ['--port-file', portFile], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect([stdout, status]).toEqual(['', 0]);
    expect(existsSync(portFile)).toBe(true);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('should end by %s and remove the port file', async (signal) => {
    const started = await server();
    expect(existsSync(started.portFile)).toBe(true);
    expect(await started.stop(signal)).toBe(0);
    expect(existsSync(started.portFile)).toBe(false);
  });

  it('should go on when nobody reads what it prints', async () => {
    const { url, process } = await server();
    process.stdout!.destroy();
    process.stderr!.destroy();
    const stateDir = folder();
    const pic = await createWithState(url, stateDir, { application: [NEW] });
    const canisterId = await pic.createCanister();
    await pic.installCode({ canisterId, wasm: await puppetWasm() });
    const arg = new Uint8Array(0);
    await expect(pic.updateCall({ canisterId, method: 'trap', arg })).rejects.toThrow('told to');
    expect((await fetch(`${url}/status`)).status).toBe(200);
    // A module that cannot be kept is a fault, and printed too.
    rmSync(join(stateDir, 'blobs'), { recursive: true });
    const other = await pic.createCanister();
    const wasm = Buffer.from('0061736d01000000', 'hex');
    await expect(pic.installCode({ canisterId: other, wasm })).rejects.toThrow();
    expect((await fetch(`${url}/status`)).status).toBe(200);
  });

  it('should end when nobody uses it', async () => {
    const { process } = await server(['--ttl', '1']);
    const code = await new Promise((resolve) => process.once('exit', resolve));
    expect(code).toBe(0);
  });

  it('should say that its port is taken', async () => {
    const { url } = await server();
    const { stderr, status } = spawnSync(POCKET_IC, ['--port', new URL(url).port], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(stderr).toContain('EADDRINUSE');
    expect(status).toBe(1);
  });
});

describe('state folder', () => {
  it('should keep topology, time and canisters over a killed server', async () => {
    const stateDir = folder();
    const first = await server();
    const pic = await createWithState(first.url, stateDir, { nns: NEW, ii: NEW, application: [NEW] });
    const topology = await pic.getTopology();
    const canisterId = await pic.createCanister();
    await pic.installCode({ canisterId, wasm: await puppetWasm() });
    await pic.setTime(Date.UTC(2030, 0, 1));
    await pic.updateCall({ canisterId, method: 'keep', arg: new Uint8Array([1, 2, 3]) });
    await first.stop('SIGKILL');

    const second = await server();
    const reopened = await createWithState(second.url, stateDir);
    expect(await reopened.getTopology()).toEqual(topology);
    expect(await reopened.queryCall({ canisterId, method: 'kept' })).toEqual(new Uint8Array([1, 2, 3]));
    expect(await reopened.getTime()).toBe(Date.UTC(2030, 0, 1));
  });

  it('should belong to one server at a time', async () => {
    const stateDir = folder();
    const [first, second] = await Promise.all([server(), server()]);
    const config = { subnet_config_set: SUBNETS, state_dir: stateDir };
    expect((await createInstance(first!.url, config)).status).toBe(201);
    const refused = await createInstance(second!.url, config);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain(`in use by process ${first!.process.pid}`);
    await fetch(`${first!.url}/instances/0`, { method: 'DELETE' });
    expect((await createInstance(second!.url, config)).status).toBe(201);
  });

  it('should be refused when it cannot be used', async () => {
    const { url } = await server();
    const path = join(folder(), 'file');
    writeFileSync(path, 'not a folder');
    const refused = await createInstance(url, { subnet_config_set: SUBNETS, state_dir: path });
    expect(refused).toMatchObject({
      status: 400,
      body: { Error: { message: expect.stringContaining(path) as string } },
    });
    expect((await createInstance(url, { subnet_config_set: {}, state_dir: folder() })).status).toBe(400);
  });
});

/** The client cannot be told of a state folder: its request to create an instance is sent on with one. */
async function createWithState(
  url: string,
  stateDir: string,
  options?: CreateInstanceOptions,
): Promise<PocketIc> {
  const send = globalThis.fetch;
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementationOnce((input, init) => {
    const config = JSON.parse(new TextDecoder().decode(init?.body as Uint8Array)) as object;
    return send(input, { ...init, body: JSON.stringify({ ...config, state_dir: stateDir }) });
  });
  try {
    return await PocketIc.create(url, options);
  } finally {
    spy.mockRestore();
  }
}
