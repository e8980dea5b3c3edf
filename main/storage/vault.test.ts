import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { afterEach, describe, expect, test, vi } from 'vitest';

import type { VaultView } from '../../ipc/vault-view.js';
import { newDirectory } from '../../testing/new-directory.js';
import { overwrite, recordOf } from '../../testing/vault-on-disk.js';
import {
  added,
  attempt,
  connection,
  recordStoreOf,
  openVault,
  customService,
  secrets,
  StandInSealer,
  start,
  vaultIn,
  writtenVault,
} from '../../testing/vault.js';

afterEach(() => void vi.useRealTimers());

const openByComputer: VaultView = {
  kind: 'open',
  protection: { kind: 'computer', backend: 'gnome_libsecret' },
  recovery: { kind: 'none' },
  integrity: { kind: 'none' },
  archivedVaults: [],
};

describe('before a choice', () => {
  test('neither the disk nor the password store is touched before open (S1)', async () => {
    const directory = await newDirectory();
    const sealer = new StandInSealer();
    const vault = vaultIn(directory, sealer);
    expect(vault.view).toEqual({ kind: 'opening' });
    expect(await vault.connections()).toEqual([]);
    expect(sealer.requests).toEqual({ probe: 0, seal: 0, open: 0 });
    expect(existsSync(directory)).toBe(false);
  });

  test('without a password store the user chooses, and nothing is written (S2)', async () => {
    const directory = await newDirectory();
    const sealer = new StandInSealer();
    sealer.state = 'missing';
    const vault = await openVault(directory, sealer);
    expect(vault.view).toEqual({ kind: 'choose_protection', backend: 'basic_text' });
    expect(vault.recordStore).toBeNull();
    expect(await readdir(dirname(directory))).toEqual([]);
    expect(sealer.requests.seal).toBe(0);
  });

  test('"keep until quit" stores in memory and writes nothing (S2)', async () => {
    const directory = await newDirectory();
    const sealer = new StandInSealer();
    sealer.state = 'missing';
    const vault = await openVault(directory, sealer);
    expect(await vault.keepUntilQuit()).toBeNull();
    expect(vault.view).toMatchObject({ kind: 'open', protection: { kind: 'until_quit' } });
    await recordStoreOf(vault).commit([
      ...added('a'),
      { kind: 'put_attempt', attempt: attempt('t') },
    ]);
    expect(await recordStoreOf(vault).secrets('a')).toEqual(secrets('first-a'));
    expect(await recordStoreOf(vault).attempts()).toEqual([attempt('t')]);
    expect(await vault.connections()).toEqual([{ kind: 'complete', connection: connection('a') }]);
    expect(await readdir(dirname(directory))).toEqual([]);
    await vault.close();
    expect((await openVault(directory, sealer)).view.kind).toBe('choose_protection');
  });

  test('a probe that fails counts as no password store', async () => {
    const sealer = new StandInSealer();
    sealer.probe = () => Promise.reject(new Error('no bus'));
    const vault = await openVault(await newDirectory(), sealer);
    expect(vault.view).toEqual({ kind: 'choose_protection', backend: 'unknown' });
  });

  test('a password store that cannot open what it sealed gets no vault', async () => {
    const directory = await newDirectory();
    const sealer = new StandInSealer();
    sealer.seal = () => Promise.resolve({ sealed: Buffer.from('v11gone'), keyOnDisk: null });
    const vault = await openVault(directory, sealer);
    expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'not_accessible' });
    expect(existsSync(directory)).toBe(false);
  });

  test('a folder that cannot be written is reported, and nothing is left behind', async () => {
    const directory = await newDirectory();
    await writeFile(dirname(directory) + '/file', '');
    const vault = await openVault(join(dirname(directory), 'file', 'vault'));
    expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'not_accessible' });
  });
});

