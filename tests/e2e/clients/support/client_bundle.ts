/** Bundles published client libraries for a page, from the root's packages or from a folder of `tests/clients/`. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

export interface ClientSource {
  /** Folder below `tests/clients/` whose lock names the versions; absent for the root's packages. */
  readonly folder?: string;
  /** Modules by the name under which the page finds them. */
  readonly modules: Readonly<Record<string, string>>;
}

/** Path of a client's folder, with its packages in place. */
export function installedClient(folder: string): string {
  const path = `${root}tests/clients/${folder}`;
  if (!existsSync(`${path}/node_modules`)) {
    const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: path, encoding: 'utf8' });
    if (status !== 0) throw new Error(`npm ci in tests/clients/${folder} failed\n${stderr}`);
  }
  return path;
}

/** One script that sets `globalThis.client` to the modules. */
export function bundleClient({ folder, modules }: ClientSource): Promise<string> {
  const names = Object.keys(modules);
  const imports = names.map((name) => `import * as ${name} from ${JSON.stringify(modules[name])};`);
  const code = `${imports.join('\n')}\nglobalThis.client = { ${names.join(', ')} };`;
  return bundlePage(code, folder === undefined ? root : installedClient(folder));
}

/** Bundles the code of a page. @param folder - whose packages it imports */
export async function bundlePage(code: string, folder: string = root): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    define: { global: 'globalThis' },
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}
