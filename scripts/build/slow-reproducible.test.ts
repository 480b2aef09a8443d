import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Everything that a build reads. */
const SOURCES = [
  'src',
  'demo',
  'scripts',
  'internet_identity.did',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Builds a copy of the project in a folder. @returns SHA-256 of every built file, by its path in `dist/` */
async function buildIn(folder: string, node: string): Promise<Record<string, string>> {
  mkdirSync(folder, { recursive: true });
  for (const source of SOURCES) cpSync(join(root, source), join(folder, source), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const build = spawn(node, ['--import', 'tsx', 'scripts/build.ts', '--test'], { cwd: folder });
  let output = '';
  for (const stream of [build.stdout, build.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const [status] = (await once(build, 'close')) as [number | null];
  if (status !== 0) throw new Error(output);
  const files = readdirSync(join(folder, 'dist'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.map((file) => [
      relative(join(folder, 'dist'), file),
      createHash('sha256').update(readFileSync(file)).digest('hex'),
    ]),
  );
}

describe('build', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'build-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives the same bytes in two folders, under two versions of Node where SECOND_NODE names another', async () => {
    const first = await buildIn(join(folder, 'one'), process.execPath);
    const second = await buildIn(
      join(folder, 'a much/longer path'),
      process.env['SECOND_NODE'] ?? process.execPath,
    );
    expect(Object.keys(first)).toEqual(
      expect.arrayContaining(['internet_identity.wasm.gz', 'internet_identity_test.wasm.gz', 'demo.wasm.gz']),
    );
    expect(second).toEqual(first);
  }, 1_800_000);
});