test('unfinished vaults are removed a day later, and nothing else', async () => {
  const directory = await newDirectory();
  const parent = dirname(directory);
  const old = new Date(start - 25 * 60 * 60 * 1000);
  for (const name of ['vault.creating-old', 'vault.creating-new', 'vault-kept-2026-01-01']) {
    await mkdir(join(parent, name));
    await writeFile(join(parent, name, 'key-a.json'), '');
    const at = name.endsWith('new') ? new Date(start) : old;
    await utimes(join(parent, name), at, at);
  }
  await (await openVault(directory)).close();
  expect((await readdir(parent)).sort()).toEqual([
    'vault',
    'vault-kept-2026-01-01',
    'vault.creating-new',
  ]);
});

describe('what is stored', () => {
  test('survives a restart once it was acknowledged', async () => {
    const directory = await newDirectory();
    await writtenVault(directory, [...added('a'), ...added('b')]);
    const vault = await openVault(directory);
    expect(vault.view).toEqual(openByComputer);
    expect(await vault.connections()).toEqual([
      { kind: 'complete', connection: connection('a') },
      { kind: 'complete', connection: connection('b') },
    ]);
    expect(await recordStoreOf(vault).secrets('b')).toEqual(secrets('first-b'));
    await vault.close();
    expect(vault.recordStore).toBeNull();
  });

  test('a closed vault refuses to write', async () => {
    const vault = await openVault(await newDirectory());
    const recordStore = recordStoreOf(vault);
    await vault.close();
    await expect(recordStore.commit(added('a'))).rejects.toMatchObject({ kind: 'closed' });
  });

  test('every file is private to its owner (S9)', async () => {
    const directory = await newDirectory();
    await writtenVault(directory, added('a'));
    const sealed = await recordOf(directory, 'secrets/a');
    await overwrite(directory, 'secrets/a', sealed.subarray(1));
    const vault = await openVault(directory);
    await vault.connections();
    await vault.close();
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    expect(entries.map(({ name }) => name)).toContain('quarantine');
    for (const entry of entries) {
      const { mode } = await stat(join(entry.parentPath, entry.name));
      expect([entry.name, mode & 0o777]).toEqual([entry.name, entry.isFile() ? 0o600 : 0o700]);
    }
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
  });

  test('a vault restored from a copy that others can read becomes private when it opens (S9)', async () => {
    const directory = await newDirectory();
    await writtenVault(directory, added('a'));
    await chmod(directory, 0o755);
    const vault = await openVault(directory);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    await vault.close();
  });

  test('no secret is on disk in plain text', async () => {
    const directory = await newDirectory();
    await writtenVault(directory, [
      ...added('a'),
      { kind: 'put_attempt', attempt: attempt('t') },
      customService,
    ]);
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    for (const { parentPath, name } of entries.filter((entry) => entry.isFile())) {
      expect([name, (await readFile(join(parentPath, name))).includes('S3CR3T')]).toEqual([
        name,
        false,
      ]);
    }
  });
});

