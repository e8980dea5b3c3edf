/**
 * Files of a vault that are missing, damaged, out of reach or in use: the view they lead to, and
 * that nothing is changed.
 */
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { describe, expect, onTestFinished, test, vi } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import { recordOf } from '../../testing/vault-on-disk.js';
import {
  added,
  attempt,
  connection,
  openVault,
  StandInSealer,
  start,
  writtenVault,
} from '../../testing/vault.js';
import { noQuarantine } from './disk/quarantine.js';
import { type ValidKeyFile, type KeyFile, readKeyFiles } from './keys/key-file.js';
import type { Seal } from './keys/seals.js';
import { listReadOnly } from './read-only-list.js';
import { readUnverified } from './records/record-cipher.js';
import { readVaultFolder, updateKeyFiles, recordsIn } from './vault-folder.js';

const whole = (id: string) => ({ kind: 'complete', connection: connection(id) });
const keyFiles = ['key-a.json', 'key-b.json'] as const;

async function vaultOfOne(): Promise<string> {
  const directory = await newDirectory();
  await writtenVault(directory, added('a'));
  return directory;
}

/** Every file of a folder with its content, except LevelDB's info log. */
async function contentOf(directory: string): Promise<unknown> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('LOG'));
  const content = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path, (await readFile(path)).toString('base64')];
  });
  return (await Promise.all(content)).sort();
}

async function outOfReach(path: string): Promise<void> {
  await rm(path);
  // As root every file can be read; a folder in its place cannot.
  await mkdir(path);
}

describe('the key files', () => {
  test('both out of reach: the view gives the reason, and nothing is queried or changed', async () => {
    const directory = await vaultOfOne();
    for (const name of keyFiles) await outOfReach(join(directory, name));
    const before = await contentOf(directory);
    const sealer = new StandInSealer();
    const vault = await openVault(directory, sealer);
    expect(vault.view).toEqual({
      kind: 'unreadable',
      cause: 'not_accessible',
      detail: 'key-a.json: EISDIR',
    });
    expect(sealer.requests.probe).toBe(0);
    expect(await vault.connections()).toEqual([whole('a')]);
    await vault.close();
    expect(await contentOf(directory)).toEqual(before);
  });

  test('one out of reach: the other opens, and it is left alone', async () => {
    const directory = await vaultOfOne();
    await outOfReach(join(directory, 'key-b.json'));
    const vault = await openVault(directory);
    expect(vault.view.kind).toBe('open');
    await vault.close();
    expect(await readdir(join(directory, 'key-b.json'))).toEqual([]);
  });

  test('one out of reach and the other damaged: the first may be intact, so the vault is not damaged', async () => {
    const directory = await vaultOfOne();
    await outOfReach(join(directory, 'key-b.json'));
    await writeFile(join(directory, 'key-a.json'), '{}');
    expect((await openVault(directory)).view).toMatchObject({
      cause: 'not_accessible',
      detail: 'key-b.json: EISDIR',
    });
  });

  test('damaged without records: a vault was here, and none is created over it', async () => {
    const directory = await newDirectory();
    await mkdir(directory);
    await writeFile(join(directory, 'key-a.json'), '');
    expect(await readVaultFolder(directory)).toMatchObject({
      kind: 'unreadable',
      cause: 'damaged',
    });
    const vault = await openVault(directory);
    expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'damaged' });
    expect(await readdir(directory)).toEqual(['key-a.json']);
  });

  test('a newer version is reported with its format (S8)', async () => {
    const directory = await vaultOfOne();
    const text = await readFile(join(directory, 'key-a.json'), 'utf8');
    const { body } = JSON.parse(text) as { body: unknown };
    const checksum = createHash('sha256')
      .update(JSON.stringify([7, body]))
      .digest('hex');
    await writeFile(join(directory, 'key-a.json'), JSON.stringify({ format: 7, checksum, body }));
    expect((await openVault(directory)).view).toEqual({
      kind: 'unreadable',
      cause: 'newer_version',
      detail: 'format 7',
    });
  });

  test('the newer of two different ones is tried first', async () => {
    const directory = await vaultOfOne();
    const sealer = Object.assign(new StandInSealer(), { wantsSealAgain: true });
    await (await openVault(directory, sealer)).close();
    const found = await readVaultFolder(directory);
    if (found.kind !== 'vault') throw new Error(found.kind);
    expect(found.keyFiles.map(({ name, body }) => [name, body.revision])).toEqual([
      ['key-b.json', 2],
      ['key-a.json', 1],
    ]);
  });
});

