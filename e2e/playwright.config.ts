import { defineConfig } from '@playwright/test';

import type { Rank } from './user.js';

const minute = 60_000;
const report = process.env['LANYARD_E2E_REPORT'] ?? '../test-results/e2e.json';

export default defineConfig<object, { rank: Rank }>({
  testDir: '.',
  outputDir: '../test-results/e2e',
  globalSetup: './global-setup.ts',
  reporter: [['list'], ['json', { outputFile: report }]],
  workers: 2,
  fullyParallel: true,
  retries: 0,
  // Only to end what hangs: far beyond what a busy computer needs.
  timeout: 15 * minute,
  expect: { timeout: 3 * minute },
  // If the app did not start, every test would run into its time limit.
  maxFailures: 6,
  forbidOnly: true,
  projects: [
    { name: 'desktop', testIgnore: 'sandbox.spec.ts' },
    // As an ordinary user with the sandbox on, even when root runs the tests.
    { name: 'sandboxed', testMatch: 'sandbox.spec.ts', use: { rank: 'ordinary user' } },
  ],
});
