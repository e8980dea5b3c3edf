/**
 * The vault: a random data key, sealed by the password store or by a passphrase, and records
 * encrypted under it. Failing to open it is never a reason to change or delete it.
 *
 * Longer than 250 lines because every way to open the vault works on the same state.
 */
import { randomBytes as systemRandomBytes } from 'node:crypto';

import type { Failure } from '../../ipc/failure.js';
import { passphraseMinimum } from '../../ipc/limits.js';
import type { Protection, VaultView } from '../../ipc/vault-view.js';
import { createSerialQueue } from '../concurrency/serial-queue.js';
import { failureOf, storageFailure } from '../connections/failures.js';
import type { KeySealer } from '../ports/key-sealer.js';
import type {
  VaultConnection,
  RecordStore,
  RetryTrigger,
  Vault,
  VaultRecovery,
} from '../ports/vault.js';
import { archive, swap, type LocalTime } from './archived-vaults.js';
import { createQuarantine } from './disk/quarantine.js';
import { toStorageError } from './disk/storage-error.js';
import { dataKeyBytes, type RandomBytes } from './keys/data-key.js';
import {
  type ValidKeyFile,
  passphraseSealsOf,
  passwordStoreSealsOf,
  recoverySealsOf,
} from './keys/key-file.js';
import {
  answerWithin,
  queryPasswordStore,
  type PasswordStoreAnswer,
} from './keys/password-store.js';
import { readRecoveryPhrase } from './keys/recovery-phrase.js';
import {
  lengthOf,
  openByTyped,
  sealByPasswordStore,
  sealByTyped,
  type TypedSeal,
} from './keys/seals.js';
import { createVaultRecovery } from './keys/vault-recovery.js';
import { lockedView, viewWhileSilent } from './locked-view.js';
import { type LastAnswer, retryFor } from './unlock-retry.js';
import { VaultContent } from './vault-content.js';
import { quarantineIn, unreadable, type VaultFolder } from './vault-folder.js';

/**
 * A password store that has not answered by then is displayed as unavailable. A late answer still
 * counts.
 */
const answerDeadlineMs = 30_000;

export interface VaultOptions {
  /** Created with the first data key, not before. */
  readonly directory: string;
  readonly sealer: KeySealer;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The zone whose date an archived vault is named by. Omitted: UTC. */
  readonly timeZone?: () => string;
  /** Folder of this computer's high-water mark, which backups exclude. Omitted: no mark is kept. */
  readonly stateDirectory?: string;
  readonly randomBytes?: RandomBytes;
}

interface PendingAnswer {
  /** The vault whose seals the password store was given; null: there was none. */
  readonly folder: VaultFolder | null;
  readonly answer: Promise<PasswordStoreAnswer>;
}

/** Touches neither the disk nor the password store before `open()`. */
export function createVault(options: VaultOptions): Vault {
  return new DiskVault(options);
}

class DiskVault implements Vault {
  readonly recovery: VaultRecovery;
  readonly answersOncePerStart: boolean;

  readonly #directory: string;
  readonly #sealer: KeySealer;
  readonly #now: () => number;
  readonly #timeZone: () => string;
  readonly #randomBytes: RandomBytes;
  readonly #content: VaultContent;
  readonly #listeners = new Set<(view: VaultView) => void>();
  readonly #closing = new AbortController();
  readonly #enqueue = createSerialQueue();

  #currentView: VaultView = { kind: 'opening' };
  /** The request that the password store has not answered yet. There is never a second one (S6). */
  #pendingAnswer: PendingAnswer | null = null;
  #lastAnswer: LastAnswer = null;
  #isRetrying = false;

