import { defineConfig } from '@playwright/test';

/** The pictures of every screen, compared with those of before. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/screens',
  reporter: [['dot'], ['json', { outputFile: '../test-results/screens.json' }]],
  workers: 2,
  fullyParallel: true,
  retries: 0,
  timeout: 300_000,
  expect: {
    timeout: 60_000,
    // Another version of the browser draws the edges of letters a little differently.
    toHaveScreenshot: { maxDiffPixelRatio: 0.01, threshold: 0.25 },
  },
  forbidOnly: true,
  snapshotPathTemplate: '../docs/screens/{arg}{ext}',
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      chromiumSandbox: process.getuid?.() !== 0,
      args: ['--disable-gpu', '--font-render-hinting=none', '--disable-lcd-text'],
    },
  },
});
