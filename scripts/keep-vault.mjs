/**
 * `node scripts/keep-vault.mjs vault-format-1`: saves a vault as this version writes it to
 * testing/vaults/, so that tests make every later version open it (S8). Run it before a release that
 * changes the stored format.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runnerImport } from 'vite';

const [name = ''] = process.argv.slice(2);
if (!/^[a-z0-9.-]+$/.test(name)) throw new Error('Give it a name, such as vault-format-1.');

const testing = join(import.meta.dirname, '..', 'testing');
/** @typedef {(directory: string) => Promise<unknown>} OnVault */
/** @type {{ module: unknown }} */
const imported = await runnerImport(join(testing, 'released-vault.ts'), {
  configFile: false,
});
const { writeReleasedVault, readReleasedVault } =
  /** @type {{ writeReleasedVault: OnVault, readReleasedVault: OnVault }} */ (imported.module);

const kept = join(testing, 'vaults', name);
mkdirSync(join(kept, '..'), { recursive: true });
mkdirSync(kept);
const parent = mkdtempSync(join(tmpdir(), 'lanyard-keep-'));
const directory = join(parent, 'vault');
await writeReleasedVault(directory);
// LevelDB's info logs are not needed.
for (const log of ['LOG', 'LOG.old']) rmSync(join(directory, 'records', log), { force: true });
cpSync(directory, join(kept, 'vault'), { recursive: true });
writeFileSync(
  join(kept, 'content.json'),
  JSON.stringify(await readReleasedVault(directory), null, 2) + '\n',
);
rmSync(parent, { recursive: true });
console.log(`Saved ${readdirSync(join(kept, 'vault', 'records')).length} record files in ${kept}.`);
