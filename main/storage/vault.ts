/**
 * The vault: a random data key, sealed by the password store or by a passphrase, and records under
 * it. Not being able to open it is never a reason to change or delete what is there.
 *
 * Longer than most files: every way to open it, one after the other, shares one state.
 */
import { randomBytes as systemRandomBytes } from 'node:crypto';

import type { Failure } from '../../ipc/failure.js';
import { passphraseMinimum } from '../../ipc/limits.js';
import type { Protection, Recovery, VaultView } from '../../ipc/vault-view.js';
import { failureOf, storageFailure } from '../connections/failures.js';
import { createSerialQueue } from '../concurrency/serial-queue.js';
import type { KeySealer } from '../ports/key-sealer.js';
import type { Vault } from '../ports/vault.js';
import { listWhileLocked } from './records/connection-records.js';
import { dataKeyBytes } from './keys/data-key.js';
import { createMemoryDatabase, type Database } from './disk/database.js';
import { listReadOnly } from './read-only-list.js';
import { lockedView, viewWhileSilent } from './locked-view.js';
import {
  newRecordStore,
  openRecordStore,
  type OpenRecordStore,
} from './records/open-record-store.js';
import {
  type GoodKeyFile,
  passphraseSealsOf,
  passwordStoreSealsOf,
  readKeyFiles,
  recoverySealsOf,
} from './keys/key-file.js';
import { swap, listArchived, archive } from './archived-vaults.js';
import { mayRetry } from './unlock-retry.js';
import { answerWithin, askPasswordStore, type PasswordStoreAnswer } from './keys/password-store.js';
import { createQuarantine, noQuarantine } from './disk/quarantine.js';
import type { RandomBytes } from './records/record-cipher.js';
import { createVaultRecovery, type Unlocked } from './keys/vault-recovery.js';
import { readRecoveryPhrase } from './keys/recovery-phrase.js';
import {
  lengthOf,
  openByTyped,
  type Seal,
  sealByPasswordStore,
  sealByTyped,
  type TypedSeal,
} from './keys/seals.js';
import { copiesIn, isDamage } from './disk/records-on-disk.js';
import { toStorageError } from './disk/storage-error.js';
import {
  createFolder,
  lookInto,
  mendKeyFiles,
  mendRecords,
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
  /** Where this computer's mark of the vault is kept: a folder that backups leave out. Left out: nowhere. */
  readonly stateDirectory?: string;
  readonly randomBytes?: RandomBytes;
}

interface Question {
  /** The vault whose seals it is about; null: there was none. */
  readonly of: VaultFolder | null;
  readonly answer: Promise<PasswordStoreAnswer>;
}

