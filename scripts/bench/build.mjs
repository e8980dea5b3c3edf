/** Bundles the benchmark like the app, into folders that Electron can be started with. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { build } from 'vite';

import { projectDir } from '../setup/project.mjs';

/** Inside node_modules, so that packages that are not bundled are found. */
const folder = join(projectDir, 'node_modules', '.cache', 'bench');
const source = (/** @type {string} */ name) => join(projectDir, 'bench', name);

/**
 * @typedef {object} BuiltBench
 * @property {string} inside folder for Electron: benchmarks inside it
 * @property {string} outside program for Node.js: benchmarks from outside Electron
 * @property {string} fill folder for Electron: fills a vault for the built app
 * @property {string} bare folder for Electron: the bare window
 */

/** @returns {Promise<BuiltBench>} */
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
          'inside/main': source('main.ts'),
          'inside/authorization-server': source('authorization-server.ts'),
          'outside/main': source('black-box.ts'),
          'fill/main': source('fill.ts'),
          'bare/main': source('bare-window.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  });
  await copyFile(source('bare-window.html'), join(folder, 'bare', 'index.html'));
  await Promise.all([
    writeManifest('inside', 'lanyard-bench'),
    // The key in the keyring is stored under the app's name.
    writeManifest('fill', 'Lanyard'),
    writeManifest('bare', 'bare-window'),
    writeManifest('outside', 'lanyard-bench-outside'),
  ]);
  // Chunks that the entries share are in the folder above them.
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  return {
    inside: join(folder, 'inside'),
    outside: join(folder, 'outside', 'main.js'),
    fill: join(folder, 'fill'),
    bare: join(folder, 'bare'),
  };
}

/** @param {string} name a folder @param {string} productName */
async function writeManifest(name, productName) {
  await mkdir(join(folder, name), { recursive: true });
  const manifest = { name, productName, version: '0.0.0', type: 'module', main: 'main.js' };
  await writeFile(join(folder, name, 'package.json'), JSON.stringify(manifest));
}
