/** `npm run check`: types, lint, format, import directions, .did against wasm, generated files current. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const CHECKS: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['types', ['npx', 'tsc', '--noEmit', '-p', 'tsconfig.json']],
  [
    'front end types',
    [
      'npx',
      'svelte-check',
      '--tsconfig',
      'src/frontend/tsconfig.json',
      '--output',
      'human',
      '--fail-on-warnings',
    ],
  ],
  ['lint', ['npx', 'eslint', '.', '--max-warnings', '0']],
  ['format', ['npx', 'prettier', '--check', '--log-level', 'warn', '.']],
  ['import directions', ['npx', 'tsx', 'scripts/check_imports.ts']],
  ['generated declarations', ['npx', 'tsx', 'scripts/generate_declarations.ts', '--check']],
  ['generated codec', ['npx', 'tsx', 'scripts/generate_codec.ts', '--check']],
  ['interface against wasm', ['npx', 'tsx', 'scripts/check_did.ts']],
];

/** Runs every check, printing only what fails. @returns names of the failed ones */
export function runChecks(): { readonly passed: string[]; readonly failed: string[] } {
  const passed: string[] = [];
  const failed: string[] = [];
  for (const [name, [command, ...args]] of CHECKS) {
    const { status, stdout, stderr } = spawnSync(command!, args, { cwd: root, encoding: 'utf8' });
    if (status === 0) {
      passed.push(name);
      console.log(`check: ${name}`);
    } else {
      failed.push(name);
      console.error(`check: ${name} FAILED\n${stdout}${stderr}`);
    }
  }
  return { passed, failed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!existsSync(`${root}/dist/internet_identity.wasm.gz`)) {
    spawnSync('npx', ['tsx', 'scripts/build.ts'], { cwd: root, stdio: 'inherit' });
  }
  process.exit(runChecks().failed.length === 0 ? 0 : 1);
}
