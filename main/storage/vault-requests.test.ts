/** Requests by state of the vault; a rejected one leaves everything as it was. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { VaultView } from '../../ipc/vault-view.js';
import { newDirectory } from '../../testing/new-directory.js';
import {
  added,
  connection,
  recordStoreOf,
  openVault,
  StandInSealer,
  start,
  vaultIn,
  writtenVault,
} from '../../testing/vault.js';
import type { Vault } from '../ports/vault.js';
import { createVault } from './vault.js';

const passphrase = 'correct horse battery';
const refused = { code: 'invalid_request' };
const missing = () => Object.assign(new StandInSealer(), { state: 'missing' });

async function lockedVault(): Promise<{ directory: string; vault: Vault }> {
  const directory = await newDirectory();
  await writtenVault(directory, added('a'));
  const vault = await openVault(directory, Object.assign(new StandInSealer(), { key: 2 }));
  return { directory, vault };
}

describe('a request that is not possible now is rejected, with the reason in the details', () => {
  test('in an open vault', async () => {
    const vault = await openVault(await newDirectory());
    const before = vault.view;
    const cause = 'the vault is open or closed';
    expect(await vault.keepUntilQuit()).toMatchObject({ ...refused, cause });
    expect(await vault.unlock(passphrase)).toMatchObject({ ...refused, cause });
    const open = { ...refused, cause: 'the vault is open' };
    expect(await vault.protectByPassphrase(passphrase)).toMatchObject(open);
    expect(await vault.startNew()).toMatchObject(open);
    expect(await vault.restoreArchived('vault-kept-2026-01-05')).toMatchObject(refused);
    expect(vault.view).toEqual(before);
    await vault.close();
  });

  test('in a closed one', async () => {
    const directory = await newDirectory();
    const vault = await openVault(directory);
    await vault.close();
    await vault.open();
    expect(vault.view.kind).toBe('opening');
    expect(await vault.keepUntilQuit()).toMatchObject(refused);
    expect(await vault.unlock(passphrase)).toMatchObject(refused);
    expect(await vault.startNew()).toMatchObject({ cause: 'the vault is opening' });
    expect(await vault.recovery.offer()).toMatchObject({ ok: false });
    expect(await vault.recovery.remove()).toMatchObject(refused);
    expect(await vault.connections()).toEqual([]);
    expect(await readdir(dirname(directory))).toEqual(['vault']);
  });

  test('in a locked one with neither passphrase nor recovery sheet', async () => {
    const { vault } = await lockedVault();
    expect(await vault.unlock(passphrase)).toMatchObject({
      ...refused,
      cause: 'no passphrase is asked for',
    });
    expect(await vault.recovery.offer()).toMatchObject({ ok: false, failure: refused });
    expect(await vault.recovery.confirm('')).toMatchObject(refused);
    expect(vault.recovery.isOffered).toBe(false);
    await vault.close();
  });

  test('before the user has chosen', async () => {
    const directory = await newDirectory();
    const vault = await openVault(directory, missing());
    expect(await vault.startNew()).toMatchObject({ cause: 'the vault is choose_protection' });
    expect(vault.view.kind).toBe('choose_protection');
    expect(await readdir(dirname(directory))).toEqual([]);
    expect(await vault.connections()).toEqual([]);
  });

  test.each(['in_use', 'newer_version'])('a vault that is %s is not archived', async (cause) => {
    const directory = await newDirectory();
    const first = await openVault(directory);
    if (cause === 'newer_version') {
      await first.close();
      const checksum = createHash('sha256').update('[2,{}]').digest('hex');
      const text = JSON.stringify({ format: 2, checksum, body: {} });
      await writeFile(join(directory, 'key-a.json'), text);
    }
    const vault = await openVault(directory);
    expect(vault.view).toMatchObject({ kind: 'unreadable', cause });
    expect(await vault.startNew()).toMatchObject({ cause: 'the vault is unreadable' });
    expect(await readdir(dirname(directory))).toEqual(['vault']);
    await first.close();
  });
});

describe('a listener', () => {
  test('receives each view once, and none after unsubscribing', async () => {
    const directory = await newDirectory();
    const vault = vaultIn(directory, missing());
    const told: VaultView['kind'][] = [];
    const leave = vault.onChange(({ kind }) => told.push(kind));
    await vault.open();
    await vault.open();
    expect(told).toEqual(['choose_protection']);
    leave();
    await vault.keepUntilQuit();
    expect(vault.view.kind).toBe('open');
    expect(told).toEqual(['choose_protection']);
  });
});

describe('an open vault', () => {
  test('is not opened again, and its password store is not queried', async () => {
    const sealer = new StandInSealer();
    const vault = await openVault(await newDirectory(), sealer);
    const { probe } = sealer.requests;
    await vault.open();
    expect(sealer.requests.probe).toBe(probe);
    expect(vault.view.kind).toBe('open');
    await vault.close();
  });

  test('has its own key: 32 bytes that no other vault has', async () => {
    const asked: number[] = [];
    const bytes = (size: number) => {
      asked.push(size);
      return randomBytes(size);
    };
    const directory = await newDirectory();
    const sealer = new StandInSealer();
    const vault = createVault({ directory, sealer, now: () => start, randomBytes: bytes });
    await vault.open();
    expect(asked[0]).toBe(32);
    const fingerprint = recordStoreOf(vault).fingerprint('token');
    await vault.close();
    const other = await openVault(await newDirectory());
    expect(recordStoreOf(other).fingerprint('token')).not.toBe(fingerprint);
    await other.close();
    const again = await openVault(directory);
    expect(recordStoreOf(again).fingerprint('token')).toBe(fingerprint);
    await again.close();
  });

  test('discards the offered recovery phrase when it closes', async () => {
    const vault = await openVault(await newDirectory());
    const offer = await vault.recovery.offer();
    expect(offer.ok).toBe(true);
    expect(vault.recovery.isOffered).toBe(true);
    await vault.close();
    expect(vault.recovery.isOffered).toBe(false);
    if (offer.ok)
      expect(await vault.recovery.confirm(offer.value.passphrase)).toMatchObject(refused);
  });

  test('in memory uses no disk, also beside a locked one (S2)', async () => {
    const { directory, vault } = await lockedVault();
    const before = await readFile(join(directory, 'key-a.json'));
    expect(await vault.keepUntilQuit()).toBeNull();
    expect(await vault.connections()).toEqual([]);
    await recordStoreOf(vault).commit(added('b'));
    expect(await vault.connections()).toEqual([{ kind: 'complete', connection: connection('b') }]);
    expect(vault.view).toMatchObject({
      integrity: { kind: 'none' },
      recovery: { kind: 'not_needed' },
    });
    expect(await vault.recovery.offer()).toMatchObject({ ok: false });
    await vault.close();
    expect(await readFile(join(directory, 'key-a.json'))).toEqual(before);
  });
});

describe('a vault with a passphrase', () => {
  test('needs twelve characters, as a user counts them (S2)', async () => {
    const directory = await newDirectory();
    const vault = await openVault(directory, missing());
    const short = 'u\u0308'.repeat(11);
    expect(await vault.protectByPassphrase(short)).toMatchObject({ code: 'passphrase_too_short' });
    expect(await readdir(dirname(directory))).toEqual([]);
    expect(await vault.protectByPassphrase('ü'.repeat(12))).toBeNull();
    await vault.close();
  });

  test('reports that it cannot be created, and the choice remains (S2)', async () => {
    const directory = await newDirectory();
    const vault = await openVault(directory, missing());
    await rm(dirname(directory), { recursive: true });
    await writeFile(dirname(directory), '');
    expect(await vault.protectByPassphrase(passphrase)).toMatchObject({ code: 'storage_failed' });
    expect(vault.view.kind).toBe('choose_protection');
  });

  test('opens with the seal in either file', async () => {
    const directory = await newDirectory();
    const made = await openVault(directory, missing());
    await made.protectByPassphrase(passphrase);
    await made.close();
    await writeFile(join(directory, 'key-a.json'), '');
    const vault = await openVault(directory, new StandInSealer());
    expect(vault.view).toEqual({ kind: 'passphrase_required' });
    expect(await vault.unlock(passphrase)).toBeNull();
    expect(vault.view).toMatchObject({ kind: 'open', recovery: { kind: 'not_needed' } });
    await vault.close();
    const [a, b] = await Promise.all(
      ['key-a.json', 'key-b.json'].map((name) => readFile(join(directory, name), 'utf8')),
    );
    expect(a).toBe(b);
  });
});

describe('starting a new vault', () => {
  test('reports that the old one cannot be archived, and leaves it as it was', async () => {
    const { directory, vault } = await lockedVault();
    await rm(directory, { recursive: true });
    expect(await vault.startNew()).toMatchObject({ code: 'storage_failed' });
  });

  test('a missing archived vault cannot be restored', async () => {
    const directory = await newDirectory();
    const vault = await openVault(directory);
    await vault.close();
    expect(await vault.restoreArchived('vault-kept-2026-01-01')).toMatchObject({
      code: 'storage_failed',
    });
  });

  test('every view with archived vaults names them', async () => {
    const directory = await newDirectory();
    await mkdir(join(dirname(directory), 'vault-kept-2026-01-01'));
    const vault = await openVault(directory);
    expect(vault.view).toMatchObject({ kind: 'open', archivedVaults: ['vault-kept-2026-01-01'] });
    await vault.close();
    const locked = await openVault(directory, Object.assign(new StandInSealer(), { key: 2 }));
    expect(locked.view).toMatchObject({
      kind: 'locked',
      archivedVaults: ['vault-kept-2026-01-01'],
    });
    await locked.close();
  });
});
