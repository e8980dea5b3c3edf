/** The protocol's suites, unchanged, inside Electron's main process and through Electron's network. */
import { join } from 'node:path';

import { defineConfig } from 'vitest/config';

import { ensureElectronRuntime } from '../setup/electron-runtime.mjs';
import { createProgress } from '../setup/progress.mjs';
import { projectDir } from '../setup/project.mjs';
import { ElectronWorker } from './electron-worker.mjs';

const { executable } = await ensureElectronRuntime(createProgress(process.stderr));

/** What is imported → what stands for it inside Electron. */
const standIns = new Map([
  ['electron', join(import.meta.dirname, 'electron.mjs')],
  ['./network.fixture.js', join(projectDir, 'main', 'electron', 'network.fixture.ts')],
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
    isolate: false,
    fileParallelism: false,
    silent: 'passed-only',
    pool: {
      name: 'electron',
      createPoolWorker: (options) => new ElectronWorker(executable, options),
    },
  },
});
