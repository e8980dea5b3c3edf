import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createClientFiles } from './client-files.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** @param chosen the path that the user picks; empty: none */
function at(chosen: string) {
  const read = vi.fn((path: string) => Promise.resolve({ clients: [], problems: [], path }));
  const files = createClientFiles(
    {
      showSave: () => Promise.resolve({ filePath: chosen }),
      showOpen: () => Promise.resolve({ filePaths: chosen === '' ? [] : [chosen] }),
    },
    read,
  );
  return { files, read };
}

test('a dialog that is cancelled saves and reads nothing', async () => {
  const { files, read } = at('');
  expect(await files.save('a.json', 'text')).toBeNull();
  expect(await files.open()).toBeNull();
  expect(read).not.toHaveBeenCalled();
});

test('a place that cannot be written to is a failure', async () => {
  const { files } = at(join(folder, 'not', 'there.json'));
  expect(await files.save('a.json', 'text')).toMatchObject({
    code: 'file_not_saved',
    cause: 'ENOENT',
  });
});

test('saves where the user says, and reads the file that they pick', async () => {
  const path = join(folder, 'github.json');
  const { files, read } = at(path);
  expect(await files.save('a.json', 'text')).toBeNull();
  expect(await readFile(path, 'utf8')).toBe('text');
  await files.open();
  expect(read).toHaveBeenCalledExactlyOnceWith(path);
});