  constructor({
    directory,
    sealer,
    now,
    timeZone = () => 'UTC',
    stateDirectory,
    randomBytes,
  }: VaultOptions) {
    this.#directory = directory;
    this.#sealer = sealer;
    this.#now = now;
    this.#timeZone = timeZone;
    this.#randomBytes = randomBytes ?? systemRandomBytes;
    this.answersOncePerStart = sealer.answersOncePerStart;
    this.#content = new VaultContent({
      directory,
      stateDirectory: stateDirectory ?? null,
      quarantine: createQuarantine(quarantineIn(directory), now),
      randomBytes: this.#randomBytes,
      now,
      onIntegrityChange: () => this.#show(this.#content.withIntegrity(this.#currentView)),
    });
    this.recovery = createVaultRecovery({
      directory,
      randomBytes: this.#randomBytes,
      now,
      perform: (task) => this.#perform(task),
      unlocked: () => {
        const kind =
          this.#currentView.kind === 'open' ? this.#currentView.recovery.kind : 'not_needed';
        return kind === 'not_needed' ? null : this.#content.unlocked;
      },
      onSealsChange: async () => {
        const { unlocked } = this.#content;
        if (unlocked) this.#show(await this.#content.openView(unlocked.protection));
      },
    });
  }

  get view(): VaultView {
    return this.#currentView;
  }

  get recordStore(): RecordStore | null {
    return this.#currentView.kind === 'open' ? this.#content.recordStore : null;
  }

  connections(): Promise<readonly VaultConnection[]> {
    return this.#content.connections(this.#currentView);
  }

  onChange(listener: (view: VaultView) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  open(): Promise<void> {
    return this.#enqueue(() => this.#showResult(() => this.#findAndOpen()));
  }

  async retryOpening(trigger: RetryTrigger): Promise<void> {
    if (this.#isRetrying) return;
    const { mayPromptUser } = this.#sealer;
    const retry = retryFor(this.#currentView, trigger, this.#lastAnswer, mayPromptUser);
    if (retry === 'nothing') return;
    this.#isRetrying = true;
    await this.#enqueue(() =>
      this.#showResult(() => (retry === 'files' ? this.#findOnly() : this.#findAndOpen())),
    );
    this.#isRetrying = false;
  }

  keepUntilQuit(): Promise<Failure | null> {
    return this.#perform(async () => {
      if (this.#isDone()) return failureOf('invalid_request', 'the vault is open or closed');
      this.#show(await this.#content.openInMemory());
      return null;
    });
  }

  protectByPassphrase(passphrase: string): Promise<Failure | null> {
    return this.#perform(async () => {
      if (this.#currentView.kind !== 'choose_protection') {
        return failureOf('invalid_request', `the vault is ${this.#currentView.kind}`);
      }
      if (lengthOf(passphrase) < passphraseMinimum) return failureOf('passphrase_too_short');
      const dataKey = this.#randomBytes(dataKeyBytes);
      const seal = await sealByTyped(
        'passphrase',
        passphrase,
        dataKey,
        this.#now(),
        this.#randomBytes,
      );
      this.#show(await this.#content.create(dataKey, seal, { kind: 'passphrase' }));
      return null;
    });
  }

  unlock(typed: string): Promise<Failure | null> {
    return this.#perform(async () => {
      if (this.#isDone()) return failureOf('invalid_request', 'the vault is open or closed');
      const keyFiles = this.#content.folder?.keyFiles ?? [];
      const own = passphraseSealsOf(keyFiles);
      if (own.length > 0) {
        const view = await this.#openByTypedText(own, typed, { kind: 'passphrase' });
        if (!view) return failureOf('passphrase_wrong');
        this.#show(view);
        return null;
      }
      const seals = recoverySealsOf(keyFiles);
      if (seals.length === 0) return failureOf('invalid_request', 'no passphrase is asked for');
      const phrase = readRecoveryPhrase(typed);
      if (phrase === null) return failureOf('recovery_mistyped');
      const view = await this.#openByTypedText(seals, phrase, { kind: 'recovery_sheet' });
      if (!view) return failureOf('recovery_wrong');
      this.#show(view);
      // Not awaited: the store may take its time. After a failure the next unlock tries again.
      this.#sealForNextStart().catch(() => undefined);
      return null;
    });
  }

  startNew(): Promise<Failure | null> {
    return this.#perform(async () => {
      const view = this.#currentView;
      const mayStart =
        view.kind === 'locked' ||
        view.kind === 'passphrase_required' ||
        (view.kind === 'unreadable' && view.cause === 'damaged');
      if (!mayStart) return failureOf('invalid_request', `the vault is ${view.kind}`);
      await this.#content.release();
      try {
        await archive(this.#directory, this.#localTime());
      } finally {
        await this.#showResult(() => this.#findAndOpen());
      }
      return null;
    });
  }

  restoreArchived(name: string): Promise<Failure | null> {
    return this.#perform(async () => {
      if (!this.#closing.signal.aborted) {
        return failureOf('invalid_request', 'the vault is not closed');
      }
      await swap(this.#directory, name, this.#localTime());
      return null;
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#enqueue(async () => {
      this.#currentView = { kind: 'opening' };
      this.recovery.abandon();
      await this.#content.close();
    });
  }

  #show(next: VaultView): void {
    const isChanged = JSON.stringify(next) !== JSON.stringify(this.#currentView);
    this.#currentView = next;
    if (isChanged) this.#listeners.forEach((listener) => listener(next));
  }

  /**
   * Displays the view that a task results in; null: no change. Displays errors too, and does not
   * throw.
   */
  async #showResult(task: () => Promise<VaultView | null>): Promise<void> {
    try {
      const next = await task();
      if (next) this.#show(next);
    } catch (error) {
      const { kind, message } = toStorageError(error, 'opening');
      this.#show(unreadable(kind === 'full' ? 'disk_full' : 'not_accessible', message));
    }
  }

  #localTime(): LocalTime {
    return { now: this.#now(), timeZone: this.#timeZone() };
  }

  /** Runs a request of the user in turn. A failure is returned and does not change the view. */
  #perform(task: () => Promise<Failure | null>): Promise<Failure | null> {
    return this.#enqueue(async () => {
      try {
        return await task();
      } catch (error) {
        return storageFailure(toStorageError(error, 'storing'));
      }
    });
  }

  /** True if the vault is open or closed for good. */
  #isDone(): boolean {
    return this.#currentView.kind === 'open' || this.#closing.signal.aborted;
  }

  /**
   * Displays a vault that was found as locked, so that nothing prompts. Before the first vault is
   * created there is nothing to display: the view stays.
   */
  async #findOnly(): Promise<VaultView | null> {
    if (this.#pendingAnswer) return this.#findAndOpen();
    const found = await this.#find();
    if (found !== 'password_store') return found;
    const { folder, archived } = this.#content;
    if (!folder) return null;
    this.#lastAnswer = 'not_requested';
    return viewWhileSilent(folder, archived);
  }

  async #findAndOpen(): Promise<VaultView | null> {
    const found = await this.#find();
    if (found !== 'password_store') return found;
    const { folder, archived } = this.#content;
    const pending = (this.#pendingAnswer ??= this.#requestAnswer(folder));
    const answer = await answerWithin(pending.answer, answerDeadlineMs, this.#closing.signal);
    if (answer) return this.#acceptAnswer(pending, answer);
    if (this.#isDone()) return null;
    void pending.answer.then((late) =>
      this.#enqueue(() => this.#showResult(() => this.#acceptAnswer(pending, late))),
    );
    return viewWhileSilent(folder, archived);
  }

  /** `password_store`: it has to be queried next. */
  async #find(): Promise<VaultView | 'password_store' | null> {
    if (this.#isDone()) return null;
    const problem = await this.#content.find();
    if (problem) return problem;
    const { folder } = this.#content;
    return folder && passwordStoreSealsOf(folder.keyFiles).length === 0
      ? { kind: 'passphrase_required' }
      : 'password_store';
  }

  #requestAnswer(folder: VaultFolder | null): PendingAnswer {
    this.#lastAnswer = null;
    const answer = queryPasswordStore(this.#sealer, folder?.keyFiles ?? []);
    return { folder, answer: answer.finally(() => (this.#pendingAnswer = null)) };
  }

  #acceptAnswer(pending: PendingAnswer, answer: PasswordStoreAnswer): Promise<VaultView | null> {
    const [then, now] = [pending.folder, this.#content.folder].map(
      (folder) => folder?.keyFiles[0]?.body.keyFingerprint,
    );
    // Another vault may be in its place by now; then the answer is about the wrong seals.
    return then === now ? this.#openByAnswer(answer) : this.#findAndOpen();
  }

  async #openByAnswer(answer: PasswordStoreAnswer): Promise<VaultView | null> {
    if (this.#isDone()) return null;
    this.#lastAnswer = answer.kind;
    const { backend } = answer;
    const { folder, archived } = this.#content;
    const protection: Protection = { kind: 'computer', backend };
    const seal = (key: Uint8Array) => sealByPasswordStore(this.#sealer, backend, key, this.#now());
    switch (answer.kind) {
      case 'does_not_protect':
        return folder
          ? lockedView('password_store_unavailable', folder, backend, archived)
          : { kind: 'choose_protection', backend };
      case 'unavailable':
        return lockedView('password_store_unavailable', folder, backend, archived);
      case 'changed':
        return lockedView('password_store_changed', folder, backend, archived);
      case 'nothing_to_open': {
        if (folder) return null;
        const dataKey = this.#randomBytes(dataKeyBytes);
        return this.#content.create(dataKey, await seal(dataKey), protection);
      }
      case 'opened': {
        const { dataKey, by } = answer;
        const sealAgain = answer.shouldSealAgain ? () => seal(dataKey) : null;
        return this.#content.openWith(dataKey, by, protection, sealAgain);
      }
    }
  }

  /** Null: `typed` opens none of the seals. */
  async #openByTypedText(
    seals: readonly { readonly by: ValidKeyFile; readonly seal: TypedSeal }[],
    typed: string,
    protection: Protection,
  ): Promise<VaultView | null> {
    for (const { by, seal } of seals) {
      const dataKey = await openByTyped(seal, typed);
      if (dataKey) return this.#content.openWith(dataKey, by, protection, null);
    }
    return null;
  }

  /**
   * Called after a recovery phrase opened the vault: the current password store seals it, so that
   * the next start needs no phrase. The old seal is kept until then.
   */
  async #sealForNextStart(): Promise<void> {
    await this.#pendingAnswer?.answer;
    const { unlocked } = this.#content;
    if (!unlocked) return;
    const { kind, backend } = await this.#sealer.probe();
    if (kind !== 'protects') return;
    const { dataKey } = unlocked;
    const seal = await sealByPasswordStore(this.#sealer, backend, dataKey, this.#now());
    await this.#enqueue(async () => {
      if (this.#closing.signal.aborted) return;
      const view = await this.#content.addSeal(unlocked, seal, { kind: 'computer', backend });
      if (view) this.#show(view);
    });
  }
}
