/**
 * The vault: a random data key, sealed by the password store or by a passphrase, and records under
 * it. Not being able to open it is never a reason to change or delete what is there.
 */
import { randomBytes as systemRandomBytes } from 'node:crypto';

import type { Failure } from '../../ipc/failure.js';
import { passphraseMinimum } from '../../ipc/limits.js';
import type { Protection, VaultView } from '../../ipc/vault-view.js';
import { failureOf, storageFailure } from '../connections/failures.js';
import type { KeySealer, Vault } from '../connections/ports.js';
import { listConnections, listWhileLocked } from './connection-records.js';
import { dataKeyBytes } from './data-key.js';
import { createMemoryDatabase, type Database } from './database.js';
import { lockedView, viewWhileSilent } from './locked-view.js';
import { newLedger, openLedger, type OpenLedger } from './open-ledger.js';
import { type GoodKeyFile, passphraseSealsOf, passwordStoreSealsOf } from './key-file.js';
import { answerWithin, askPasswordStore, type PasswordStoreAnswer } from './password-store.js';
import { createQuarantine, noQuarantine } from './quarantine.js';
import type { RandomBytes } from './record-cipher.js';
import {
  lengthOf,
  openByPassphrase,
  type Seal,
  sealByPassphrase,
  sealByPasswordStore,
} from './seals.js';
import { toStorageError } from './storage-error.js';
import {
  createFolder,
  lookInto,
  mendKeyFiles,
  openRecords,
  quarantineIn,
  unreadable,
  type VaultFolder,
} from './vault-folder.js';

/** A password store that has not answered by then is shown as unavailable; a late answer still counts. */
const answerDeadlineMs = 30_000;

export interface VaultOptions {
  /** Made with the first data key, not before. */
  readonly directory: string;
  readonly sealer: KeySealer;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly randomBytes?: RandomBytes;
}

