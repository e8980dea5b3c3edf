import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  buildChildScript,
  childEnvironment,
  type ChildScript,
} from '../../../testing/child-script.js';
import { newDirectory } from '../../../testing/new-directory.js';
import { added, recordStoreOf, openVault, secrets, writtenVault } from '../../../testing/vault.js';

let script: ChildScript;
beforeAll(async () => {
  script = await buildChildScript(
    join(import.meta.dirname, '../../../testing/seal-again.child.ts'),
  );
});
afterAll(() => script.remove());

test.each([1, 2, 3, 4])(
  'killed at change %i of the key files while the key is sealed again, the vault opens, and one start later both files agree (S5)',
  async (change) => {
    const directory = await newDirectory();
    await writtenVault(directory, added('a'));
    const child = spawn(process.execPath, [script.file, directory], { env: childEnvironment() });
    const exited = once(child, 'exit');
    let changes = 0;
    const watcher = watch(directory, (_kind, name) => {
      if (name?.startsWith('key-') === true && ++changes === change) child.kill('SIGKILL');
    });
    await exited;
    watcher.close();
    expect(changes).toBeGreaterThan(0);
    for (const start of ['first', 'second']) {
      const vault = await openVault(directory);
      expect([start, vault.view.kind]).toEqual([start, 'open']);
      expect(await recordStoreOf(vault).secrets('a')).toEqual(secrets('first-a'));
      await vault.close();
    }
    const [a, b] = await Promise.all(
      ['key-a.json', 'key-b.json'].map((name) => readFile(join(directory, name), 'utf8')),
    );
    expect(a).toBe(b);
  },
);
