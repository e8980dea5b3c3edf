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

/** One part of an atomic, durable write. Putting replaces what had the same key. */
export type VaultWrite =
  | { readonly kind: 'put_connection'; readonly connection: Connection }
  | {
      readonly kind: 'put_secrets';
      readonly connectionId: string;
      readonly secrets: ConnectionSecrets;
    }
  /** The connection stays, with an outbox entry in the same write where it is still to be ended. */
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
 * The durable store. Every method rejects with StorageError and changes nothing when it cannot do
 * all it was asked.
 */
export interface RecordStore {
  /** Resolves once everything is on the disk (synced), as one: all of it or nothing. */
  commit(changes: readonly VaultWrite[]): Promise<void>;
  secrets(connectionId: string): Promise<ConnectionSecrets>;
  /** Those of which the secrets cannot be opened, also where the list took them for whole. Opens all there are. */
  unopenable(): Promise<readonly string[]>;
  /** Null: there is none, or none that can be read. */
  outboxEntry(connectionId: string): Promise<OutboxEntry | null>;
  attempts(): Promise<readonly PendingAttempt[]>;
  intents(): Promise<readonly RefreshIntent[]>;
  services(): Promise<readonly (CustomService | CustomRegistration)[]>;
  /** Newest first. */
  activity(connectionId: string, limit: number): Promise<readonly ActivityEntry[]>;
  /**
   * What is stored of it may be older than what was stored last: of a restored copy, or of a disk that
   * lost something. New tokens end that.
   */
  mayBeOutdated(connectionId: string): boolean;
  /** Keyed hash for "Token details": 'tok_' and 12 hex digits, the same for the same value. */
  fingerprint(secret: string): string;
}

/** A connection as found on disk. Its secrets may be impossible to open; it stays listed all the same. */
export type ListedConnection =
  /** As far as its description vouches for its secrets: they are opened when used (Ledger.unopenable). */
  | { readonly kind: 'whole'; readonly connection: Connection }
  /** What describes it reads well, its secrets are missing, damaged or not ours (set aside, not deleted). */
  | { readonly kind: 'secrets_unreadable'; readonly connection: Connection };

export interface Vault {
  readonly view: VaultView;
  /** Present exactly while `view.kind` is 'open'. */
  readonly recordStore: RecordStore | null;
  /** All connections on disk, also while the vault is locked. */
  connections(): Promise<readonly ListedConnection[]>;
  onChange(listener: (view: VaultView) => void): () => void;
  /** Looks at what is there and opens it where it can. Never rejects: what is wrong is in `view`. */
  open(): Promise<void>;
  keepUntilQuit(): Promise<Failure | null>;
  protectByPassphrase(passphrase: string): Promise<Failure | null>;
  /** By the person's own passphrase; of a vault that the password store does not open, by the recovery phrase. */
  unlock(passphrase: string): Promise<Failure | null>;
  /** Whether a password store that did not open it is asked anew only by a new start of the app. */
  readonly asksOncePerStart: boolean;
  /** Opens it if what keeps it locked may pass by itself and asking again does not pester the person (S6). */
  retryOpening(occasion: RetryTrigger): Promise<void>;
  readonly recovery: VaultRecovery;
  /** Renames the folder of a vault that does not open, and starts with an empty one. */
  startNew(): Promise<Failure | null>;
  /** Puts a kept vault in the place of this one, which has to be closed. The name is one of `keptBeside`. */
  restoreArchived(name: string): Promise<Failure | null>;
  close(): Promise<void>;
}

/** Why a vault that is not open may be retried without the user asking. Only `screen_unlocked` is their doing. */
export type RetryTrigger = 'time_passed' | 'window_focused' | 'screen_unlocked' | 'resumed';

/** The recovery phrase: a second seal on the data key. */
export interface VaultRecovery {
  /** Makes a phrase that opens nothing yet; an earlier offer is gone. */
  offer(): Promise<Result<{ readonly passphrase: string }>>;
  readonly isOffered: boolean;
  /** Seals the data key with the phrase on offer, once its end was typed right. It replaces an earlier one. */
  confirm(typed: string): Promise<Failure | null>;
  abandon(): void;
  remove(): Promise<Failure | null>;
}
