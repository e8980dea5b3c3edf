import type { Failure, Result } from '../../ipc/failure.js';
import type { VaultView } from '../../ipc/vault-view.js';
import type {
  ActivityEntry,
  Connection,
  ConnectionSecrets,
  OutboxEntry,
  RefreshIntent,
  StoredAttempt,
} from '../connections/connection.js';
import type { CustomRegistration, CustomService } from '../connections/custom-service.js';
import type { EndedRecord } from '../connections/ended-connection.js';

/** One part of an atomic, durable write. A put replaces the record with the same key. */
export type VaultWrite =
  | { readonly kind: 'put_connection'; readonly connection: Connection }
  | {
      readonly kind: 'put_secrets';
      readonly connectionId: string;
      readonly secrets: ConnectionSecrets;
    }
  /** The connection stays. If it is still to be revoked, the same write has an outbox entry. */
  | { readonly kind: 'delete_secrets'; readonly connectionId: string }
  | { readonly kind: 'put_outbox_entry'; readonly entry: OutboxEntry }
  | { readonly kind: 'delete_outbox_entry'; readonly connectionId: string }
  /** Deletes the connection with its secrets, outbox entry, intent and activity. */
  | { readonly kind: 'delete_connection'; readonly connectionId: string }
  /** As 'delete_connection', except that its activity stays with this record. */
  | { readonly kind: 'end_connection'; readonly ended: EndedRecord }
  /** Deletes what stayed of an ended connection, its activity included. */
  | { readonly kind: 'delete_ended'; readonly connectionId: string }
  /** Deletes only the record that it ended: the connection is there again, with its activity. */
  | { readonly kind: 'undo_ending'; readonly connectionId: string }
  | { readonly kind: 'put_attempt'; readonly attempt: StoredAttempt }
  | { readonly kind: 'delete_attempt'; readonly attemptId: string }
  | { readonly kind: 'put_intent'; readonly intent: RefreshIntent }
  | { readonly kind: 'delete_intent'; readonly connectionId: string }
  | { readonly kind: 'put_service'; readonly service: CustomService | CustomRegistration }
  | { readonly kind: 'delete_service'; readonly serviceId: string }
  | { readonly kind: 'add_activity'; readonly entry: ActivityEntry };

/**
 * The records of an open vault. Every method either does everything or rejects with StorageError
 * and changes nothing.
 */
export interface RecordStore {
  /** Resolves once all changes are synced to disk. They are one transaction. */
  commit(changes: readonly VaultWrite[]): Promise<void>;
  /** Rejects with StorageError 'missing', 'unreadable', or 'newer_version' where this version does not know how to use them. */
  secrets(connectionId: string): Promise<ConnectionSecrets>;
  /**
   * Ids of the connections whose secrets do not open, including those that the list assumed to be
   * whole. Decrypts all secrets.
   */
  unopenable(): Promise<readonly string[]>;
  /**
   * Ids of the connections whose readable description has the claims of an ID token, as older versions
   * wrote it. Writing the connection seals them.
   */
  unsealedClaims(): Promise<readonly string[]>;
  /** Removes from the disk what has been replaced or deleted. */
  compact(): Promise<void>;
  /**
   * Null: there is no entry, or it is unreadable. Rejects with StorageError 'newer_version' where
   * this version does not know how to use it.
   */
  outboxEntry(connectionId: string): Promise<OutboxEntry | null>;
  /** Pending sign-ins, and revocations of what they brought. Those that this version does not know how to continue are left out, and stay stored. */
  attempts(): Promise<readonly StoredAttempt[]>;
  intents(): Promise<readonly RefreshIntent[]>;
  /** Services the user set up. Those that this version does not know how to use are left out, and stay stored. */
  services(): Promise<readonly (CustomService | CustomRegistration)[]>;
  /**
   * Null: there is none, or it is unreadable. Rejects with StorageError 'newer_version' where this
   * version does not know how to use it.
   */
  service(serviceId: string): Promise<CustomService | CustomRegistration | null>;
  /** Connections that have ended. How one ended may be unknown to this version. */
  ended(): Promise<readonly EndedRecord[]>;
  /** Newest first. `limit` is the maximum number of entries. */
  activity(connectionId: string, limit: number): Promise<readonly ActivityEntry[]>;
  /**
   * True if the stored secrets may be older than the last ones written, because the vault was
   * restored from a copy or the disk lost data. New tokens clear it.
   */
  mayBeOutdated(connectionId: string): boolean;
  /** Keyed hash for "Token details": 'tok_' and 12 hex digits, equal for equal values. */
  fingerprint(secret: string): string;
}

/** A connection as found on disk. It is listed even if its secrets do not open. */
export type VaultConnection =
  /**
   * The description is intact and says that the secrets are. They are decrypted when used
   * (`RecordStore.unopenable`).
   */
  | { readonly kind: 'complete'; readonly connection: Connection }
  /**
   * The description is readable; the secrets are missing, damaged or another vault's. They are set
   * aside, not deleted.
   */
  | { readonly kind: 'secrets_unreadable'; readonly connection: Connection };

export interface Vault {
  readonly view: VaultView;
  /** Null unless `view.kind` is 'open'. */
  readonly recordStore: RecordStore | null;
  /** All connections on disk, including while the vault is locked. */
  connections(): Promise<readonly VaultConnection[]>;
  onChange(listener: (view: VaultView) => void): () => void;
  /** Opens the vault if possible. Never rejects: problems are in `view`. */
  open(): Promise<void>;
  /** Opens an empty vault in memory. */
  keepUntilQuit(): Promise<Failure | null>;
  /** Creates a vault sealed by this passphrase. */
  protectByPassphrase(passphrase: string): Promise<Failure | null>;
  /**
   * Takes the user's passphrase, or the recovery phrase of a vault that the password store does not
   * open.
   */
  unlock(passphrase: string): Promise<Failure | null>;
  /**
   * True if only a new start of the app asks the password store again after it did not open the
   * vault.
   */
  readonly answersOncePerStart: boolean;
  /**
   * Opens the vault if the obstacle may be gone and asking again would not pester the user (S6).
   */
  retryOpening(trigger: RetryTrigger): Promise<void>;
  readonly recovery: VaultRecovery;
  /** Archives a vault that does not open and starts with an empty one. */
  startNew(): Promise<Failure | null>;
  /**
   * Puts an archived vault in place of this one, which must be closed. `name` is one of
   * `view.archivedVaults`.
   */
  restoreArchived(name: string): Promise<Failure | null>;
  close(): Promise<void>;
}

/**
 * The occasion for trying to open a vault again without a request of the user. Only `screen_unlocked` is
 * their doing.
 */
export type RetryTrigger = 'time_passed' | 'window_focused' | 'screen_unlocked' | 'resumed';

/** The recovery phrase, a second seal on the data key. */
export interface VaultRecovery {
  /** Makes a phrase that opens nothing until it is confirmed. Discards an earlier offer. */
  offer(): Promise<Result<{ readonly passphrase: string }>>;
  readonly isOffered: boolean;
  /**
   * Seals the data key with the offered phrase if `typed` is its end. Replaces an earlier recovery
   * phrase.
   */
  confirm(typed: string): Promise<Failure | null>;
  abandon(): void;
  remove(): Promise<Failure | null>;
}
