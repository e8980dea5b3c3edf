import { availableParallelism } from 'node:os';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** A time limit catches what hangs; how fast things are is for the benchmark. */
const limit = 5 * 60_000;
const limits = {
  testTimeout: limit,
  hookTimeout: limit,
  expect: { poll: { timeout: 3 * 60_000 } },
};

export default defineConfig({
  test: {
    // The real authorization server talks a lot while it starts: heard only where a test fails.
    silent: 'passed-only',
    // One core for each; by itself vitest leaves one of them to itself, which only hands out files.
    maxWorkers: availableParallelism(),
    projects: [
      {
        // Rules and protocol, with the network off.
        test: {
          name: 'unit',
          environment: 'node',
          ...limits,
          include: ['{ipc,messages,main,preload,scripts,testing,campaigns}/**/*.test.{ts,mjs}'],
          exclude: ['**/*.server.test.ts', '**/*.electron.test.ts'],
          setupFiles: ['testing/network-off.ts', 'testing/patience.ts'],
        },
      },
      {
        // The same protocol code against real authorization servers on loopback.
        test: {
          name: 'server',
          environment: 'node',
          ...limits,
          include: ['{main,conformance}/**/*.server.test.ts'],
          setupFiles: ['testing/patience.ts'],
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'window',
          environment: 'happy-dom',
          ...limits,
          include: ['renderer/**/*.test.{ts,tsx}'],
          setupFiles: ['testing/renderer/setup.ts'],
        },
      },
    ],
  },
});
