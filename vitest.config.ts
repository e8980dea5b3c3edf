import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** A time limit catches what hangs; how fast things are is for the benchmark. */
const testTimeout = 30_000;

export default defineConfig({
  test: {
    // The real authorization server talks a lot while it starts: heard only where a test fails.
    silent: 'passed-only',
    projects: [
      {
        // Rules and protocol, with the network off.
        test: {
          name: 'unit',
          environment: 'node',
          testTimeout,
          include: ['{ipc,messages,main,preload,scripts,testing,campaigns}/**/*.test.{ts,mjs}'],
          exclude: ['**/*.server.test.ts', '**/*.electron.test.ts'],
          setupFiles: ['testing/network-off.ts'],
        },
      },
      {
        // The same protocol code against a real authorization server on loopback.
        test: {
          name: 'server',
          environment: 'node',
          testTimeout,
          include: ['main/**/*.server.test.ts'],
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'window',
          environment: 'happy-dom',
          testTimeout,
          include: ['renderer/**/*.test.{ts,tsx}'],
          setupFiles: ['testing/renderer/setup.ts'],
        },
      },
    ],
  },
});
