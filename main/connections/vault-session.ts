/**
 * The vault while the app runs: opens it, loads what is in it into memory, and shows it to the
 * window only once that is done.
 */
import type { Failure } from '../../ipc/failure.js';
import type { VaultView } from '../../ipc/vault-view.js';
import { createSerialQueue } from '../concurrency/serial-queue.js';
import type { RecordStore, Vault } from '../ports/vault.js';
import type { ConnectionStore } from './connection-store.js';
import { failureOf, storageFailure } from './failures.js';
import { recognizeSecrets } from './recognize-secrets.js';
import { sealClaims } from './seal-claims.js';

export interface VaultSessionOptions {
  readonly vault: Vault;
  readonly store: ConnectionStore;
  /** Loads the user's own services. Rejects with StorageError. */
  readonly loadServices: () => Promise<void>;
  readonly onViewChange: (view: VaultView) => void;
  /** An open vault has been loaded: what was under way can be resumed. */
  readonly onLoaded: () => Promise<void>;
  /** Ends everything in order, the vault last. */
  readonly stop: () => Promise<void>;
  /** Starts the app again, once everything has ended. */
  readonly restart: () => void;
}

export class VaultSession {
  readonly #options: VaultSessionOptions;
  /** A locked vault's list may be slow to read: it must not replace what the open one has loaded by then. */
  readonly #enqueue = createSerialQueue();
  #isLoaded = false;
  #loadedRecordStore: RecordStore | null = null;
  /** The vault opened and its content could not be read: shown in place of the vault's own view. */
  #unreadable: VaultView | null = null;

  constructor(options: VaultSessionOptions) {
    this.#options = options;
    options.vault.onChange(() => void this.#load());
  }

  /** True once the connections have been read. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** 'opening' until then: an open vault must not look empty because nothing has been read yet. */
  get view(): VaultView {
    return this.#unreadable ?? (this.#isLoaded ? this.#options.vault.view : { kind: 'opening' });
  }

  /** Resolves once the window has been sent what is in the vault. */
  async open(): Promise<void> {
    await this.#options.vault.open();
    await this.#enqueue(() => Promise.resolve());
  }

  /** The user wants it opened; restarts the app where only a new process may ask the password store again. */
  async tryAgain(): Promise<void> {
    const { vault, stop, restart } = this.#options;
    if (this.#unreadable) return this.#load();
    await vault.open();
    if (vault.view.kind !== 'locked' || !vault.answersOncePerStart) return;
    await stop();
    restart();
  }

  /** Puts an archived vault back in its place and restarts the app. */
  async restoreArchived(name: string): Promise<Failure | null> {
    const { vault, stop, restart } = this.#options;
    const { view } = vault;
    const archived = view.kind === 'open' || view.kind === 'locked' ? view.archivedVaults : [];
    if (!archived.includes(name)) return failureOf('not_found');
    await stop();
    const failure = await vault.restoreArchived(name);
    // Also after a failure: the vault that was open before opens again.
    restart();
    return failure;
  }

  async #load(): Promise<void> {
    const { vault, store, onLoaded } = this.#options;
    if (!(await this.#enqueue(() => this.#read()))) return;
    // The list has been sent. Now decrypt what it assumed to be readable.
    await store.checkSecrets().catch(() => undefined);
    if (vault.recordStore !== null) await onLoaded();
    await recognizeSecrets(store)
      .then(() => sealClaims(store))
      .catch(() => undefined);
  }

  /** Resolves to whether records were loaded from an open vault. Never rejects. */
  async #read(): Promise<boolean> {
    const { vault, store, loadServices, onViewChange } = this.#options;
    const { recordStore } = vault;
    if (recordStore !== null && recordStore === this.#loadedRecordStore) {
      // How it can be opened has changed; its content has not.
      if (this.#isLoaded) onViewChange(vault.view);
      return false;
    }
    this.#loadedRecordStore = recordStore;
    try {
      // First, because the window is shown the scopes of a connection in the words of its service.
      await loadServices();
      await store.load();
    } catch (error) {
      this.#loadedRecordStore = null;
      const { cause } = storageFailure(error);
      this.#unreadable = { kind: 'unreadable', cause: 'not_accessible', detail: cause };
      onViewChange(this.#unreadable);
      return false;
    }
    this.#unreadable = null;
    this.#isLoaded = true;
    onViewChange(vault.view);
    return recordStore !== null && recordStore === vault.recordStore;
  }
}
