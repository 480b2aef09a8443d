// Stands in for the agent's own `utils/bls.js` in the pages: see build/bls_off_thread.ts.
import { createOffThreadVerifier } from './off_thread.ts';

/** Address of `bls_worker.ts` as it is built, put here by the build. */
declare const BLS_WORKER_URL: string;

/** What the agent checks certificates with. */
export const blsVerify = createOffThreadVerifier(
  // With the page's own query, as every script of the page is loaded.
  () => new Worker(BLS_WORKER_URL + new URL(import.meta.url).search, { type: 'module' }),
  () => import('./verify.ts').then(({ verifyBls }) => verifyBls),
);
