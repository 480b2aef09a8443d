/** Server processes of the local IC, each with a port file of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const POCKET_IC = fileURLToPath(new URL('../../../tools/local-ic/bin/pocket-ic', import.meta.url));

export interface Server {
  readonly url: string;
  readonly process: ChildProcess;
  readonly portFile: string;
  /** What it has printed so far. */
  output(): string;
  /** Ends the process by a signal and waits for it; answers its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** An empty folder that is gone after the test file. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'local-ic-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export async function startServer(args: readonly string[] = []): Promise<Server> {
  const folder = temporaryFolder();
  const portFile = join(folder.path, 'port');
  const child = spawn(POCKET_IC, ['--port-file', portFile, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  // The server says that it listens after it has written the port.
  while (!output.includes('listening')) {
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    if (child.exitCode !== null) throw new Error(`the server ended: ${errors}`);
  }
  return {
    url: `http://127.0.0.1:${readFileSync(portFile, 'utf8').trim()}`,
    process: child,
    portFile,
    output: () => output + errors,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill(signal);
        await exited;
      }
      folder.remove();
      return child.exitCode;
    },
  };
}
