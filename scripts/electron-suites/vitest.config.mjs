/** The protocol's suites, unchanged, inside Electron's main process and through Electron's network. */
import { join } from 'node:path';

import { defineConfig } from 'vitest/config';

import { ensureElectronRuntime } from '../setup/electron-runtime.mjs';
import { createProgress } from '../setup/progress.mjs';
import { projectDir } from '../setup/project.mjs';
import { ElectronWorker } from './electron-worker.mjs';
import { createAuthority } from './trusted-authority.mjs';

const { executable } = await ensureElectronRuntime(createProgress(process.stderr));

/** Elsewhere the person would have to confirm that the system is to trust one more. */
const authority = process.platform === 'linux' ? await createAuthority() : null;

/** Imported module → its replacement inside Electron. */
const standIns = new Map([
  ['electron', join(import.meta.dirname, 'electron.mjs')],
  ['../../testing/network.js', join(projectDir, 'testing', 'electron-network.ts')],
]);

export default defineConfig({
  root: projectDir,
  plugins: [
    { name: 'electron-network', enforce: 'pre', resolveId: (id) => standIns.get(id) ?? null },
  ],
  test: {
    name: 'electron',
    environment: 'node',
    include: ['main/oauth/**/*.test.ts', 'main/electron/**/*.electron.test.ts'],
    exclude:
      authority === null
        ? ['main/electron/tls.electron.test.ts', 'main/electron/system-trust.electron.test.ts']
        : [],
    setupFiles: ['testing/patience.ts'],
    // These only end what hangs.
    testTimeout: 5 * 60_000,
    hookTimeout: 5 * 60_000,
    isolate: false,
    fileParallelism: false,
    silent: 'passed-only',
    pool: {
      name: 'electron',
      createPoolWorker: (options) => new ElectronWorker(executable, authority, options),
    },
  },
});