/** Touches neither the disk nor the password store before `open()`. */
export function createVault(options: VaultOptions): Vault {
  const { directory, sealer, now, randomBytes = systemRandomBytes } = options;
  const quarantine = createQuarantine(quarantineIn(directory), now);
  const closing = new AbortController();
  const listeners = new Set<(view: VaultView) => void>();

  let view: VaultView = { kind: 'opening' };
  let opened: OpenRecordStore | null = null;
  let unlocked: Unlocked | null = null;
  let folder: VaultFolder | null = null;
  let database: Database | null = null;
  /** The question that the password store has not answered yet: it is never asked twice at a time (S6). */
  let asked: Question | null = null;
  /** What it answered last; null: it has not answered yet. */
  let answered: PasswordStoreAnswer['kind'] | null = null;
  let isLookingAgain = false;
  let kept: readonly string[] = [];
  let copies: readonly string[] = [];

  const enqueue = createSerialQueue();

  function show(next: VaultView): void {
    const isNews = JSON.stringify(next) !== JSON.stringify(view);
    view = next;
    if (isNews) listeners.forEach((listener) => listener(next));
  }

  const isSettled = () => view.kind === 'open' || closing.signal.aborted;

  /** Shows the view a task ends in (null: as it is); what goes wrong on the way is shown too, not thrown. */
  async function showing(task: () => Promise<VaultView | null>): Promise<void> {
    try {
      const next = await task();
      if (next) show(next);
    } catch (error) {
      const { kind, message } = toStorageError(error, 'opening');
      show(unreadable(kind === 'full' ? 'disk_full' : 'not_accessible', message));
    }
  }

  async function open(): Promise<VaultView | null> {
    if (isSettled()) return null;
    kept = await listArchived(directory);
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
    if (!asked) {
      answered = null;
      const answer = askPasswordStore(sealer, folder?.keyFiles ?? []);
      asked = { of: folder, answer: answer.finally(() => (asked = null)) };
    }
    const question = asked;
    // Meanwhile another vault may be in its place: its own seals are to be asked about.
    const heed = (answer: PasswordStoreAnswer) =>
      isOfThisVault(question.of) ? settle(answer) : open();
    const answer = await answerWithin(question.answer, answerDeadlineMs, closing.signal);
    if (answer) return heed(answer);
    if (isSettled()) return null;
    void question.answer.then((late) => enqueue(() => showing(() => heed(late))));
    return viewWhileSilent(folder, kept);
  }

  /** Whether what was found then is the vault that is there now. */
  function isOfThisVault(then: VaultFolder | null): boolean {
    const [a, b] = [then, folder].map((each) => each?.keyFiles[0]?.body.keyFingerprint);
    return a === b;
  }

  async function settle(answer: PasswordStoreAnswer): Promise<VaultView | null> {
    if (isSettled()) return null;
    answered = answer.kind;
    const { backend } = answer;
    const protection: Protection = { kind: 'computer', backend };
    switch (answer.kind) {
      case 'does_not_protect':
        return folder
          ? lockedView('password_store_unavailable', folder, backend, kept)
          : { kind: 'choose_protection', backend };
      case 'unavailable':
        return lockedView('password_store_unavailable', folder, backend, kept);
      case 'changed':
        return lockedView('password_store_changed', folder, backend, kept);
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
    const openOn = (on: Database) => {
      const needs = { database: on, dataKey, quarantine, randomBytes, now, onIntegrityChange };
      return openRecordStore(needs, options.stateDirectory ?? null);
    };
    try {
      opened = await openOn(database);
    } catch (error) {
      if (!isDamage(error)) throw error;
      await database.close();
      database = null;
      const mended = await mendRecords(directory);
      if ('kind' in mended) return mended;
      database = mended;
      opened = await openOn(database);
    }
    if (!opened) return unreadable('damaged', 'the canary does not open with the data key');
    unlocked = { dataKey, by: by.name, protection };
    copies = await copiesIn(directory);
    // What a recovery phrase opened says nothing of the seals beside it: those are not touched.
    if (protection.kind === 'recovery_sheet') return openView(protection);
    try {
      await mendKeyFiles(directory, folder.all, by, sealAgain && (await sealAgain()), quarantine);
    } catch {
      // The file that opened the vault still does; the next start tries again.
    }
    return openView(protection);
  }

  async function openView(protection: Protection): Promise<VaultView> {
    const recovery = await recoveryUnder(protection);
    const integrity = opened?.integrity(copies) ?? { kind: 'none' };
    return { kind: 'open', protection, recovery, integrity, archivedVaults: kept };
  }

  function onIntegrityChange(): void {
    if (view.kind === 'open' && opened) show({ ...view, integrity: opened.integrity(copies) });
  }

  async function recoveryUnder(protection: Protection): Promise<Recovery> {
    if (protection.kind === 'passphrase' || protection.kind === 'until_quit') {
      return { kind: 'not_needed' };
    }
    const good = (await readKeyFiles(directory)).filter((file) => file.kind === 'good');
    const times = recoverySealsOf(good).map(({ seal }) => seal.sealedAt);
    return times.length > 0 ? { kind: 'set', since: Math.max(...times) } : { kind: 'none' };
  }

  /** Null: none of the seals is of what was typed. */
  async function openBySeals(
    seals: readonly { readonly by: GoodKeyFile; readonly seal: TypedSeal }[],
    typed: string,
    protection: Protection,
  ): Promise<VaultView | null> {
    for (const { by, seal } of seals) {
      const dataKey = await openByTyped(seal, typed);
      if (dataKey) return openWith(dataKey, by, protection, null);
    }
    return null;
  }

  /**
   * Once a recovery phrase has opened the vault: sealed by the password store of now, so that the
   * next start opens by itself. The seal of before is kept until that has happened.
   */
  async function sealForNextStart(): Promise<void> {
    await asked?.answer;
    const by = folder?.keyFiles.find(({ name }) => name === unlocked?.by);
    if (!by || !unlocked) return;
    const { dataKey } = unlocked;
    const { kind, backend } = await sealer.probe();
    if (kind !== 'protects') return;
    const seal = await sealByPasswordStore(sealer, backend, dataKey, now());
    await enqueue(async () => {
      if (closing.signal.aborted) return;
      // The recovery phrase may have been replaced or removed meanwhile: as the files are now.
      const all = await readKeyFiles(directory);
      const byNow = all.find((file) => file.kind === 'good' && file.name === by.name);
      if (byNow?.kind !== 'good') return;
      await mendKeyFiles(directory, all, byNow, seal, quarantine);
      const protection: Protection = { kind: 'computer', backend };
      unlocked = { dataKey, by: by.name, protection };
      show(await openView(protection));
    });
  }

  /** Runs what the person chose: a failure is answered and leaves the view as it was. */
  function chosen(task: () => Promise<Failure | null>): Promise<Failure | null> {
    return enqueue(async () => {
      try {
        return await task();
      } catch (error) {
        return storageFailure(toStorageError(error, 'storing'));
      }
    });
  }

  const recovery = createVaultRecovery({
    directory,
    randomBytes,
    now,
    chosen,
    unlocked: () => {
      const kind = view.kind === 'open' ? view.recovery.kind : 'not_needed';
      return kind === 'not_needed' ? null : unlocked;
    },
    changed: async () => {
      if (unlocked) show(await openView(unlocked.protection));
    },
  });

  return {
    get view() {
      return view;
    },
    get recordStore() {
      return view.kind === 'open' ? (opened?.recordStore ?? null) : null;
    },

    async connections() {
      if (opened) return opened.connections();
      if (database) return listWhileLocked(database).catch(() => listReadOnly(directory));
      return view.kind === 'unreadable' && view.cause !== 'in_use' ? listReadOnly(directory) : [];
    },

    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    open: () => enqueue(() => showing(open)),

    keepUntilQuit: () =>
      chosen(async () => {
        if (isSettled()) return failureOf('invalid_request', 'the vault is open or closed');
        await database?.close();
        database = createMemoryDatabase();
        const dataKey = randomBytes(dataKeyBytes);
        opened = newRecordStore({ database, dataKey, quarantine: noQuarantine, randomBytes, now });
        show(await openView({ kind: 'until_quit' }));
        return null;
      }),

    protectByPassphrase: (passphrase) =>
      chosen(async () => {
        if (view.kind !== 'choose_protection') {
          return failureOf('invalid_request', `the vault is ${view.kind}`);
        }
        if (lengthOf(passphrase) < passphraseMinimum) return failureOf('passphrase_too_short');
        const dataKey = randomBytes(dataKeyBytes);
        const seal = await sealByTyped('passphrase', passphrase, dataKey, now(), randomBytes);
        show(await create(dataKey, seal, { kind: 'passphrase' }));
        return null;
      }),

    unlock: (typed) =>
      chosen(async () => {
        if (isSettled()) return failureOf('invalid_request', 'the vault is open or closed');
        const own = passphraseSealsOf(folder?.keyFiles ?? []);
        if (own.length > 0) {
          const byOwn = await openBySeals(own, typed, { kind: 'passphrase' });
          if (!byOwn) return failureOf('passphrase_wrong');
          show(byOwn);
          return null;
        }
        const seals = recoverySealsOf(folder?.keyFiles ?? []);
        if (seals.length === 0) return failureOf('invalid_request', 'no passphrase is asked for');
        const phrase = readRecoveryPhrase(typed);
        if (phrase === null) return failureOf('recovery_mistyped');
        const byPhrase = await openBySeals(seals, phrase, { kind: 'recovery_sheet' });
        if (!byPhrase) return failureOf('recovery_wrong');
        show(byPhrase);
        // Not awaited: the store may let people wait. What fails here is tried at the next unlocking.
        sealForNextStart().catch(() => undefined);
        return null;
      }),

    asksOncePerStart: sealer.asksOncePerStart,

    async retryOpening(occasion) {
      if (isLookingAgain || !mayRetry(view, occasion, answered, sealer.mayAskThePerson)) return;
      isLookingAgain = true;
      await enqueue(() => showing(open));
      isLookingAgain = false;
    },

    recovery,

    startNew: () =>
      chosen(async () => {
        const mayStart =
          view.kind === 'locked' ||
          view.kind === 'passphrase_required' ||
          (view.kind === 'unreadable' && view.cause === 'damaged');
        if (!mayStart) return failureOf('invalid_request', `the vault is ${view.kind}`);
        await database?.close();
        database = null;
        folder = null;
        try {
          await archive(directory, now());
        } finally {
          await showing(open);
        }
        return null;
      }),

    restoreArchived: (name) =>
      chosen(async () => {
        if (!closing.signal.aborted) return failureOf('invalid_request', 'the vault is not closed');
        await swap(directory, name, now());
        return null;
      }),

    async close() {
      closing.abort();
      await enqueue(async () => {
        view = { kind: 'opening' };
        await opened?.close();
        opened = null;
        unlocked = null;
        recovery.abandon();
        const closed = database;
        database = null;
        await closed?.close();
      });
    },
  };
}