describe('a password store that changes', () => {
  async function lockedBy(change: (sealer: StandInSealer) => void) {
    const directory = await newDirectory();
    await writtenVault(directory, added('a'));
    const sealer = new StandInSealer();
    change(sealer);
    return { vault: await openVault(directory, sealer), sealer, directory };
  }
  const then = {
    kind: 'locked',
    backendThen: 'gnome_libsecret',
    hasRecovery: false,
    archivedVaults: [],
  };

  test.each<[string, string, string, (sealer: StandInSealer) => void]>([
    ['gone', 'unavailable', 'basic_text', (sealer) => void (sealer.state = 'missing')],
    ['locked', 'unavailable', 'gnome_libsecret', (sealer) => void (sealer.state = 'busy')],
    ['holding another key', 'changed', 'gnome_libsecret', (sealer) => void (sealer.key = 2)],
    [
      'another one',
      'changed',
      'kwallet6',
      (sealer) => Object.assign(sealer, { key: 2, backend: 'kwallet6' }),
    ],
  ])(
    '%s: the view says %s, and all connections stay listed and come back (S4, S6)',
    async (_, cause, backendNow, change) => {
      const { vault, sealer } = await lockedBy(change);
      expect(vault.view).toEqual({ ...then, cause: `password_store_${cause}`, backendNow });
      expect(vault.recordStore).toBeNull();
      expect(await vault.connections()).toEqual([
        { kind: 'complete', connection: connection('a') },
      ]);

      Object.assign(sealer, { state: 'works', key: 1, backend: 'gnome_libsecret' });
      await vault.open();
      expect(vault.view).toEqual(openByComputer);
      expect(await recordStoreOf(vault).secrets('a')).toEqual(secrets('first-a'));
    },
  );

  test('a locked vault changes no record and no key file, and sets nothing aside (S4)', async () => {
    const directory = await newDirectory();
    await writtenVault(directory, added('a'));
    const before = [
      await recordOf(directory, 'secrets/a'),
      await recordOf(directory, 'connection/a'),
    ];
    const keyFile = await readFile(join(directory, 'key-a.json'));
    const sealer = new StandInSealer();
    sealer.key = 2;
    const vault = await openVault(directory, sealer);
    await vault.connections();
    await vault.close();
    expect([
      await recordOf(directory, 'secrets/a'),
      await recordOf(directory, 'connection/a'),
    ]).toEqual(before);
    expect(await readFile(join(directory, 'key-a.json'))).toEqual(keyFile);
    expect((await readdir(directory)).sort()).toEqual(['key-a.json', 'key-b.json', 'records']);
  });

  test('"keep until quit" beside a locked vault leaves that vault as it is', async () => {
    const { vault, directory } = await lockedBy((sealer) => void (sealer.key = 2));
    expect(await vault.keepUntilQuit()).toBeNull();
    await recordStoreOf(vault).commit(added('b'));
    await vault.close();
    const again = await openVault(directory);
    expect(await again.connections()).toEqual([{ kind: 'complete', connection: connection('a') }]);
  });

  test('a key that a seal opens to by mistake is never used', async () => {
    const { vault } = await lockedBy((sealer) => {
      const key = Buffer.alloc(32, 1);
      sealer.open = () => Promise.resolve({ kind: 'opened', key, shouldSealAgain: false });
    });
    expect(vault.view).toMatchObject({ kind: 'locked', cause: 'password_store_changed' });
  });

  test('the same key under another name opens, and the new name is recorded', async () => {
    const directory = await newDirectory();
    await writtenVault(directory, added('a'));
    const sealer = new StandInSealer();
    sealer.backend = 'kwallet6';
    const vault = await openVault(directory, sealer);
    expect(vault.view).toMatchObject({
      kind: 'open',
      protection: { kind: 'computer', backend: 'kwallet6' },
    });
    await vault.close();
    expect(await readFile(join(directory, 'key-b.json'), 'utf8')).toContain('kwallet6');
    expect(await readFile(join(directory, 'key-a.json'), 'utf8')).not.toContain('kwallet6');
  });
});

describe('a password store that does not answer', () => {
  test('is unavailable after 30 seconds, is not queried a second time, and its late answer opens the vault (S6)', async () => {
    const directory = await newDirectory();
    await writtenVault(directory, added('a'));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const sealer = new StandInSealer();
    sealer.state = 'silent';
    const vault = vaultIn(directory, sealer);
    const opening = vault.open();
    await vi.waitUntil(() => sealer.requests.probe === 1);
    vi.advanceTimersByTime(29_999);
    expect(vault.view.kind).toBe('opening');
    vi.advanceTimersByTime(1);
    await opening;
    expect(vault.view).toMatchObject({ kind: 'locked', cause: 'password_store_unavailable' });
    expect(await vault.connections()).toHaveLength(1);

    const again = vault.open();
    await vi.waitUntil(() => vi.getTimerCount() > 0);
    vi.advanceTimersByTime(30_000);
    await again;
    expect(sealer.requests.probe).toBe(1);

    const opened = new Promise<VaultView>((resolve) => vault.onChange(resolve));
    sealer.answer();
    expect(await opened).toEqual(openByComputer);
    expect(await recordStoreOf(vault).secrets('a')).toEqual(secrets('first-a'));
  });

  test('does not delay closing', async () => {
    const sealer = new StandInSealer();
    sealer.state = 'silent';
    const vault = vaultIn(await newDirectory(), sealer);
    const opening = vault.open();
    await vi.waitUntil(() => sealer.requests.probe === 1);
    await vault.close();
    await opening;
    expect(vault.recordStore).toBeNull();
  });
});

