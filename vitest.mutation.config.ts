import { defineConfig } from 'vitest/config';

/** Set by scripts/mutation.mjs. */
const room = process.env.MUTATED_ROOM ?? '';

/**
 * The tests that run for every mutant: a room's quick tests, without those that use a real server, start
 * processes, try thousands of faults or execute every line.
 */
export default defineConfig({
  plugins: [
    {
      name: 'processes instead of threads',
      // Stryker uses threads by default, which cannot set the umask for new files.
      configureVitest: ({ project }) => void (project.config.pool = 'forks'),
    },
  ],
  test: {
    environment: 'node',
    // Load the code once per mutant instead of once per test file.
    isolate: false,
    include: [`main/${room}/**/*.test.ts`, 'testing/mutation/loading.ts'],
    exclude: [
      '**/flows.server.test.ts',
      '**/features.server.test.ts',
      '**/hostile-network.server.test.ts',
      '**/response-readers.test.ts',
      '**/{full-disk,seal-again,released-vault,newer-version,rot,many-records}.test.ts',
      // These mock a module (vi.mock), which has to happen before anything is loaded.
      '**/{key-file-kill,vault-arrives}.test.ts',
    ],
    setupFiles: ['testing/mutation/light-scrypt.ts'],
  },
});
