import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

// Addresses and the browser come from tests/e2e/clients/playwright_helper.test.ts.
export default defineConfig({
  testMatch: '*.spec.js',
  outputDir: join(tmpdir(), 'playwright-helper'),
  reporter: 'line',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    actionTimeout: 60_000,
    launchOptions: { executablePath: process.env.CHROMIUM_BIN, args: ['--no-sandbox', '--disable-gpu'] },
  },
});