describe('files that cannot be used', () => {
  test('a second app on the same vault sees that it is in use, and the first continues', async () => {
    const directory = await newDirectory();
    const first = await openVault(directory);
    const second = await openVault(directory);
    expect(second.view).toMatchObject({ kind: 'unreadable', cause: 'in_use' });
    await recordStoreOf(first).commit(added('a'));
    await first.close();
    await second.open();
    expect(await second.connections()).toHaveLength(1);
  });

  test('the remains of a vault are not written over, and a new one can be created beside it', async () => {
    const directory = await newDirectory();
    await mkdir(join(directory, 'quarantine'), { recursive: true });
    const vault = await openVault(directory);
    expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'damaged' });
    expect(await vault.startNew()).toBeNull();
    expect(vault.view).toMatchObject({ kind: 'open', archivedVaults: ['vault-kept-2026-01-05'] });
    await vault.close();
  });

  test('no room for the first vault is reported as a full disk, and retried', async () => {
    const sealer = new StandInSealer();
    const full = Object.assign(new Error('no room'), { code: 'ENOSPC' });
    vi.spyOn(sealer, 'seal').mockRejectedValueOnce(full);
    const vault = await openVault(await newDirectory(), sealer);
    expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'disk_full' });
    await vault.retryOpening('window_focused');
    expect(vault.view.kind).toBe('open');
    await vault.close();
  });

  test('records of another key are not written to (S3)', async () => {
    const directory = await newDirectory();
    const other = await newDirectory();
    await writtenVault(directory, added('a'));
    await writtenVault(other, []);
    for (const key of ['meta/canary', 'meta/canary-b', 'meta/sequence']) {
      await overwrite(directory, key, await recordOf(other, key));
    }
    const before = await recordOf(directory, 'secrets/a');
    const vault = await openVault(directory);
    expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'damaged' });
    expect(vault.recordStore).toBeNull();
    expect(await vault.connections()).toHaveLength(1);
    await vault.close();
    expect(await recordOf(directory, 'secrets/a')).toEqual(before);
    expect(await readdir(directory)).toEqual(['key-a.json', 'key-b.json', 'records']);
  });

  test.each([[['meta/canary']], [['meta/canary-b']], [['meta/canary', 'meta/canary-b']]])(
    'with %s damaged, an intact vault opens and has its canaries again (S3)',
    async (rotten) => {
      const directory = await newDirectory();
      await writtenVault(directory, added('a'));
      const before = await recordOf(directory, 'meta/canary');
      for (const key of rotten) await overwrite(directory, key, Buffer.alloc(before.length, 7));
      const vault = await openVault(directory);
      expect(vault.view).toEqual(openByComputer);
      await vault.close();
      for (const key of rotten) {
        expect(await recordOf(directory, key)).not.toEqual(Buffer.alloc(before.length, 7));
      }
      expect((await readdir(join(directory, 'quarantine'))).length).toBeGreaterThan(0);
    },
  );

  test('missing records are not replaced by an empty store', async () => {
    const directory = await newDirectory();
    await writtenVault(directory, added('a'));
    await rm(join(directory, 'records'), { recursive: true });
    const vault = await openVault(directory);
    expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'damaged' });
    expect(existsSync(join(directory, 'records'))).toBe(false);
  });

  test('an empty folder in its place is no vault', async () => {
    const directory = await newDirectory();
    await mkdir(directory);
    expect((await openVault(directory)).view).toEqual(openByComputer);
  });
});
