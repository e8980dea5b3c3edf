import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { describe, expect, test, vi } from 'vitest';

import type { VaultView } from '../../ipc/vault-view.js';
import { newDirectory } from '../../testing/new-directory.js';
import {
  added,
  connection,
  recordStoreOf,
  openVault,
  secrets,
  StandInSealer,
  start,
  vaultIn,
  writtenVault,
} from '../../testing/vault.js';
import type { Vault } from '../ports/vault.js';

const keyFiles = ['key-a.json', 'key-b.json'];

async function offered(vault: Vault): Promise<string> {
  const offer = await vault.recovery.offer();
  if (!offer.ok) throw new Error(offer.failure.code);
  return offer.value.passphrase;
}

const endOf = (phrase: string) => phrase.split('-').slice(-2).join(' ');

/** A vault with one connection and a recovery sheet, closed. */
async function vaultWithSheet() {
  const directory = await newDirectory();
  await writtenVault(directory, added('a'));
  const vault = await openVault(directory);
  const phrase = await offered(vault);
  expect(await vault.recovery.confirm(endOf(phrase))).toBeNull();
  await vault.close();
  return { directory, phrase };
}

/** Replaces the password store by another one, which does not open the seals of the old one. */
function anotherStore(): StandInSealer {
  return Object.assign(new StandInSealer(), { key: 2, backend: 'kwallet6' });
}

const recoveryOf = (view: VaultView) => (view.kind === 'open' ? view.recovery : null);

describe('making a recovery sheet', () => {
  test('nothing is written until its end was typed correctly', async () => {
    const directory = await newDirectory();
    const vault = await openVault(directory);
    const before = await Promise.all(keyFiles.map((name) => readFile(join(directory, name))));
    expect(await vault.recovery.confirm('')).toMatchObject({ code: 'invalid_request' });
    const phrase = await offered(vault);
    expect(vault.recovery.isOffered).toBe(true);
    for (const typed of ['', phrase.slice(-4), endOf(await offered(vault)).replace(/.$/, 'U')]) {
      expect(await vault.recovery.confirm(typed)).toMatchObject({ code: 'recovery_not_confirmed' });
    }
    vault.recovery.abandon();
    expect(vault.recovery.isOffered).toBe(false);
    expect(await vault.recovery.confirm(endOf(phrase))).toMatchObject({ code: 'invalid_request' });
    expect(recoveryOf(vault.view)).toEqual({ kind: 'none' });
    expect(await Promise.all(keyFiles.map((name) => readFile(join(directory, name))))).toEqual(
      before,
    );
  });

  test('then both key files have its scrypt seal, and the phrase is nowhere on disk', async () => {
    const { directory, phrase } = await vaultWithSheet();
    const plain = phrase.replaceAll('-', '');
    for (const name of keyFiles) {
      const text = await readFile(join(directory, name), 'utf8');
      expect(text).toContain('"kind": "recovery"');
      expect(text).toContain('"N": 131072');
      expect(text).not.toContain(phrase);
      expect(text).not.toContain(plain.slice(0, 24));
    }
    const vault = await openVault(directory);
    expect(recoveryOf(vault.view)).toEqual({ kind: 'set', since: start });
    await vault.close();
  });

  test('either key file alone opens with it (S7)', async () => {
    const { directory, phrase } = await vaultWithSheet();
    const whole = await Promise.all(keyFiles.map((name) => readFile(join(directory, name))));
    for (const [index, name] of keyFiles.entries()) {
      await writeFile(join(directory, name), '');
      const vault = await openVault(directory, anotherStore());
      expect(await vault.unlock(phrase)).toBeNull();
      await vault.close();
      for (const [other, content] of whole.entries()) {
        await writeFile(join(directory, keyFiles[other] ?? ''), content);
      }
      expect(index).toBeLessThan(2);
    }
  });

  test('a new one replaces it: only the newest sheet opens the vault', async () => {
    const { directory, phrase: first } = await vaultWithSheet();
    const vault = await openVault(directory);
    const second = await offered(vault);
    expect(await vault.recovery.confirm(second)).toBeNull();
    await vault.close();
    const locked = await openVault(directory, anotherStore());
    expect(await locked.unlock(first)).toMatchObject({ code: 'recovery_wrong' });
    expect(await locked.unlock(second)).toBeNull();
    await locked.close();
  });

  test('a removed one opens nothing any more, and the password store still does', async () => {
    const { directory, phrase } = await vaultWithSheet();
    const vault = await openVault(directory);
    expect(await vault.recovery.remove()).toBeNull();
    expect(recoveryOf(vault.view)).toEqual({ kind: 'none' });
    await vault.close();
    for (const name of keyFiles) {
      expect(await readFile(join(directory, name), 'utf8')).not.toContain('recovery');
    }
    const locked = await openVault(directory, anotherStore());
    expect(locked.view).toMatchObject({ kind: 'locked', hasRecovery: false });
    expect(await locked.unlock(phrase)).toMatchObject({ code: 'invalid_request' });
    await locked.close();
    expect((await openVault(directory)).view.kind).toBe('open');
  });

  test('a vault in memory, with a passphrase, or locked is offered none', async () => {
    const sealer = Object.assign(new StandInSealer(), { state: 'missing' });
    const untilQuit = await openVault(await newDirectory(), sealer);
    await untilQuit.keepUntilQuit();
    const byPassphrase = await openVault(await newDirectory(), sealer);
    await byPassphrase.protectByPassphrase('correct horse battery');
    const { directory } = await vaultWithSheet();
    const locked = await openVault(directory, anotherStore());
    for (const vault of [untilQuit, byPassphrase, locked]) {
      expect(await vault.recovery.offer()).toMatchObject({ ok: false });
    }
    expect(recoveryOf(untilQuit.view)).toEqual({ kind: 'not_needed' });
    expect(recoveryOf(byPassphrase.view)).toEqual({ kind: 'not_needed' });
  });
});

