import { defineConfig } from 'vitest/config';

/**
 * What the mutation test runs again and again: the protocol's own tests, without the real server
 * and without the properties that meet every line there is.
 */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['main/oauth/**/*.test.ts'],
    exclude: [
      '**/flows.server.test.ts',
      '**/features.server.test.ts',
      '**/hostile-network.server.test.ts',
      '**/response-readers.test.ts',
    ],
  },
});
