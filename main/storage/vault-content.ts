/**
 * The vault's folder, its records, and once the data key is known the record store. It displays
 * nothing and prompts nobody: vault.ts decides when to open what.
 */
import type { Protection, Recovery, VaultView } from '../../ipc/vault-view.js';
import type { VaultConnection, RecordStore } from '../ports/vault.js';
import { listArchived } from './archived-vaults.js';
import { createMemoryDatabase, type Database } from './disk/database.js';
import { noQuarantine, type Quarantine } from './disk/quarantine.js';
import { copiesIn, isDamage } from './disk/records-on-disk.js';
import { dataKeyBytes, type RandomBytes } from './keys/data-key.js';
import { type ValidKeyFile, readKeyFiles, recoverySealsOf } from './keys/key-file.js';
import type { Seal } from './keys/seals.js';
import type { Unlocked } from './keys/vault-recovery.js';
import { listReadOnly } from './read-only-list.js';
import { listWhileLocked } from './records/connection-records.js';
import {
  newRecordStore,
  openRecordStore,
  type OpenRecordStore,
} from './records/open-record-store.js';
import {
  createFolder,
  readVaultFolder,
  updateKeyFiles,
  repairRecords,
  openRecords,
  type Unreadable,
  unreadable,
  type VaultFolder,
} from './vault-folder.js';

export interface VaultContentOptions {
  readonly directory: string;
  readonly stateDirectory: string | null;
  readonly quarantine: Quarantine;
  readonly randomBytes: RandomBytes;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Called after a commit that may have changed the integrity in `openView`. */
  readonly onIntegrityChange: () => void;
}

export class VaultContent {
  readonly #options: VaultContentOptions;
  #foundFolder: VaultFolder | null = null;
  #database: Database | null = null;
  #opened: OpenRecordStore | null = null;
  #unlockedWith: Unlocked | null = null;
  #copies: readonly string[] = [];
  #archivedNames: readonly string[] = [];

  constructor(options: VaultContentOptions) {
    this.#options = options;
  }

  /** Null: there is no vault yet. */
  get folder(): VaultFolder | null {
    return this.#foundFolder;
  }

  get unlocked(): Unlocked | null {
    return this.#unlockedWith;
  }

  get recordStore(): RecordStore | null {
    return this.#opened?.recordStore ?? null;
  }

  /** Names of the folders of archived vaults. */
  get archived(): readonly string[] {
    return this.#archivedNames;
  }

