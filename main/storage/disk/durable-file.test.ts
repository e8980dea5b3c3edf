import type * as FileSystem from 'node:fs/promises';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { afterEach, describe, expect, test, vi } from 'vitest';

import { newDirectory } from '../../../testing/new-directory.js';
import { syncDirectory, writeDurably } from './durable-file.js';

const folder = async () => dirname(await newDirectory());

test('a failed rename is an error, and nothing is left beside the file', async () => {
  const parent = await folder();
  const path = join(parent, 'file');
  await mkdir(path);
  await expect(writeDurably(path, 'new')).rejects.toMatchObject({ code: 'EISDIR' });
  expect(await readdir(parent)).toEqual(['file']);
});

test('the old content stays when nothing can be written', async () => {
  const parent = await folder();
  const path = join(parent, 'file');
  await writeFile(path, 'old');
  await mkdir(`${path}.new`);
  await expect(writeDurably(path, 'new')).rejects.toMatchObject({ code: 'EISDIR' });
  expect(await readFile(path, 'utf8')).toBe('old');
});

test('the new content replaces the old, private to its owner (S9)', async () => {
  const parent = await folder();
  const path = join(parent, 'file');
  await writeFile(path, 'old and longer');
  await chmod(path, 0o644);
  const before = process.umask(0);
  try {
    await writeDurably(path, 'grün');
  } finally {
    process.umask(before);
  }
  expect(await readFile(path, 'utf8')).toBe('grün');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(parent)).toEqual(['file']);
});

test('another mode is set whatever the umask', async () => {
  const path = join(await folder(), 'file');
  const before = process.umask(0o077);
  try {
    await writeDurably(path, 'new', 0o644);
  } finally {
    process.umask(before);
  }
  expect((await stat(path)).mode & 0o777).toBe(0o644);
});

test('a missing folder cannot be made durable', async () => {
  await expect(syncDirectory(await newDirectory())).rejects.toMatchObject({ code: 'ENOENT' });
});

describe('on a disk that lies', () => {
  let open = 0;
  afterEach(() => {
    vi.doUnmock('node:fs/promises');
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  /** A stand-in for an open file; counts the files left open. */
  async function writingThrough(
    differently: (file: FileSystem.FileHandle) => Partial<FileSystem.FileHandle>,
  ) {
    open = 0;
    vi.resetModules();
    vi.doMock('node:fs/promises', async (original) => {
      const real = await original<typeof FileSystem>();
      return {
        ...real,
        async open(...given: Parameters<typeof real.open>) {
          const file = await real.open(...given);
          open++;
          return {
            writeFile: file.writeFile.bind(file),
            sync: file.sync.bind(file),
            ...differently(file),
            close: () => (open--, file.close()),
          };
        },
      };
    });
    return import('./durable-file.js');
  }
  const failing = () => Promise.reject(Object.assign(new Error(), { code: 'EIO' }));

  async function oldFile(): Promise<string> {
    const path = join(await folder(), 'file');
    await writeFile(path, 'old');
    return path;
  }
  async function isAsBefore(path: string): Promise<void> {
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(dirname(path))).toEqual(['file']);
    expect(open).toBe(0);
  }

  test('a truncated write that is reported as complete is noticed, and the old content stays (R3)', async () => {
    const path = await oldFile();
    const { writeDurably: write } = await writingThrough((file) => ({
      writeFile: (content) => file.writeFile(String(content).slice(0, 1)),
    }));
    await expect(write(path, 'new')).rejects.toMatchObject({
      name: 'StorageError',
      kind: 'failed',
      message: 'the file did not read back as written',
    });
    await isAsBefore(path);
  });

  test.each(['writeFile', 'sync'] as const)(
    'when %s fails, the old content stays and no file is left open (R2)',
    async (call) => {
      const path = await oldFile();
      const { writeDurably: write } = await writingThrough(() => ({ [call]: failing }));
      await expect(write(path, 'new')).rejects.toMatchObject({ code: 'EIO' });
      await isAsBefore(path);
    },
  );

  test('content and name are both synced, content first, and no file is left open (R4)', async () => {
    const path = await oldFile();
    const synced: string[] = [];
    const { writeDurably: write } = await writingThrough((file) => ({
      async sync() {
        synced.push(await readFile(path, 'utf8'));
        await file.sync();
      },
    }));
    await write(path, 'new');
    expect(synced).toEqual(['old', 'new']);
    expect(open).toBe(0);
  });

  test('on Windows, which cannot open folders, names are not synced', async () => {
    const { syncDirectory: sync } = await writingThrough(() => ({ sync: failing }));
    vi.stubGlobal('process', Object.create(process, { platform: { value: 'win32' } }));
    await expect(sync(await folder())).resolves.toBeUndefined();
  });
});
