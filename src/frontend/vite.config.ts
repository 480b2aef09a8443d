import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { bootScript } from './build/boot_script.ts';
import { pageQueryInImports } from './build/page_query_in_imports.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root,
  // Fixed, so that a build does not depend on the folder it is started in.
  publicDir: false,
  plugins: [svelte({ configFile: `${root}svelte.config.js` }), pageQueryInImports(), bootScript()],
  build: {
    outDir: '../../dist/frontend',
    emptyOutDir: true,
    target: 'es2022',
    // A preload tag would lack the page's query, and load the script a second time.
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // The canister lets browsers keep what lies below `immutable` for a year.
        entryFileNames: 'immutable/[name]-[hash].js',
        chunkFileNames: 'immutable/[name]-[hash].js',
        assetFileNames: 'immutable/[name]-[hash][extname]',
      },
    },
  },
});
