import { defineConfig } from 'vitest/config';

/** Named by scripts/mutation.mjs. */
const room = process.env.MUTATED_ROOM ?? '';

/**
 * What the mutation test runs again and again: a room's quick tests, without the real server,
 * without processes of their own and without what tries thousands of faults or meets every line.
 */
export default defineConfig({
  plugins: [
    {
      name: 'a process, not a thread',
      // Stryker asks for threads, which may not say what mode new files get (umask).
      configureVitest: ({ project }) => void (project.config.pool = 'forks'),
    },
  ],
  test: {
    environment: 'node',
    // One process for each mutant and one loading of the code, not one of each for every test file.
    isolate: false,
    include: [`main/${room}/**/*.test.ts`, 'testing/mutation/loading.ts'],
    exclude: [
      '**/flows.server.test.ts',
      '**/features.server.test.ts',
      '**/hostile-network.server.test.ts',
      '**/response-readers.test.ts',
      '**/{full-disk,seal-again,released-vault,rot,many-records}.test.ts',
      // These stand in for a module (vi.mock), which has to be there before anything is loaded.
      '**/{key-file-kill,vault-arrives}.test.ts',
    ],
    setupFiles: ['testing/mutation/light-scrypt.ts'],
  },
});
