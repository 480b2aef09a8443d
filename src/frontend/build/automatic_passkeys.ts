import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const AUTOMATIC = fileURLToPath(new URL('../src/passkey/automatic_passkeys.ts', import.meta.url));

/**
 * Puts keys that sign by themselves in the place of passkeys, for the test build: other people's browser
 * tests then need no authenticator. A build without this plugin never reads their file.
 */
export function automaticPasskeys(): Plugin {
  return {
    name: 'automatic-passkeys',
    enforce: 'pre',
    resolveId: (source) => (source.endsWith('/passkey/browser_passkeys.ts') ? AUTOMATIC : null),
  };
}
