/** The package as `npm pack` makes it, installed in a folder that knows nothing of this repository. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const NAME = 'internet-identity-native-client';

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}
interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}

describe('the package', () => {
  const project = mkdtempSync(join(tmpdir(), 'package-'));
  let packed: Packed;

  const run = (command: string, ...args: string[]): string =>
    execFileSync(command, args, { cwd: project, encoding: 'utf8' });
  const write = (path: string, content: string): void => writeFileSync(join(project, path), content);

  beforeAll(() => {
    // Whoever runs the tests by npm hands down that this repository runs no scripts of packages.
    const options = ['--ignore-scripts=false', '--json', '--loglevel=error', '--pack-destination', project];
    const output = execFileSync('npm', ['pack', ...options], { cwd: FOLDER, encoding: 'utf8' });
    [packed] = JSON.parse(output.slice(output.indexOf('[\n'))) as [Packed];
    const installed = join(project, 'node_modules', NAME);
    mkdirSync(installed, { recursive: true });
    run('tar', '-xzf', packed.filename, '--strip-components=1', '-C', installed);
    // What it depends on is here already; nothing else of this repository is.
    const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest;
    for (const name of [...Object.keys(dependencies), '@types/node']) {
      mkdirSync(dirname(join(project, 'node_modules', name)), { recursive: true });
      symlinkSync(join(PACKAGES, name), join(project, 'node_modules', name));
    }
    write('package.json', JSON.stringify({ type: 'module' }));
  });
  afterAll(() => rmSync(project, { recursive: true }));

  it('holds what it is made of, and no tests', () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['README.md', 'dist/index.js', 'dist/index.d.ts']));
    expect(paths.filter((path) => /test|src\//.test(path))).toEqual([]);
  });

  it('runs', () => {
    write(
      'main.js',
      `import * as client from '${NAME}';
       const error = await client.discover('http://x.localhost:1').catch((failure) => failure);
       console.log(error instanceof client.LoginError, error.phase, error.code);`,
    );
    expect(run(process.execPath, 'main.js')).toBe('true discovery unreachable\n');
  });

  it('has types by which the examples of its README are right, and mistakes are not', () => {
    const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);
    expect(examples).toHaveLength(2);
    const steps = 'discover, fetchDelegation, readAnswer, redeemCode, startAuthorization, verifyIdToken';
    write('whole.ts', examples[0]!);
    write(
      'steps.ts',
      `import { ${steps} } from '${NAME}';
       declare const clientId: string, origin: string, answer: string;
       ${examples[1]!}`,
    );
    const options = ['--strict', '--skipLibCheck', '--noEmit', '--target', 'es2022', '--module', 'nodenext'];
    const check = (...files: string[]) =>
      run(process.execPath, join(PACKAGES, 'typescript/bin/tsc'), ...options, ...files);
    check('whole.ts', 'steps.ts');
    write('wrong.ts', examples[0]!.replace('issuer:', 'isuer:'));
    expect(() => check('wrong.ts')).toThrow();
  });
});
