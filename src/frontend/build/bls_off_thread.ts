import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const OFF_THREAD = fileURLToPath(new URL('../src/bls/agent_bls.ts', import.meta.url));
const WORKER = fileURLToPath(new URL('../src/bls/bls_worker.ts', import.meta.url));

/**
 * Has the agent check BLS signatures in a thread of its own. The agent takes another function for the certificates of
 * calls, but not for those with which it learns the keys of nodes, so its module is replaced.
 *
 * The thread's script is built with the page's, not by itself as Vite would: they have code in common, which
 * browsers then download once.
 */
export function blsOffThread(): Plugin {
  let worker = '';
  return {
    name: 'bls-off-thread',
    enforce: 'pre',
    buildStart() {
      worker = this.emitFile({ type: 'chunk', id: WORKER, name: 'bls_worker' });
    },
    resolveId: (source, importer) =>
      source === './utils/bls.js' && /@dfinity[\\/]agent[\\/]/.test(importer ?? '') ? OFF_THREAD : null,
    transform: (code, id) =>
      id === OFF_THREAD
        ? code
            .replace('declare const BLS_WORKER_URL: string;', '')
            .replace('BLS_WORKER_URL', `import.meta.ROLLUP_FILE_URL_${worker}`)
        : null,
  };
}
