/** `icp`, the command line for canisters, deploys a canister of this repository to a network that it connects to. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Principal } from '@dfinity/principal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Server, startServer, temporaryFolder } from './support/server.ts';

const CLIENT = fileURLToPath(new URL('../clients/icp-cli', import.meta.url));
const ICP = join(CLIENT, 'node_modules/@icp-sdk/icp-cli-linux-x64/bin/icp');
const WASM = fileURLToPath(new URL('../../dist/demo.wasm.gz', import.meta.url));
const ANONYMOUS = '2vxsx-fae';
const DEFAULT = 'DefaultConfig';

const folder = temporaryFolder();
let server: Server;

beforeAll(async () => {
  if (!existsSync(ICP)) {
    const installed = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: CLIENT, encoding: 'utf8' });
    if (installed.status !== 0) throw new Error(installed.stderr);
  }
  server = await startServer();
  const created = await fetch(`${server.url}/instances`, {
    method: 'POST',
    body: JSON.stringify({
      subnet_config_set: { application: [{}, {}] },
      icp_features: { cycles_minting: DEFAULT, cycles_token: DEFAULT, registry: DEFAULT },
      initial_time: { AutoProgress: {} },
      http_gateway_config: {},
    }),
  });
  const { Created } = (await created.json()) as { Created: { http_gateway_info: { port: number } } };
  writeProject(Created.http_gateway_info.port);
  copyFileSync(WASM, join(folder.path, 'demo.wasm.gz'));
  await icp('settings', 'telemetry', 'false');
  await icp('settings', 'update-check', 'disabled');
}, 600_000);
afterAll(async () => {
  await server.stop();
  folder.remove();
});

function writeProject(port: number): void {
  const canister = (name: string): string =>
    `  - name: ${name}\n    build:\n      steps:\n        - type: pre-built\n          path: demo.wasm.gz\n`;
  writeFileSync(
    join(folder.path, 'icp.yaml'),
    `canisters:\n${canister('demo')}${canister('second')}` +
      `networks:\n  - name: here\n    mode: connected\n    url: http://127.0.0.1:${port}\n    root-key: fetch\n` +
      'environments:\n  - name: here\n    network: here\n    canisters: [demo, second]\n',
  );
}

/** Runs a command; answers what it printed, or throws it when it failed. */
function icp(...args: readonly string[]): Promise<string> {
  const env = { ...process.env, ICP_HOME: join(folder.path, 'home'), DO_NOT_TRACK: '1' };
  const child = spawn(ICP, args, { cwd: folder.path, env });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`icp ${args.join(' ')}: ${output}`));
    });
  });
}

const here = (...args: readonly string[]): Promise<string> => icp(...args, '-e', 'here');

describe('icp', () => {
  it('should create and install a canister', async () => {
    expect(await here('deploy', 'demo', '-y')).toContain('Created canister demo with ID');
    const status = await here('canister', 'status', 'demo');
    const hash = createHash('sha256').update(readFileSync(WASM)).digest('hex');
    expect(status).toContain('Status: Running');
    expect(status).toContain(`Module hash: 0x${hash}`);
    expect(status).toContain(`controller: ${ANONYMOUS}`);
    // 2 T from the ledger, less what creation costs.
    expect(status).toContain('Cycles: 1_500_000_000_000');
    expect(status).toContain('PUBLIC_CANISTER_ID:demo');
  });

  it('should put a second canister on the subnet of the first', async () => {
    expect(await here('deploy', 'second', '-y')).toContain('Created canister second with ID');
    const [first, second] = await Promise.all([
      here('canister', 'status', 'demo', '--id-only'),
      here('canister', 'status', 'second', '--id-only'),
    ]);
    const subnets = await Promise.all(
      [first, second].map(async (text) => {
        const id = /[a-z0-9-]+-cai/.exec(text)![0];
        const topology = await fetch(`${server.url}/instances/0/read/get_subnet`, {
          method: 'POST',
          body: JSON.stringify({
            canister_id: Buffer.from(Principal.fromText(id).toUint8Array()).toString('base64'),
          }),
        });
        return topology.text();
      }),
    );
    expect(subnets[0]).toMatch(/subnet_id/);
    expect(subnets[1]).toBe(subnets[0]);
  });

  it('should call it', async () => {
    expect(await here('canister', 'call', 'demo', 'whoami', '()')).toContain(`(principal "${ANONYMOUS}")`);
    expect(await here('canister', 'metadata', 'demo', 'candid:service')).toContain('whoami');
  });

  it('should upgrade it', async () => {
    expect(await here('deploy', 'demo', '-y')).toContain('All canisters already exist');
    await here('canister', 'install', 'demo', '--mode', 'reinstall', '-y');
  });

  it('should change its settings', async () => {
    await here('canister', 'settings', 'update', 'demo', '--freezing-threshold', '1000000');
    await here('canister', 'settings', 'update', 'demo', '--log-visibility', 'public');
    const settings = await here('canister', 'settings', 'show', 'demo');
    expect(settings).toContain('Freezing threshold: 1_000_000');
    expect(settings).toContain('Log visibility: Public');
  });

  it('should read its logs', async () => {
    await expect(here('canister', 'call', 'demo', 'nothing', '()')).rejects.toThrow('nothing');
    expect(await here('canister', 'logs', 'demo')).toBeTypeOf('string');
  });

  it('should stop, snapshot, restore and start it, and pay into it', async () => {
    await here('canister', 'stop', 'demo');
    const taken = await here('canister', 'snapshot', 'create', 'demo');
    const snapshot = /[0-9a-f]{20,}/.exec(taken)![0];
    expect(await here('canister', 'snapshot', 'list', 'demo')).toContain(snapshot);
    await here('canister', 'snapshot', 'restore', 'demo', snapshot);
    await here('canister', 'start', 'demo');
    expect(await here('canister', 'top-up', 'demo', '--amount', '1t')).toContain('1_000_000_000_000');
    expect(await here('canister', 'status', 'demo')).toContain('Cycles: 2_500_000_000_000');
    expect(await here('cycles', 'balance')).toMatch(/Balance: 170_141_183_460_469_231_731_687_29\d_/);
  });

  it('should delete it', async () => {
    await here('canister', 'stop', 'second');
    await here('canister', 'delete', 'second');
    expect(await here('canister', 'list')).toContain('demo');
  });
});
