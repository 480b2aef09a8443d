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
  /** Gzipped total of all files of the front end, bytes. */
  readonly allFiles: number;
}

const gzipped = (path: string) => gzipSync(readFileSync(join(frontend, path))).length;

/** Static imports of a script, as paths from the front end's root. */
function staticImports(path: string): string[] {
  const source = readFileSync(join(frontend, path), 'utf8');
  // `import(` is dynamic: it is not part of the first screen.
  const found = source.matchAll(/\b(?:import|from)\s*["'](\.[^"'?]+)[^"']*["']/g);
  return [...found].map(([, name]) => posix.join(posix.dirname(path), name!));
}

/** The script and all that it imports statically. */
function closure(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const path of staticImports(entry)) closure(path, seen);
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
  return {
    wasm: statSync(join(dist, 'internet_identity.wasm.gz')).size,
    firstScreen: [...first].reduce((sum, path) => sum + gzipped(path), gzipped('index.html')),
    allFiles: files.reduce((sum, path) => sum + gzipped(path), 0),
  };
}
