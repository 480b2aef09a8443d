/** Canister tests run the built wasm: build it first, which takes a moment when nothing has changed. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { IS_PLAIN } from './build_under_test.ts';

export default function setup(): void {
  if (process.env['CANISTERS_BUILT'] === '1') return;
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const options = IS_PLAIN ? ['--test', '--no-native'] : ['--test'];
  const { status } = spawnSync('npx', ['tsx', 'scripts/build.ts', ...options], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the build failed');
}
