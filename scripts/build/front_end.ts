import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * Runs a Vite build in a process of its own.
 *
 * @param folder of its `vite.config.ts`, relative to the root
 * @param env - variables that the configuration reads
 * @throws with Vite's output when it fails
 */
export async function buildFrontEnd(
  root: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--config', join(root, folder, 'vite.config.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, NODE_ENV: 'production' },
  });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`vite build of ${folder} failed\n${output}`);
}
