/**
 * `npm start`: builds what changed, starts the local network on port 4943 and stays until Ctrl-C.
 * Options: `--clean` forgets the state, `--port N`, `--dir PATH` (default `.local-ic`).
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startNetwork } from './local_network/network.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Options {
  readonly clean: boolean;
  readonly port: number;
  readonly dir: string;
}

function parseOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      clean: { type: 'boolean', default: false },
      port: { type: 'string', default: '4943' },
      dir: { type: 'string', default: join(root, '.local-ic') },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`--port ${values.port} is no port`);
  return { clean: values.clean, port, dir: resolve(values.dir) };
}

/** Resolves at Ctrl-C. One may arrive twice, from the terminal and from npm: the second changes nothing. */
function interruption(): Promise<'interrupted'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve('interrupted'));
    }
  });
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const interrupted = interruption();
  const build = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'scripts/build.ts')], {
    cwd: root,
    stdio: 'inherit',
  });
  if (build.status !== 0) throw new Error('the build failed');

  const starting = startNetwork({ ...options, progress: (text) => console.log(`${text} ...`) });
  const network = await Promise.race([starting, interrupted]);
  // Not ready yet: ending the process ends the server, which has acknowledged nothing.
  if (network === 'interrupted') return;
  const { gateway_url, canisters } = network.status;
  const host = gateway_url.replace('http://127.0.0.1', 'localhost');
  console.log(`
  Internet Identity   http://${canisters.internet_identity}.${host}
                      http://${host}/?canisterId=${canisters.internet_identity}
  Demo dapp           http://${canisters.demo}.${host}

Ctrl-C stops the network; what it holds is kept in ${options.dir}.
The local network is ready`);

  const reason = await Promise.race([interrupted, network.ended]);
  await network.stop();
  if (reason !== 'interrupted') throw new Error('the server of the local network ended unexpectedly');
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`npm start: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
