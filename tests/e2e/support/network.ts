/** The network as a person starts it: `npm start` in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { NetworkStatus } from '../../../scripts/local_network/network.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const READY_WITHIN_MS = 120_000;

export interface RunningNetwork {
  readonly status: NetworkStatus;
  readonly port: number;
  /** What the command printed until it was ready. */
  readonly output: string;
  /** Ctrl-C, as a terminal sends it: to every process of the group. Resolves when all of them have ended. */
  interrupt(): Promise<void>;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Runs `npm start` on the folder and port, and waits for the line that ends in `ready`. */
export async function npmStart(dir: string, port: number): Promise<RunningNetwork> {
  const child = spawn('npm', ['start', '--', '--dir', dir, '--port', String(port)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const output = await untilReady(child);
  return {
    status: JSON.parse(readFileSync(join(dir, 'status.json'), 'utf8')) as NetworkStatus,
    port,
    output,
    interrupt: async () => {
      const group = -child.pid!;
      if (!signal(group, 'SIGINT')) return;
      while (signal(group, 0)) await delay(50);
    },
  };
}

/** @returns whether there was anybody to get it */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => {
      process.kill(-child.pid!, 'SIGTERM');
      reject(new Error(`npm start was not ready in time:\n${output}`));
    }, READY_WITHIN_MS);
    const settle = (outcome: () => void) => {
      clearTimeout(timer);
      outcome();
    };
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (/ready$/m.test(output)) settle(() => resolve(output));
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', read);
    child.once('exit', (code) => settle(() => reject(new Error(`npm start ended with ${code}:\n${output}`))));
  });
}
