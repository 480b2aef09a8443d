import type { Plugin } from 'vite';

/**
 * Makes every script of the page ask for further scripts with the query it was itself loaded with.
 *
 * At `http://localhost:4943/?canisterId=<id>` the gateway knows the canister only by that parameter,
 * so each address needs it. The boot script puts it on the first one; from there on a module reads
 * its own address. A static import cannot carry a query, so it becomes an awaited dynamic one.
 *
 * A static import binds live, a destructured one does not. That is safe for functions and for
 * constants, which is all that our own modules export (the lint rules say so); Svelte's runtime
 * exports variables that it assigns, so it has to stay in one piece, and components do without
 * `<svelte:window>` and `<svelte:document>`, which read such variables. The build fails otherwise.
 */
export function pageQueryInImports(): Plugin {
  return {
    name: 'page-query-in-imports',
    enforce: 'post',
    transform(code, id) {
      const variable = id.endsWith('.svelte') ? /\$\.(?:window|document)\b/.exec(code) : null;
      if (variable !== null) this.error(`${id} uses ${variable[0]}, which Svelte assigns after its export`);
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const withSvelte: string[] = [];
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk') continue;
          if (file.moduleIds.some((id) => id.includes('/node_modules/svelte/')))
            withSvelte.push(file.fileName);
          file.code = rewriteImports(file.code);
        }
        if (withSvelte.length > 1) this.error(`Svelte's runtime is split over ${withSvelte.join(', ')}`);
      },
    },
  };
}

const QUERY = 'new URL(import.meta.url).search';
const STATIC_IMPORT = /\bimport\s*(?:\{([^}]*)\}\s*from\s*)?(["'`])(\.\/[\w.-]+\.js)\2;?/g;
const DYNAMIC_IMPORT = /\bimport\(\s*(["'`])(\.\/[\w.-]+\.js)\1\s*\)/g;
const LEFT_OVER = /\b(?:import|export)\b[^;()]{0,2000}?from\s*["'`]\.{0,2}\//;

/**
 * The code of one built chunk, its imports of sibling chunks rewritten.
 * @throws Error when an import has a form that cannot be rewritten (namespace, default, re-export)
 */
export function rewriteImports(code: string): string {
  const rewritten = code
    .replace(DYNAMIC_IMPORT, (_match, _quote, path: string) => `import(${JSON.stringify(path)}+${QUERY})`)
    .replace(STATIC_IMPORT, (_match, names: string | undefined, _quote, path: string) => {
      const load = `await import(${JSON.stringify(path)}+${QUERY});`;
      return names === undefined ? load : `const {${names.replaceAll(/\s+as\s+/g, ':')}}=${load}`;
    });
  const left = LEFT_OVER.exec(rewritten);
  if (left) throw new Error(`cannot hand the page's query on in: ${left[0].slice(0, 200)}`);
  return rewritten;
}