describe('opening with the recovery sheet', () => {
  test('a typing mistake and the phrase of another vault are distinguished, and neither opens', async () => {
    const { directory, phrase } = await vaultWithSheet();
    const { phrase: ofAnother } = await vaultWithSheet();
    const vault = await openVault(directory, anotherStore());
    expect(vault.view).toMatchObject({ kind: 'locked', hasRecovery: true });
    expect(await vault.unlock(phrase.slice(0, -1))).toMatchObject({ code: 'recovery_mistyped' });
    expect(await vault.unlock(ofAnother)).toMatchObject({ code: 'recovery_wrong' });
    expect(vault.view.kind).toBe('locked');
    await vault.close();
  });

  test('another password store that works seals the key, and the next start opens by itself', async () => {
    const { directory, phrase } = await vaultWithSheet();
    const sealer = anotherStore();
    const vault = await openVault(directory, sealer);
    expect(await vault.unlock(phrase.toLowerCase())).toBeNull();
    expect(await recordStoreOf(vault).secrets('a')).toEqual(secrets('first-a'));
    await vi.waitUntil(
      () => vault.view.kind === 'open' && vault.view.protection.kind === 'computer',
    );
    expect(vault.view).toMatchObject({
      protection: { kind: 'computer', backend: 'kwallet6' },
      recovery: { kind: 'set' },
    });
    await vault.close();

    // The seal of the old store is kept until the new one has opened once.
    const texts = await Promise.all(
      keyFiles.map((name) => readFile(join(directory, name), 'utf8')),
    );
    expect(texts.filter((text) => text.includes('gnome_libsecret'))).toHaveLength(1);
    const back = await openVault(directory);
    expect(back.view.kind).toBe('open');
    await back.close();

    const again = await openVault(directory, sealer);
    expect(again.view).toMatchObject({ kind: 'open', recovery: { kind: 'set' } });
    expect(await again.connections()).toEqual([{ kind: 'complete', connection: connection('a') }]);
    await again.close();
  });

  test('a second opening keeps a password store’s seal that has not opened anything yet', async () => {
    const { directory, phrase } = await vaultWithSheet();
    const first = await openVault(directory, anotherStore());
    await first.unlock(phrase);
    await vi.waitUntil(
      () => first.view.kind === 'open' && first.view.protection.kind === 'computer',
    );
    await first.close();

    const none = Object.assign(new StandInSealer(), { state: 'missing' });
    const second = await openVault(directory, none);
    expect(await second.unlock(phrase)).toBeNull();
    await second.close();
    // The old store is back; its seal is still there.
    const back = await openVault(directory);
    expect(back.view.kind).toBe('open');
    await back.close();
  });

  test('without a password store the vault stays open, and the next start needs the phrase again', async () => {
    const { directory, phrase } = await vaultWithSheet();
    const sealer = Object.assign(new StandInSealer(), { state: 'missing' });
    for (let starts = 1; starts <= 2; starts++) {
      const vault = await openVault(directory, sealer);
      expect(vault.view).toMatchObject({
        kind: 'locked',
        cause: 'password_store_unavailable',
        hasRecovery: true,
      });
      expect(await vault.unlock(phrase)).toBeNull();
      expect(vault.view).toMatchObject({ protection: { kind: 'recovery_sheet' } });
      await recordStoreOf(vault).commit(added(`b${starts}`));
      await vault.close();
    }
    expect(sealer.requests.seal).toBe(0);
    const back = await openVault(directory);
    expect(await back.connections()).toHaveLength(3);
    await back.close();
  });

  test('a password store that has not answered yet is not queried a second time (S6)', async () => {
    const { directory, phrase } = await vaultWithSheet();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const sealer = Object.assign(new StandInSealer(), { state: 'silent' });
    const vault = vaultIn(directory, sealer);
    const opening = vault.open();
    await vi.waitUntil(() => sealer.requests.probe === 1);
    vi.advanceTimersByTime(30_000);
    await opening;
    vi.useRealTimers();
    expect(await vault.unlock(phrase)).toBeNull();
    expect(vault.view.kind).toBe('open');
    expect(sealer.requests).toMatchObject({ probe: 1, seal: 0 });
    await vault.close();
  });
});

