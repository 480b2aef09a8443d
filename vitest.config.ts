import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { SLOWNESS } from './tests/support/build_under_test.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const excluded = ['**/node_modules/**', '**/dist/**', '**/.cache/**', '**/.azle/**'];

// The limits end tests that hang. They are no measure of speed: a busy machine may take many times as long.
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        plugins: [svelte()],
        resolve: { alias: { azle: path('tests/support/no_azle.ts') }, conditions: ['browser'] },
        test: {
          name: 'unit',
          include: ['{src,tools,scripts,demo,packages}/**/*.test.ts'],
          exclude: [...excluded, '**/slow-*.test.ts'],
          // Loading modules anew for each file would take longer than the tests.
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'canister',
          include: ['tests/canister/**/*.test.ts'],
          exclude: [...excluded, '**/slow-*.test.ts'],
          isolate: false,
          globalSetup: [path('tests/support/built_wasm.ts'), path('tests/support/pocket_ic.ts')],
          testTimeout: 120_000 * SLOWNESS,
          hookTimeout: 180_000 * SLOWNESS,
        },
      },
      {
        test: {
          name: 'local_ic',
          include: ['tests/local_ic/**/*.test.ts'],
          exclude: [...excluded, '**/slow-*.test.ts'],
          globalSetup: [path('tests/support/built_wasm.ts'), path('tests/support/pocket_ic.ts')],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'slow',
          include: ['tests/e2e/**/*.test.ts', '**/slow-*.test.ts'],
          exclude: excluded,
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});
