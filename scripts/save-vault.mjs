/**
 * `node scripts/save-vault.mjs vault-format-1`: saves a vault as this version writes it to
 * testing/vaults/, so that tests make every later version open it (S8). Run it before a release that
 * changes the stored format. `node scripts/save-vault.mjs future` makes the vault of a made-up newer
 * version instead (testing/future-vault.ts).
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runnerImport } from 'vite';

const [name = ''] = process.argv.slice(2);
if (!/^[a-z0-9.-]+$/.test(name)) throw new Error('Give it a name, such as vault-format-1.');

const testing = join(import.meta.dirname, '..', 'testing');
/** @typedef {(directory: string) => Promise<unknown>} OnVault */
/** @param {string} file */
async function load(file) {
  /** @type {{ module: unknown }} */
  const imported = await runnerImport(join(testing, file), { configFile: false });
  return imported.module;
}

const target = join(testing, 'vaults', name);
mkdirSync(join(target, '..'), { recursive: true });
mkdirSync(target);
const parent = mkdtempSync(join(tmpdir(), 'lanyard-keep-'));
const directory = join(parent, 'vault');
if (name === 'future') {
  const { writeFutureVault } = /** @type {{ writeFutureVault: OnVault }} */ (
    await load('future-vault.ts')
  );
  await writeFutureVault(directory);
} else {
  const { writeReleasedVault, readReleasedVault } =
    /** @type {{ writeReleasedVault: OnVault, readReleasedVault: OnVault }} */ (
      await load('released-vault.ts')
    );
  await writeReleasedVault(directory);
  const content = JSON.stringify(await readReleasedVault(directory), null, 2);
  writeFileSync(join(target, 'content.json'), `${content}\n`);
}
// LevelDB's info logs are not needed.
for (const log of ['LOG', 'LOG.old']) rmSync(join(directory, 'records', log), { force: true });
cpSync(directory, join(target, 'vault'), { recursive: true });
rmSync(parent, { recursive: true });
console.log(
  `Saved ${readdirSync(join(target, 'vault', 'records')).length} record files in ${target}.`,
);