describe('creating a vault', () => {
  test('something else in its place is left as it is, and nothing is left beside it', async () => {
    const directory = await newDirectory();
    await mkdir(directory);
    await writeFile(join(directory, 'letter.txt'), 'mine');
    const sealer = new StandInSealer();
    const vault = await openVault(directory, sealer);
    expect(vault.view.kind).toBe('unreadable');
    expect(sealer.requests.seal).toBe(0);
    expect(await readdir(dirname(directory))).toEqual(['vault']);
    expect(await readdir(directory)).toEqual(['letter.txt']);
  });

  test('writes two equal key files of revision 1 with one seal', async () => {
    const directory = await vaultOfOne();
    const found = await readVaultFolder(directory);
    if (found.kind !== 'vault') throw new Error(found.kind);
    for (const { body } of found.keyFiles) {
      expect(body).toMatchObject({ revision: 1, seals: [{ kind: 'password_store' }] });
      expect(body).toEqual(found.keyFiles[0]?.body);
    }
    expect(found.keyFiles).toHaveLength(2);
  });

  test('writes a summary that counts no record, so that a lost one is noticed (R5)', async () => {
    const directory = await newDirectory();
    await (await openVault(directory)).close();
    const summary = readUnverified(await recordOf(directory, 'meta/sequence'));
    expect(summary?.version).toBe(1);
    expect(JSON.parse(summary?.text ?? '')).toEqual({ count: 0, sum: 0, outdatedUpTo: 0 });
  });

  test('leaves a vault that another start is creating alone for a day', async () => {
    const directory = await newDirectory();
    const day = 24 * 60 * 60 * 1000;
    const made = { young: start - day + 60_000, old: start - day - 60_000 };
    for (const [name, at] of Object.entries(made)) {
      await mkdir(`${directory}.creating-${name}`);
      await utimes(`${directory}.creating-${name}`, at / 1000, at / 1000);
    }
    await (await openVault(directory)).close();
    expect((await readdir(dirname(directory))).sort()).toEqual(['vault', 'vault.creating-young']);
  });

  test('creates its folder and those above it', async () => {
    const directory = join(await newDirectory(), 'deeper', 'vault');
    expect((await openVault(directory)).view.kind).toBe('open');
  });
});

describe('records that cannot be opened in place', () => {
  test('in use by another app: reported, and not listed twice', async () => {
    const directory = await vaultOfOne();
    const first = await openVault(directory);
    const second = await openVault(directory);
    expect(second.view).toEqual({
      kind: 'unreadable',
      cause: 'in_use',
      detail: expect.stringContaining('LEVEL_LOCKED') as string,
    });
    expect(await second.connections()).toEqual([]);
    await first.close();
  });

  test('out of reach: reported with LevelDB’s message, not as damaged', async () => {
    const directory = await vaultOfOne();
    await outOfReach(join(recordsIn(directory), 'LOCK'));
    const vault = await openVault(directory);
    expect(vault.view).toEqual({
      kind: 'unreadable',
      cause: 'not_accessible',
      detail: 'opening the records failed: LEVEL_DATABASE_NOT_OPEN, LEVEL_IO_ERROR',
    });
    expect(await vault.connections()).toEqual([whole('a')]);
    expect((await readdir(directory)).sort()).toEqual(['key-a.json', 'key-b.json', 'records']);
  });

  test('with damaged key files all stay listed, from a copy that is removed again', async () => {
    const directory = await vaultOfOne();
    for (const name of keyFiles) await writeFile(join(directory, name), '');
    const before = await contentOf(directory);
    const elsewhere = dirname(await newDirectory());
    vi.resetModules();
    vi.doMock('node:os', () => ({ tmpdir: () => elsewhere }));
    onTestFinished(() => {
      vi.doUnmock('node:os');
      vi.resetModules();
    });
    const { listReadOnly: list } = await import('./read-only-list.js');
    // Made and removed again: a folder keeps when that was.
    const { mtimeMs } = await stat(elsewhere);
    await utimes(elsewhere, 1, 1);
    expect(await list(directory)).toEqual([whole('a')]);
    expect((await stat(elsewhere)).mtimeMs).toBeGreaterThanOrEqual(mtimeMs);
    expect(await readdir(elsewhere)).toEqual([]);
    expect(await contentOf(directory)).toEqual(before);
    expect(await (await openVault(directory)).connections()).toEqual([whole('a')]);
  });

  test('damaged as well: readable ones are listed, and the files stay as they are (R5)', async () => {
    const directory = await vaultOfOne();
    const records = recordsIn(directory);
    await writeFile(join(records, 'CURRENT'), 'rubbish');
    const before = await contentOf(directory);
    expect(await listReadOnly(directory)).toEqual([whole('a')]);
    expect(await contentOf(directory)).toEqual(before);
  });

  test('without records none is listed', async () => {
    expect(await listReadOnly(await newDirectory())).toEqual([]);
  });

  test('damaged: they are copied, repaired, and the vault opens (R5)', async () => {
    const directory = await vaultOfOne();
    await writeFile(join(recordsIn(directory), 'CURRENT'), 'rubbish');
    const vault = await openVault(directory);
    expect(vault.view.kind).toBe('open');
    expect(await vault.connections()).toEqual([whole('a')]);
    await vault.close();
    const copy = join(directory, 'records-damaged-1');
    expect(await readFile(join(copy, 'CURRENT'), 'utf8')).toBe('rubbish');
  });

  test('damaged for the fourth time: no copy is replaced, the damage is reported, and all stay listed (R5)', async () => {
    const directory = await vaultOfOne();
    for (let damage = 1; damage <= 3; damage++) {
      await writeFile(join(recordsIn(directory), 'CURRENT'), `rubbish ${damage}`);
      const vault = await openVault(directory);
      expect(vault.view.kind).toBe('open');
      await vault.close();
    }
    await writeFile(join(recordsIn(directory), 'CURRENT'), 'rubbish 4');
    const before = await contentOf(directory);
    const vault = await openVault(directory);
    expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'damaged' });
    expect(await vault.connections()).toEqual([whole('a')]);
    await vault.close();
    expect(await contentOf(directory)).toEqual(before);
    const copies = (await readdir(directory)).filter((name) => name.startsWith('records-damaged'));
    expect(copies.sort()).toEqual(['records-damaged-1', 'records-damaged-2', 'records-damaged-3']);
    const kept = await readFile(join(directory, 'records-damaged-2', 'CURRENT'), 'utf8');
    expect(kept).toBe('rubbish 2');
  });

  test('a copy of a vault in another folder is the same vault', async () => {
    const directory = await newDirectory();
    await writtenVault(directory, [...added('a'), { kind: 'put_attempt', attempt: attempt('t') }]);
    const copy = await newDirectory();
    await cp(directory, copy, { recursive: true });
    const vault = await openVault(copy);
    expect(await vault.recordStore?.attempts()).toEqual([attempt('t')]);
    await vault.close();
  });
});

