/** Bundles the benchmark as the app is bundled, into a folder that Electron can be started with. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { build } from 'vite';

import { projectDir } from '../setup/project.mjs';

/** Beside node_modules' packages, where what is not bundled is found. */
const folder = join(projectDir, 'node_modules', '.cache', 'bench');

/** @returns {Promise<string>} the folder */
export async function buildBench() {
  await build({
    root: projectDir,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['electron', 'classic-level', 'oidc-provider'] },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20.18',
      rolldownOptions: {
        input: {
          main: join(projectDir, 'bench', 'main.ts'),
          'authorization-server': join(projectDir, 'bench', 'authorization-server.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  });
  const manifest = { name: 'lanyard-bench', version: '0.0.0', type: 'module', main: 'main.js' };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
