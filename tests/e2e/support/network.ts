/** The network as a person starts it: `npm start` in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NetworkStatus } from '../../../scripts/local_network/network.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const READY_WITHIN_MS = 300_000;

export interface RunningNetwork {
  readonly status: NetworkStatus;
  readonly port: number;
  /** What the command printed until it was ready. */
  readonly output: string;
  /** Ctrl-C, as a terminal sends it: to every process of the group. Resolves when all of them have ended. */
  interrupt(): Promise<void>;
}

/** Systems take the ports of outgoing connections from above these, so nobody comes by one while it is not in use. */
const PORTS = { from: 20_000, to: 32_000 };

/** A port that nobody listens on, which a network can be started on again and again. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Runs `npm start` on the folder and port, and waits for the line that ends in `ready`. */
export async function npmStart(dir: string, port: number): Promise<RunningNetwork> {
  const child = spawn('npm', ['start', '--', '--dir', dir, '--port', String(port)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  // When the last process of the group has let go of its output.
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const output = await untilReady(child);
  return {
    status: JSON.parse(readFileSync(join(dir, 'status.json'), 'utf8')) as NetworkStatus,
    port,
    output,
    interrupt: async () => {
      signal(-child.pid!, 'SIGINT');
      await ended;
    },
  };
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(group, name);
  } catch {
    // Nobody is left to get it.
  }
}

function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => {
      signal(-child.pid!, 'SIGTERM');
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
