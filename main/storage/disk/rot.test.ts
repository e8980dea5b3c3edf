/**
 * Bit rot in LevelDB's own files, below the records: it is noticed and reported, and never silently
 * yields an older token.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../../testing/new-directory.js';
import { whatRotCosts, writeRottingVault } from '../../../testing/rot.js';

/** Bits tried per file; `npm run campaigns` tries more. */
const tried = 24;

test.each(['.log', '.ldb', 'MANIFEST', 'CURRENT'])(
  'a bit flipped in LevelDB’s %s never silently yields an older token (R5)',
  async (kind) => {
    const directory = await newDirectory();
    const vault = await writeRottingVault(directory);
    const names = (await readdir(join(vault.directory, 'records'))).filter((name) =>
      name.includes(kind),
    );
    expect(names.length).toBeGreaterThan(0);
    const seen = new Set<string>();
    for (const name of names) {
      const { length } = await readFile(join(vault.directory, 'records', name));
      for (let n = 0; n < tried; n++) {
        const bit = Math.floor(((n + 0.5) / tried) * length * 8);
        seen.add(await whatRotCosts(vault, name, bit));
      }
    }
    expect([...seen].filter((cost) => cost.startsWith('WRONG'))).toEqual([]);
  },
);
