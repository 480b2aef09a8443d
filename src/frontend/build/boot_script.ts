import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Plugin, Rollup } from 'vite';

const SOURCE = fileURLToPath(new URL('../src/boot/boot.ts', import.meta.url));

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** Page routes besides `/`; the canister serves `x.html` as `/x`. */
const ROUTES = ['about', 'authorize', 'self-service', 'vc-flow'];

/**
 * Replaces the module tags that Vite writes by the boot script, inline, and copies the page to its
 * other routes.
 *
 * The boot script creates the application's script element itself: `'strict-dynamic'` allows just
 * that, and the address can carry the page's own `canisterId`.
 */
export function bootScript(): Plugin {
  return {
    name: 'boot-script',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const main = Object.values(bundle).find(
        (file): file is Rollup.OutputChunk =>
          file.type === 'chunk' && file.isEntry && file.moduleIds.includes(MAIN),
      );
      const page = bundle['index.html'];
      if (main === undefined || page?.type !== 'asset') this.error('no entry or no page in the bundle');
      const tag = /\s*<script type="module"[^>]*><\/script>|\s*<link rel="modulepreload"[^>]*>/g;
      const html = String(page.source).replace(tag, '');
      if (!html.includes('</body>')) this.error('the page has no end of body');
      // All that the application begins with, so that nothing waits for something else to be read first.
      const script = await compileBoot(scriptsOf(main, bundle).map((name) => `/${name}`));
      // A function, since a `$` in a replacement text has a meaning of its own.
      page.source = html.replace('</body>', () => `<script>${script}</script></body>`);
      for (const route of ROUTES) {
        this.emitFile({ type: 'asset', fileName: `${route}.html`, source: page.source });
      }
    },
  };
}

/** The script and all that it imports statically. */
function scriptsOf(main: Rollup.OutputChunk, bundle: Rollup.OutputBundle): string[] {
  const names = new Set([main.fileName]);
  for (const name of names) {
    const file = bundle[name];
    if (file?.type === 'chunk') for (const imported of file.imports) names.add(imported);
  }
  return [...names];
}

/** The boot script as one line of code that loads the application's scripts. */
export async function compileBoot(paths: readonly string[]): Promise<string> {
  const result = await build({
    entryPoints: [SOURCE],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    define: { SCRIPT_PATHS: JSON.stringify(paths) },
    write: false,
    logLevel: 'silent',
  });
  const code = result.outputFiles[0]?.text.trim();
  if (code === undefined || code === '' || code.includes('</script')) {
    throw new Error('the boot script cannot stand inside a page');
  }
  return code;
}
