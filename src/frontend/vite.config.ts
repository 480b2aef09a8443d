import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { automaticPasskeys } from './build/automatic_passkeys.ts';
import { blsOffThread } from './build/bls_off_thread.ts';
import { bootScript } from './build/boot_script.ts';
import { calledMethodsOnly } from './build/called_methods_only.ts';
import { callbackPage } from './build/callback_page.ts';
import { pageQueryInImports } from './build/page_query_in_imports.ts';
import { plainLazyImports } from './build/plain_lazy_imports.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Set by the build for the test build's pages, which go to a folder of their own. */
const testBuild = process.env['II_TEST_BUILD'] === '1';

export default defineConfig({
  root,
  // Fixed, so that a build does not depend on the folder it is started in.
  publicDir: false,
  plugins: [
    ...(testBuild ? [automaticPasskeys()] : []),
    blsOffThread(),
    calledMethodsOnly(),
    svelte({ configFile: `${root}svelte.config.js` }),
    plainLazyImports(),
    pageQueryInImports(),
    bootScript(),
    callbackPage(),
  ],
  build: {
    outDir: testBuild ? '../../dist/frontend-test' : '../../dist/frontend',
    emptyOutDir: true,
    target: 'es2022',
    // A preload tag would lack the page's query, and load the script a second time.
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Svelte's runtime changes what it exports, so it stays in one piece: see page_query_in_imports.ts.
        // What Vite wraps lazy imports in is a line, and no file of its own.
        codeSplitting: { groups: [{ name: 'svelte', test: /node_modules[\\/]svelte[\\/]|preload-helper/ }] },
        // The canister lets browsers keep what lies below `immutable` for a year.
        entryFileNames: 'immutable/[name]-[hash].js',
        chunkFileNames: 'immutable/[name]-[hash].js',
        assetFileNames: 'immutable/[name]-[hash][extname]',
      },
    },
  },
});
