/** Bytes: the module as it is installed, and what a browser downloads. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const frontend = join(dist, 'frontend');

export interface Sizes {
  /** Gzipped module, bytes. */
  readonly wasm: number;
  /** Gzipped page, scripts and styles until the first screen, bytes. */
  readonly firstScreen: number;
  /** The same and what finishing a sign-in takes, bytes. */
  readonly signIn: number;
  /** Gzipped total of all files of the front end, bytes. */
  readonly allFiles: number;
}

const gzipped = (path: string) => gzipSync(readFileSync(join(frontend, path))).length;

/**
 * Siblings that a built script imports statically. The build turns such an import into an awaited one, so that it
 * carries the page's query, and always as `const {...}=await import(...)`, which lazy ones never are.
 */
export function staticImports(source: string): string[] {
  const found = source.matchAll(/(?:\bconst \{[^}]*\}=|[;\n]|^)await import\("\.\/([^"]+)"/g);
  return [...found].map(([, name]) => name!);
}

/** The script and all that it imports statically. */
function closure(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const source = readFileSync(join(frontend, entry), 'utf8');
  for (const name of staticImports(source)) closure(posix.join(posix.dirname(entry), name), seen);
  return seen;
}

export function measureSizes(): Sizes {
  const files = readdirSync(frontend, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(frontend, path)).isFile(),
  );
  const page = readFileSync(join(frontend, 'index.html'), 'utf8');
  const named = files.filter((path) => /\.(js|css)$/.test(path) && page.includes(path));
  if (!named.some((path) => path.endsWith('.js'))) throw new Error('the page names no script');
  const first = new Set(named.flatMap((path) => (path.endsWith('.js') ? [...closure(path)] : [path])));
  const parts = files.find((path) => /\bsign_in_parts-[^/]*\.js$/.test(path));
  // Not imported but started, in a thread of its own.
  const thread = files.find((path) => /\bbls_worker-[^/]*\.js$/.test(path));
  if (parts === undefined || thread === undefined) throw new Error('no script holds the parts of a sign-in');
  const weigh = (paths: Iterable<string>) =>
    [...paths].reduce((sum, path) => sum + gzipped(path), gzipped('index.html'));
  return {
    wasm: statSync(join(dist, 'internet_identity.wasm.gz')).size,
    firstScreen: weigh(first),
    signIn: weigh(new Set([...first, ...closure(parts), ...closure(thread)])),
    allFiles: files.reduce((sum, path) => sum + gzipped(path), 0),
  };
}