describe('updates of key files (S5)', () => {
  async function mended(other: KeyFile, revision: number, newSeal: Seal | null = null) {
    const directory = await vaultOfOne();
    const found = await readVaultFolder(directory);
    if (found.kind !== 'vault') throw new Error(found.kind);
    const [first] = found.keyFiles;
    if (!first) throw new Error('there is no key file');
    const by: ValidKeyFile = { ...first, name: 'key-a.json', body: { ...first.body, revision } };
    await updateKeyFiles(directory, [by, other], by, newSeal, noQuarantine);
    const [a, b] = await readKeyFiles(directory);
    return { a: a?.kind === 'valid' && a.body, b: b?.kind === 'valid' && b.body, by: by.body };
  }
  const good = (revision: number): KeyFile => ({
    kind: 'valid',
    name: 'key-b.json',
    body: { revision, createdAt: 1, keyFingerprint: 'f00d', seals: [] },
  });
  const seal: Seal = {
    kind: 'password_store',
    backend: 'kwallet6',
    prefix: '',
    sealed: 'bmV3',
    sealedAt: 1,
    keyOnDisk: null,
  };

  test.each<[string, KeyFile]>([
    ['of a newer version', { kind: 'newer', name: 'key-b.json', format: 2 }],
    ['out of reach', { kind: 'not_accessible', name: 'key-b.json', reason: 'EACCES' }],
  ])('never touch a file that is %s, not even with a new seal', async (_, other) => {
    expect(await mended(other, 5, seal)).toMatchObject({ a: { revision: 1 }, b: { revision: 1 } });
  });

  test('leave a current file, and replace one that is older or missing', async () => {
    expect((await mended(good(5), 5)).b).toMatchObject({ revision: 1 });
    for (const other of [good(4), { kind: 'missing', name: 'key-b.json' } as const]) {
      const { a, b, by } = await mended(other, 5);
      expect(a).toMatchObject({ revision: 1 });
      expect(b).toEqual(by);
    }
  });

  test('replace the seals of the new seal’s kind, with the next revision', async () => {
    const { a, b, by } = await mended(good(9), 5, seal);
    expect(a).toMatchObject({ revision: 1 });
    expect(b).toEqual({ ...by, revision: 10, seals: [seal] });
  });
});
