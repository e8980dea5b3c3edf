import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        // Rules and protocol, with the network off.
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{ipc,main,preload,scripts}/**/*.test.{ts,mjs}'],
          exclude: ['**/*.server.test.ts'],
          setupFiles: ['main/network-off.ts'],
        },
      },
      {
        // The same protocol code against a real authorization server on loopback.
        test: {
          name: 'server',
          environment: 'node',
          include: ['main/**/*.server.test.ts'],
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'window',
          environment: 'happy-dom',
          include: ['renderer/**/*.test.{ts,tsx}'],
          setupFiles: ['renderer/test-setup.ts'],
        },
      },
    ],
  },
});
