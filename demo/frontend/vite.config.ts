import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: false,
  plugins: [keepQuery()],
  build: {
    outDir: '../../dist/demo-frontend',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
});

/** Loads the script with the page's own query, by which a local gateway knows the canister. */
function keepQuery(): Plugin {
  return {
    name: 'keep-query',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html.replace(
          /<script type="module"[^>]*src="([^"]+)"[^>]*><\/script>/,
          (_tag, path: string) =>
            `<script type="module">import(${JSON.stringify(path)} + location.search);</script>`,
        ),
    },
  };
}
