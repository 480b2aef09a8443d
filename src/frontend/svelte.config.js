import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig} */
export default {
  preprocess: vitePreprocess(),
  // Styles travel inside the script: one request shows the finished page, and the address of no
  // stylesheet has to carry the canister id.
  compilerOptions: { css: 'injected', runes: true },
};
