/** Bundles the benchmark as the app is bundled, into folders that Electron can be started with. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { build } from 'vite';

import { projectDir } from '../setup/project.mjs';

/** Beside node_modules' packages, where what is not bundled is found. */
const folder = join(projectDir, 'node_modules', '.cache', 'bench');
const source = (/** @type {string} */ name) => join(projectDir, 'bench', name);

/**
 * @typedef {object} BuiltBench
 * @property {string} inside folder for Electron: what is measured inside of it
 * @property {string} outside program for Node.js: what is measured from outside
 * @property {string} fill folder for Electron: fills a vault as the app's own
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
          'outside/main': source('from-outside.ts'),
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
    // The key in the keyring goes by the name of the app.
    writeManifest('fill', 'Lanyard'),
    writeManifest('bare', 'bare-window'),
    writeManifest('outside', 'lanyard-bench-outside'),
  ]);
  // What the entries share lies above them.
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