  /** Reads the folder and opens its records. Resolves to null, or to why that failed. */
  async find(): Promise<Unreadable | null> {
    const { directory } = this.#options;
    this.#archivedNames = await listArchived(directory);
    const found = await readVaultFolder(directory);
    if (found.kind === 'unreadable') return found;
    this.#foundFolder = found.kind === 'vault' ? found : null;
    if (!this.#foundFolder || this.#database) return null;
    const records = await openRecords(directory);
    if ('kind' in records) return records;
    this.#database = records;
    return null;
  }

  /** Creates the folder and opens it. Rejects with the error of the file system. */
  async create(dataKey: Uint8Array, seal: Seal, protection: Protection): Promise<VaultView> {
    const { directory, now, randomBytes } = this.#options;
    await createFolder(directory, dataKey, seal, now(), randomBytes);
    const found = await readVaultFolder(directory);
    const by = found.kind === 'vault' ? found.keyFiles[0] : undefined;
    if (found.kind !== 'vault' || !by) return unreadable('damaged', 'the new vault is not there');
    const records = await openRecords(directory);
    if ('kind' in records) return records;
    this.#foundFolder = found;
    this.#database = records;
    return this.openWith(dataKey, by, protection, null);
  }

  /**
   * @param by the key file with the seal that opened
   * @param sealAgain makes a new seal to replace that one; null: it is still good
   */
  async openWith(
    dataKey: Uint8Array,
    by: ValidKeyFile,
    protection: Protection,
    sealAgain: (() => Promise<Seal>) | null,
  ): Promise<VaultView> {
    if (!this.#database || !this.#foundFolder) return unreadable('damaged', 'the vault is gone');
    const { directory, quarantine } = this.#options;
    try {
      this.#opened = await this.#openStore(this.#database, dataKey);
    } catch (error) {
      if (!isDamage(error)) throw error;
      await this.closeDatabase();
      const mended = await repairRecords(directory);
      if ('kind' in mended) return mended;
      this.#database = mended;
      this.#opened = await this.#openStore(mended, dataKey);
    }
    if (!this.#opened) return unreadable('damaged', 'the canary does not open with the data key');
    this.#unlockedWith = { dataKey, by: by.name, protection };
    this.#copies = await copiesIn(directory);
    // A recovery phrase does not prove that the other seals work, so they are not touched.
    if (protection.kind === 'recovery_sheet') return this.openView(protection);
    try {
      const newSeal = sealAgain && (await sealAgain());
      await updateKeyFiles(directory, this.#foundFolder.all, by, newSeal, quarantine);
    } catch {
      // The file that opened the vault still works; the next start tries again.
    }
    return this.openView(protection);
  }

  /** Opens an empty vault in memory; the one on disk stays as it is. */
  async openInMemory(): Promise<VaultView> {
    const { randomBytes, now } = this.#options;
    await this.#database?.close();
    this.#database = createMemoryDatabase();
    this.#opened = newRecordStore({
      database: this.#database,
      dataKey: randomBytes(dataKeyBytes),
      quarantine: noQuarantine,
      randomBytes,
      now,
    });
    return this.openView({ kind: 'until_quit' });
  }

  /**
   * Adds a seal to the key files as they are by now. Null: the file that opened the vault is gone.
   */
  async addSeal(
    { dataKey, by }: Unlocked,
    seal: Seal,
    protection: Protection,
  ): Promise<VaultView | null> {
    const { directory, quarantine } = this.#options;
    const all = await readKeyFiles(directory);
    const current = all.find((file) => file.kind === 'valid' && file.name === by);
    if (current?.kind !== 'valid') return null;
    await updateKeyFiles(directory, all, current, seal, quarantine);
    this.#unlockedWith = { dataKey, by, protection };
    return this.openView(protection);
  }

  async openView(protection: Protection): Promise<VaultView> {
    const recovery = await this.#recoveryUnder(protection);
    const integrity = this.#opened?.integrity(this.#copies) ?? { kind: 'none' };
    return { kind: 'open', protection, recovery, integrity, archivedVaults: this.#archivedNames };
  }

  /** `view` with the current integrity. */
  withIntegrity(view: VaultView): VaultView {
    if (view.kind !== 'open' || !this.#opened) return view;
    return { ...view, integrity: this.#opened.integrity(this.#copies) };
  }

  /** All connections on disk, as far as they can be read. */
  async connections(view: VaultView): Promise<readonly VaultConnection[]> {
    const { directory } = this.#options;
    if (this.#opened) return this.#opened.connections();
    if (this.#database) {
      return listWhileLocked(this.#database).catch(() => listReadOnly(directory));
    }
    if (view.kind !== 'unreadable' || view.cause === 'in_use') return [];
    // Connections that somebody else put there are not shown as the user's own.
    return view.cause === 'other_owner' ? [] : listReadOnly(directory);
  }

  /** Closes the vault's files, so that the folder can be renamed. */
  async release(): Promise<void> {
    await this.closeDatabase();
    this.#foundFolder = null;
  }

  async close(): Promise<void> {
    await this.#opened?.close();
    this.#opened = null;
    this.#unlockedWith = null;
    await this.closeDatabase();
  }

  async closeDatabase(): Promise<void> {
    const database = this.#database;
    this.#database = null;
    await database?.close();
  }

  #openStore(database: Database, dataKey: Uint8Array): Promise<OpenRecordStore | null> {
    const { quarantine, randomBytes, now, onIntegrityChange, stateDirectory } = this.#options;
    const options = { database, dataKey, quarantine, randomBytes, now, onIntegrityChange };
    return openRecordStore(options, stateDirectory);
  }

  async #recoveryUnder(protection: Protection): Promise<Recovery> {
    if (protection.kind === 'passphrase' || protection.kind === 'until_quit') {
      return { kind: 'not_needed' };
    }
    const files = await readKeyFiles(this.#options.directory);
    const valid = files.filter((file) => file.kind === 'valid');
    const times = recoverySealsOf(valid).map(({ seal }) => seal.sealedAt);
    return times.length > 0 ? { kind: 'set', since: Math.max(...times) } : { kind: 'none' };
  }
}