test('a vault opened with the sheet before the password store answers is sealed once it has', async () => {
  const { directory, phrase } = await vaultWithSheet();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const sealer = Object.assign(new StandInSealer(), { state: 'silent', key: 2 });
  const vault = vaultIn(directory, sealer);
  const opening = vault.open();
  await vi.waitUntil(() => sealer.requests.probe === 1);
  vi.advanceTimersByTime(30_000);
  await opening;
  vi.useRealTimers();
  expect(await vault.unlock(phrase)).toBeNull();
  sealer.answer();
  await vi.waitUntil(() => vault.view.kind === 'open' && vault.view.protection.kind === 'computer');
  await vault.close();
  const next = await openVault(directory, sealer);
  expect(next.view).toMatchObject({ kind: 'open', protection: { kind: 'computer' } });
  await next.close();
});

describe('while the current password store seals the key of a vault that the sheet opened', () => {
  /** Opened with its sheet; the new seal is held back until released. */
  async function heldBack() {
    const { directory, phrase } = await vaultWithSheet();
    const sealer = anotherStore();
    const asked = new Promise<() => void>((resolve) => {
      sealer.seal = (key) =>
        new Promise((sealed) => {
          resolve(() => sealed(StandInSealer.prototype.seal.call(sealer, key)));
        });
    });
    const vault = await openVault(directory, sealer);
    expect(await vault.unlock(phrase)).toBeNull();
    const letGo = await asked;
    const texts = () =>
      Promise.all(keyFiles.map((name) => readFile(join(directory, name), 'utf8')));
    return { directory, vault, letGo, texts, before: await texts() };
  }
  const isSealed = (vault: Vault) =>
    vi.waitUntil(() => vault.view.kind === 'open' && vault.view.protection.kind === 'computer');

  test('a recovery phrase that is removed meanwhile does not come back', async () => {
    const { directory, vault, letGo, texts } = await heldBack();
    expect(vault.view).toMatchObject({ protection: { kind: 'recovery_sheet' } });
    expect(await vault.recovery.remove()).toBeNull();
    letGo();
    await isSealed(vault);
    expect(recoveryOf(vault.view)).toEqual({ kind: 'none' });
    for (const text of await texts()) expect(text).not.toContain('"recovery"');
    expect(await vault.recovery.remove()).toBeNull();
    await vault.close();
    const again = await openVault(directory, anotherStore());
    expect(again.view.kind).toBe('open');
    await again.close();
  });

  test('a vault that is closed meanwhile is not written to any more', async () => {
    const { vault, letGo, texts, before } = await heldBack();
    await vault.close();
    letGo();
    await new Promise((resolve) => setImmediate(resolve));
    await vault.close();
    expect(await texts()).toEqual(before);
    expect(vault.view.kind).toBe('opening');
  });

  test('a key file that is damaged meanwhile is not taken for an intact one', async () => {
    const { directory, vault, letGo } = await heldBack();
    for (const name of keyFiles) await writeFile(join(directory, name), '{}');
    letGo();
    await new Promise((resolve) => setImmediate(resolve));
    await vault.close();
    for (const name of keyFiles) {
      expect(await readFile(join(directory, name), 'utf8')).toBe('{}');
    }
  });
});

