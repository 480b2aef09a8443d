/** Starts a PocketIC server: the one that `POCKET_IC_BIN` names, or the repository's own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const OWN_SERVER = fileURLToPath(new URL('../../tools/local-ic/bin/pocket-ic', import.meta.url));
/** A server whose owner was killed ends by itself after this time without a request. */
const IDLE_SECONDS = 300;
const KEEP_ALIVE_MS = 30_000;
const READY_WITHIN_MS = 30_000;

export interface Server {
  /** `http://127.0.0.1:<port>` of the REST interface. */
  readonly url: string;
  readonly process: ChildProcess;
  hasEnded(): boolean;
  /** Asks the server to write its state and end; resolves when it has. */
  stop(): Promise<void>;
}

/** Path of the server executable. */
export function serverPath(): string {
  return process.env['POCKET_IC_BIN'] || OWN_SERVER;
}

/**
 * Starts a server on a free port and waits until it listens.
 * @throws Error when it ends or says nothing within 30 s
 */
export async function startServer(): Promise<Server> {
  const portFile = join(tmpdir(), `local-network-${process.pid}-${Date.now()}.port`);
  const child = spawn(serverPath(), ['--port', '0', '--port-file', portFile, '--ttl', String(IDLE_SECONDS)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    // A terminal's Ctrl-C reaches the whole group: the server is stopped by us, in order.
    detached: true,
  });
  let failure: string | undefined;
  child.on('error', (error) => (failure = error.message));
  child.on('exit', (code) => (failure ??= `the server ended with code ${code}`));
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    if (hasEnded()) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  // A last resort when this process is ended by an exception.
  process.once('exit', () => child.kill('SIGTERM'));

  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    if (failure !== undefined) throw new Error(`${serverPath()} does not start: ${failure}`);
    const port = readPort(portFile);
    if (port !== undefined) {
      const url = `http://127.0.0.1:${port}`;
      const keepAlive = setInterval(
        () => fetch(`${url}/status`).catch(() => undefined),
        KEEP_ALIVE_MS,
      ).unref();
      child.once('exit', () => clearInterval(keepAlive));
      return { url, process: child, hasEnded, stop };
    }
    if (Date.now() > deadline) {
      await stop();
      rmSync(portFile, { force: true });
      throw new Error(`${serverPath()} was not ready within ${READY_WITHIN_MS / 1000} s`);
    }
    await delay(20);
  }
}

/** The port once its line is complete. */
function readPort(file: string): number | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    return text.endsWith('\n') ? Number.parseInt(text, 10) : undefined;
  } catch {
    return undefined;
  }
}
