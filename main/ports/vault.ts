import type { VaultView } from '../../ipc/vault-view.js';
import type { Failure, Result } from '../../ipc/failure.js';
import type {
  ActivityEntry,
  Connection,
  ConnectionSecrets,
  OutboxEntry,
  CustomRegistration,
  CustomService,
  PendingAttempt,
  RefreshIntent,
} from '../connections/connection.js';

/** One part of an atomic, durable write. A put replaces the record with the same key. */
export type VaultWrite =
  | { readonly kind: 'put_connection'; readonly connection: Connection }
  | {
      readonly kind: 'put_secrets';
      readonly connectionId: string;
      readonly secrets: ConnectionSecrets;
    }
  /** Keeps the connection; the same write adds an outbox entry if it still has to be disconnected. */
  | { readonly kind: 'delete_secrets'; readonly connectionId: string }
  | { readonly kind: 'put_outbox_entry'; readonly entry: OutboxEntry }
  | { readonly kind: 'delete_outbox_entry'; readonly connectionId: string }
  /** The connection with its secrets, outbox entry, intent and activity. */
  | { readonly kind: 'delete_connection'; readonly connectionId: string }
  | { readonly kind: 'put_attempt'; readonly attempt: PendingAttempt }
  | { readonly kind: 'delete_attempt'; readonly attemptId: string }
  | { readonly kind: 'put_intent'; readonly intent: RefreshIntent }
  | { readonly kind: 'delete_intent'; readonly connectionId: string }
  | { readonly kind: 'put_service'; readonly service: CustomService | CustomRegistration }
  | { readonly kind: 'delete_service'; readonly serviceId: string }
  | { readonly kind: 'add_activity'; readonly entry: ActivityEntry };

/**
 * The durable store. If a method cannot complete, it rejects with StorageError and changes nothing.
 */
export interface RecordStore {
  /** Writes all changes or none. Resolves once they are on the disk (synced). */
  commit(changes: readonly VaultWrite[]): Promise<void>;
  secrets(connectionId: string): Promise<ConnectionSecrets>;
  /** Connections whose secrets cannot be opened, also if the list reported them as whole. Opens all of them. */
  unopenable(): Promise<readonly string[]>;
  /** Null if there is no readable one. */
  outboxEntry(connectionId: string): Promise<OutboxEntry | null>;
  attempts(): Promise<readonly PendingAttempt[]>;
  intents(): Promise<readonly RefreshIntent[]>;
  services(): Promise<readonly (CustomService | CustomRegistration)[]>;
  /** Newest first. */
  activity(connectionId: string, limit: number): Promise<readonly ActivityEntry[]>;
  /**
   * True if its records may be older than the last write, because a copy was restored or the disk lost
   * writes. New tokens end that.
   */
  mayBeOutdated(connectionId: string): boolean;
  /** Keyed hash for "Token details": 'tok_' and 12 hex digits, the same for the same value. */
  fingerprint(secret: string): string;
}

/** A connection as found on disk. It stays listed even if its secrets cannot be opened. */
export type ListedConnection =
  /** Judged by its description only: its secrets are opened when used (RecordStore.unopenable). */
  | { readonly kind: 'whole'; readonly connection: Connection }
  /** Its description is readable, but its secrets are missing, damaged or sealed by another key (set aside, not deleted). */
  | { readonly kind: 'secrets_unreadable'; readonly connection: Connection };

export interface Vault {
  readonly view: VaultView;
  /** Present exactly while `view.kind` is 'open'. */
  readonly recordStore: RecordStore | null;
  /** All connections on disk, also while the vault is locked. */
  connections(): Promise<readonly ListedConnection[]>;
  onChange(listener: (view: VaultView) => void): () => void;
  /** Opens the vault if possible. Never rejects: `view` holds the failure. */
  open(): Promise<void>;
  keepUntilQuit(): Promise<Failure | null>;
  protectByPassphrase(passphrase: string): Promise<Failure | null>;
  /** Unlocks with the user's passphrase, or with the recovery phrase if the password store does not open the vault. */
  unlock(passphrase: string): Promise<Failure | null>;
  /** True if a password store that did not open it answers again only after a restart of the app. */
  readonly asksOncePerStart: boolean;
  /** Opens it if the obstacle may have passed by itself and a retry does not prompt the user needlessly (S6). */
  retryOpening(occasion: RetryTrigger): Promise<void>;
  readonly recovery: VaultRecovery;
  /** Renames the folder of a vault that does not open, and starts with an empty one. */
  startNew(): Promise<Failure | null>;
  /** Replaces this vault, which has to be closed, by an archived one. */
  restoreArchived(name: string): Promise<Failure | null>;
  close(): Promise<void>;
}

/** Why a vault that is not open may be retried without the user asking. Only `screen_unlocked` is their doing. */
export type RetryTrigger = 'time_passed' | 'window_focused' | 'screen_unlocked' | 'resumed';

/** The recovery phrase: a second seal on the data key. */
export interface VaultRecovery {
  /** Creates a phrase that opens nothing yet; replaces an earlier offer. */
  offer(): Promise<Result<{ readonly passphrase: string }>>;
  readonly isOffered: boolean;
  /** Seals the data key with the offered phrase if its end was typed correctly. Replaces an earlier one. */
  confirm(typed: string): Promise<Failure | null>;
  abandon(): void;
  remove(): Promise<Failure | null>;
}