describe('starting a new vault beside one that does not open', () => {
  test('a pending answer of the password store about the old one does not count for the new one', async () => {
    const directory = await newDirectory();
    await writtenVault(directory, added('a'));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const sealer = Object.assign(new StandInSealer(), { state: 'silent' });
    const vault = vaultIn(directory, sealer);
    const opening = vault.open();
    await vi.waitUntil(() => sealer.requests.probe === 1);
    vi.advanceTimersByTime(30_000);
    await opening;
    const starting = vault.startNew();
    await vi.waitUntil(() => vi.getTimerCount() > 0);
    vi.useRealTimers();
    sealer.answer();
    expect(await starting).toBeNull();
    expect(vault.view).toMatchObject({ kind: 'open', archivedVaults: ['vault-kept-2026-01-05'] });
    expect(await vault.connections()).toEqual([]);
    await vault.close();
  });

  test('renames the old one by day, deletes nothing, and opens an empty one', async () => {
    const directory = await newDirectory();
    await writtenVault(directory, added('a'));
    const sealer = anotherStore();
    const vault = await openVault(directory, sealer);
    expect(await vault.startNew()).toBeNull();
    expect(vault.view).toMatchObject({ kind: 'open', archivedVaults: ['vault-kept-2026-01-05'] });
    expect(await vault.connections()).toEqual([]);
    await recordStoreOf(vault).commit(added('b'));
    expect(await vault.startNew()).toMatchObject({ code: 'invalid_request' });
    await vault.close();

    const kept = await openVault(join(dirname(directory), 'vault-kept-2026-01-05'));
    expect(await kept.connections()).toEqual([{ kind: 'complete', connection: connection('a') }]);
    await kept.close();

    // The second one of the day gets its own name.
    const third = await openVault(directory, Object.assign(new StandInSealer(), { key: 3 }));
    expect(await third.startNew()).toBeNull();
    expect(third.view).toMatchObject({
      archivedVaults: ['vault-kept-2026-01-05-2', 'vault-kept-2026-01-05'],
    });
    await third.close();
  });

  test('is also possible after a forgotten passphrase or with damaged files', async () => {
    const sealer = Object.assign(new StandInSealer(), { state: 'missing' });
    const forgotten = await newDirectory();
    const made = await openVault(forgotten, sealer);
    await made.protectByPassphrase('correct horse battery');
    await made.close();
    const vault = await openVault(forgotten, sealer);
    expect(vault.view.kind).toBe('passphrase_required');
    expect(await vault.startNew()).toBeNull();
    expect(vault.view.kind).toBe('choose_protection');

    const damaged = await newDirectory();
    await writtenVault(damaged, added('a'));
    for (const name of keyFiles) await writeFile(join(damaged, name), '{}');
    const unreadable = await openVault(damaged);
    expect(await unreadable.startNew()).toBeNull();
    expect(unreadable.view.kind).toBe('open');
    expect(await readdir(dirname(damaged))).toHaveLength(2);
    await unreadable.close();
  });

  test('a late answer about the archived vault is not taken for the new one', async () => {
    const directory = await newDirectory();
    await writtenVault(directory, added('a'));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const sealer = Object.assign(new StandInSealer(), { state: 'silent' });
    const vault = vaultIn(directory, sealer);
    const opening = vault.open();
    await vi.waitUntil(() => sealer.requests.probe === 1);
    vi.advanceTimersByTime(30_000);
    await opening;
    const anew = vault.startNew();
    await vi.waitUntil(() => vi.getTimerCount() > 0);
    vi.advanceTimersByTime(30_000);
    expect(await anew).toBeNull();
    vi.useRealTimers();
    sealer.answer();
    await vi.waitUntil(() => vault.view.kind === 'open');
    expect(await vault.connections()).toEqual([]);
    await vault.close();
    expect((await openVault(join(dirname(directory), 'vault-kept-2026-01-05'))).view.kind).toBe(
      'open',
    );
  });

  test('an archived one is restored by name once the vault is closed, and the other is archived', async () => {
    const directory = await newDirectory();
    await writtenVault(directory, added('a'));
    const vault = await openVault(directory, anotherStore());
    await vault.startNew();
    await recordStoreOf(vault).commit(added('b'));
    expect(await vault.restoreArchived('vault-kept-2026-01-05')).toMatchObject({
      code: 'invalid_request',
    });
    await vault.close();
    for (const name of ['../vault', 'vault-kept-', 'vault-kept-2026-01-05/../x', 'vault']) {
      expect(await vault.restoreArchived(name)).not.toBeNull();
    }
    expect(await vault.restoreArchived('vault-kept-2026-01-05')).toBeNull();
    const back = await openVault(directory);
    expect(back.view).toMatchObject({ kind: 'open', archivedVaults: ['vault-kept-2026-01-05-2'] });
    expect(await back.connections()).toEqual([{ kind: 'complete', connection: connection('a') }]);
    await back.close();
  });
});
