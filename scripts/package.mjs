/**
 * `npm run package -- [electron-builder's arguments]`: packages the app, by default unpacked for this
 * platform. Builds anything that could reach a user only with the official Electron.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createProgress, explain, SetupError } from './setup/progress.mjs';
import { projectDir } from './setup/project.mjs';
import { registryRuntimeVersion } from './setup/registry-runtime.mjs';
import { runCommand } from './setup/run-command.mjs';
import { setUp } from './setup/set-up.mjs';

const unpacked = { linux: '--linux', darwin: '--mac', win32: '--win' }[
  /** @type {'linux'} */ (process.platform)
];

try {
  const progress = createProgress();
  const { runtime } = await setUp(progress, { systemPackages: 'none' });
  const given = process.argv.slice(2);
  const args = given.length > 0 ? given : [unpacked, 'dir'];
  await progress.step(`Package (${args.join(' ')})`, async (note) => {
    if (runtime.kind === 'official') {
      await packageWith(args);
      return;
    }
    if (given.length > 0) {
      throw new SetupError(
        'Only the unpacked app can be built here: installers are made with the official Electron, ' +
          'and this computer uses another for development. Try: npm run package',
      );
    }
    note('for local use only: not with the official Electron');
    const dist = await withoutShim(runtime.dir);
    try {
      const version = runtime.kind === 'registry' ? registryRuntimeVersion : undefined;
      await packageWith([
        ...args,
        `-c.electronDist=${dist}`,
        ...(version === undefined ? [] : [`-c.electronVersion=${version}`]),
      ]);
    } finally {
      await rm(dist, { recursive: true, force: true });
    }
  });
  progress.say(`It is in ${join(projectDir, 'dist')}.`);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

/** @param {string[]} args */
async function packageWith(args) {
  const cli = join(projectDir, 'node_modules', 'electron-builder', 'cli.js');
  await runCommand(process.execPath, [cli, ...args, '--publish', 'never'], {
    cwd: projectDir,
    failure: 'The app could not be packaged; the lines above are from electron-builder.',
  });
}

/**
 * electron-builder copies the whole runtime, and the part that starts apps by their folder must not
 * be packaged.
 * @param {string} runtimeDir
 * @returns {Promise<string>} a copy without it
 */
async function withoutShim(runtimeDir) {
  const copy = await mkdtemp(join(tmpdir(), 'lanyard-runtime-'));
  const shim = join(runtimeDir, 'resources', 'app');
  await cp(runtimeDir, copy, { recursive: true, filter: (source) => source !== shim });
  return copy;
}
