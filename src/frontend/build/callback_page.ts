import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Plugin } from 'vite';
import { de } from '../src/i18n/de.ts';
import { enMore } from '../src/i18n/en_more.ts';
import { es } from '../src/i18n/es.ts';
import { fr } from '../src/i18n/fr.ts';
import { it } from '../src/i18n/it.ts';
import { ja } from '../src/i18n/ja.ts';
import { zh } from '../src/i18n/zh.ts';

const SOURCE = fileURLToPath(new URL('../src/boot/callback.ts', import.meta.url));

const CATALOGUES = { en: enMore, de, fr, es, it, ja, zh };

/** Writes the page that providers send people back to; the canister serves `callback.html` as `/callback`. */
export function callbackPage(): Plugin {
  return {
    name: 'callback-page',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'callback.html', source: await callbackHtml() });
    },
  };
}

/** The page: nothing but its script, inline, and the one sentence of each language that it may need. */
export async function callbackHtml(): Promise<string> {
  const texts = Object.entries(CATALOGUES).map(([language, { provider }]) => [
    language,
    provider.closeWindow,
  ]);
  const result = await build({
    entryPoints: [SOURCE],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    define: { CLOSE_TEXTS: JSON.stringify(Object.fromEntries(texts)) },
    write: false,
    logLevel: 'silent',
  });
  const script = result.outputFiles[0]?.text.trim();
  if (script === undefined || script === '' || script.includes('</script')) {
    throw new Error('the callback script cannot stand inside a page');
  }
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8" />',
    '<meta name="viewport" content="width=device-width, initial-scale=1" /><title>Internet Identity</title>',
    `</head><body class="page"><script>${script}</script></body></html>\n`,
  ].join('');
}