/** Touches neither the disk nor the password store before `open()`. */
export function createVault(options: VaultOptions): Vault {
  const { directory, sealer, now, randomBytes = systemRandomBytes } = options;
  const quarantine = createQuarantine(quarantineIn(directory), now);
  const closing = new AbortController();
  const listeners = new Set<(view: VaultView) => void>();

  let view: VaultView = { kind: 'opening' };
  let opened: OpenLedger | null = null;
  let folder: VaultFolder | null = null;
  let database: Database | null = null;
  /** The question that the password store has not answered yet: it is never asked twice at a time (S6). */
  let asked: Promise<PasswordStoreAnswer> | null = null;

  let lastTask: Promise<unknown> = Promise.resolve();
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = lastTask.then(task);
    lastTask = result.catch(() => undefined);
    return result;
  }

  function show(next: VaultView): void {
    view = next;
    listeners.forEach((listener) => listener(next));
  }

  const isSettled = () => view.kind === 'open' || closing.signal.aborted;

  /** Shows the view a task ends in (null: as it is); what goes wrong on the way is shown too, not thrown. */
  async function showing(task: () => Promise<VaultView | null>): Promise<void> {
    try {
      const next = await task();
      if (next) show(next);
    } catch (error) {
      show(unreadable('not_accessible', toStorageError(error, 'opening').message));
    }
  }

  async function open(): Promise<VaultView | null> {
    if (isSettled()) return null;
    const found = await lookInto(directory);
    if (found.kind === 'unreadable') return found;
    folder = found.kind === 'vault' ? found : null;
    if (folder && !database) {
      const records = await openRecords(directory);
      if ('kind' in records) return records;
      database = records;
    }
    if (folder && passwordStoreSealsOf(folder.keyFiles).length === 0) {
      return { kind: 'passphrase_required' };
    }
    asked ??= askPasswordStore(sealer, folder?.keyFiles ?? []).finally(() => (asked = null));
    const question = asked;
    const answer = await answerWithin(question, answerDeadlineMs, closing.signal);
    if (answer) return settle(answer);
    if (isSettled()) return null;
    void question.then((late) => inTurn(() => showing(() => settle(late))));
    return viewWhileSilent(folder);
  }

  async function settle(answer: PasswordStoreAnswer): Promise<VaultView | null> {
    if (isSettled()) return null;
    const { backend } = answer;
    const protection: Protection = { kind: 'computer', backend };
    switch (answer.kind) {
      case 'does_not_protect':
        return folder
          ? lockedView('password_store_unavailable', folder, backend)
          : { kind: 'choose_protection', backend };
      case 'unavailable':
        return lockedView('password_store_unavailable', folder, backend);
      case 'changed':
        return lockedView('password_store_changed', folder, backend);
      case 'nothing_to_open': {
        if (folder) return null;
        const dataKey = randomBytes(dataKeyBytes);
        const seal = await sealByPasswordStore(sealer, backend, dataKey, now());
        return create(dataKey, seal, protection);
      }
      case 'opened': {
        const { dataKey, by } = answer;
        const sealAgain = () => sealByPasswordStore(sealer, backend, dataKey, now());
        return openWith(dataKey, by, protection, answer.shouldSealAgain ? sealAgain : null);
      }
    }
  }

  async function create(
    dataKey: Uint8Array,
    seal: Seal,
    protection: Protection,
  ): Promise<VaultView> {
    await createFolder(directory, dataKey, seal, now(), randomBytes);
    const found = await lookInto(directory);
    const by = found.kind === 'vault' ? found.keyFiles[0] : undefined;
    if (found.kind !== 'vault' || !by) return unreadable('damaged', 'the new vault is not there');
    const records = await openRecords(directory);
    if ('kind' in records) return records;
    folder = found;
    database = records;
    return openWith(dataKey, by, protection, null);
  }

  async function openWith(
    dataKey: Uint8Array,
    by: GoodKeyFile,
    protection: Protection,
    sealAgain: (() => Promise<Seal>) | null,
  ): Promise<VaultView> {
    if (!database || !folder) return unreadable('damaged', 'the vault is gone');
    opened = await openLedger(database, dataKey, quarantine, randomBytes);
    if (!opened) return unreadable('damaged', 'the canary does not open with the data key');
    try {
      await mendKeyFiles(directory, folder.all, by, sealAgain && (await sealAgain()), quarantine);
    } catch {
      // The file that opened the vault still does; the next start tries again.
    }
    return { kind: 'open', protection };
  }

  /** Runs what the person chose: a failure is answered and leaves the view as it was. */
  function chosen(task: () => Promise<Failure | null>): Promise<Failure | null> {
    return inTurn(async () => {
      try {
        return await task();
      } catch (error) {
        return storageFailure(toStorageError(error, 'storing'));
      }
    });
  }

  return {
    get view() {
      return view;
    },
    get ledger() {
      return view.kind === 'open' ? (opened?.ledger ?? null) : null;
    },

    async connections() {
      if (opened) return listConnections(opened.records);
      return database ? listWhileLocked(database) : [];
    },

    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    open: () => inTurn(() => showing(open)),

    keepUntilQuit: () =>
      chosen(async () => {
        if (isSettled()) return failureOf('invalid_request', 'the vault is open or closed');
        await database?.close();
        database = createMemoryDatabase();
        opened = newLedger(database, randomBytes(dataKeyBytes), noQuarantine, randomBytes);
        show({ kind: 'open', protection: { kind: 'until_quit' } });
        return null;
      }),

    protectByPassphrase: (passphrase) =>
      chosen(async () => {
        if (view.kind !== 'choose_protection') {
          return failureOf('invalid_request', `the vault is ${view.kind}`);
        }
        if (lengthOf(passphrase) < passphraseMinimum) return failureOf('passphrase_too_short');
        const dataKey = randomBytes(dataKeyBytes);
        const seal = await sealByPassphrase(passphrase, dataKey, now(), randomBytes);
        show(await create(dataKey, seal, { kind: 'passphrase' }));
        return null;
      }),

    unlock: (passphrase) =>
      chosen(async () => {
        const seals = passphraseSealsOf(folder?.keyFiles ?? []);
        if (isSettled() || seals.length === 0) {
          return failureOf('invalid_request', 'no passphrase is asked for');
        }
        for (const { by, seal } of seals) {
          const dataKey = await openByPassphrase(seal, passphrase);
          if (!dataKey) continue;
          show(await openWith(dataKey, by, { kind: 'passphrase' }, null));
          return null;
        }
        return failureOf('passphrase_wrong');
      }),

    async close() {
      closing.abort();
      await inTurn(async () => {
        view = { kind: 'opening' };
        opened = null;
        const closed = database;
        database = null;
        await closed?.close();
      });
    },
  };
}
