/**
 * What the domain needs of the world, as interfaces: storage/ and electron/ implement them and
 * main.ts joins them, so that neither knows the other and the domain knows neither.
 */
import type { AuthorizationServer } from '../oauth/authorization-server.js';
import type { Adjustment } from './service-adjustment.js';
import type { VaultView } from '../../ipc/vault-view.js';
import type { Failure } from '../../ipc/failure.js';
import type {
  ActivityEntry,
  Connection,
  ConnectionSecrets,
  OwnRegistration,
  OwnService,
  PendingAttempt,
  RefreshIntent,
} from './connection.js';

/** One part of an atomic, durable write. Putting replaces what had the same key. */
export type Change =
  | { readonly kind: 'put_connection'; readonly connection: Connection }
  | {
      readonly kind: 'put_secrets';
      readonly connectionId: string;
      readonly secrets: ConnectionSecrets;
    }
  /** The connection with its secrets, intent and activity. */
  | { readonly kind: 'delete_connection'; readonly connectionId: string }
  | { readonly kind: 'put_attempt'; readonly attempt: PendingAttempt }
  | { readonly kind: 'delete_attempt'; readonly attemptId: string }
  | { readonly kind: 'put_intent'; readonly intent: RefreshIntent }
  | { readonly kind: 'delete_intent'; readonly connectionId: string }
  | { readonly kind: 'put_service'; readonly service: OwnService | OwnRegistration }
  | { readonly kind: 'delete_service'; readonly serviceId: string }
  | { readonly kind: 'add_activity'; readonly entry: ActivityEntry };

/**
 * The durable store. Every method rejects with StorageError and changes nothing when it cannot do
 * all it was asked.
 */
export interface Ledger {
  /** Resolves once everything is on the disk (synced), as one: all of it or nothing. */
  commit(changes: readonly Change[]): Promise<void>;
  secrets(connectionId: string): Promise<ConnectionSecrets>;
  attempts(): Promise<readonly PendingAttempt[]>;
  intents(): Promise<readonly RefreshIntent[]>;
  services(): Promise<readonly (OwnService | OwnRegistration)[]>;
  /** Newest first. */
  activity(connectionId: string, limit: number): Promise<readonly ActivityEntry[]>;
  /** Keyed hash for "Token details": 'tok_' and 12 hex digits, the same for the same value. */
  fingerprint(secret: string): string;
}

/** A connection as found on disk. Its secrets may be impossible to open; it stays listed all the same. */
export type ListedConnection =
  | { readonly kind: 'whole'; readonly connection: Connection }
  /** What describes it reads well, its secrets are missing, damaged or not ours (set aside, not deleted). */
  | { readonly kind: 'secrets_unreadable'; readonly connection: Connection };

export interface Vault {
  readonly view: VaultView;
  /** Present exactly while `view.kind` is 'open'. */
  readonly ledger: Ledger | null;
  /** All connections on disk, also while the vault is locked. */
  connections(): Promise<readonly ListedConnection[]>;
  onChange(listener: (view: VaultView) => void): () => void;
  /** Looks at what is there and opens it where it can. Never rejects: what is wrong is in `view`. */
  open(): Promise<void>;
  keepUntilQuit(): Promise<Failure | null>;
  protectByPassphrase(passphrase: string): Promise<Failure | null>;
  unlock(passphrase: string): Promise<Failure | null>;
  close(): Promise<void>;
}

/** Seals the vault's data key with what the operating system offers (safeStorage). */
export interface KeySealer {
  /** Asks by a canary, never by an availability call. */
  probe(): Promise<SealerProbe>;
  /** Rejects when the operating system does not seal. */
  seal(key: Uint8Array): Promise<Uint8Array>;
  open(sealed: Uint8Array): Promise<SealOpening>;
}

export type SealerProbe =
  | { readonly kind: 'protects'; readonly backend: string }
  /** It encrypts with a key everyone knows, or not at all. */
  | { readonly kind: 'does_not_protect'; readonly backend: string; readonly reason: string };

export type SealOpening =
  | { readonly kind: 'opened'; readonly key: Uint8Array; readonly shouldSealAgain: boolean }
  /** Locked, busy, not running: it may answer later. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** It answered and this is not something it sealed, or no longer its key. */
  | { readonly kind: 'refused'; readonly reason: string };

export class StorageError extends Error {
  override readonly name = 'StorageError';
  constructor(
    readonly kind: 'full' | 'failed' | 'unreadable' | 'missing' | 'closed',
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs once, `ms` from now; longer waits than setTimeout's 24.8 days are the clock's business. */
  after(ms: number, run: () => void): Timer;
}

/** Speaks to services that differ from the standard as they want it (main/services/adjustments). */
export interface Adjuster {
  fetch(
    adjustments: readonly Adjustment[],
    setting: { readonly server: AuthorizationServer; readonly clientId: string },
    fetch: typeof globalThis.fetch,
  ): typeof globalThis.fetch;
  authorizationUrl(adjustments: readonly Adjustment[], url: string): string;
  /** One sentence, for support. */
  describe(adjustment: Adjustment): string;
}

export interface UserAgent {
  /** Opens the person's browser. Resolves to null when the system took it, else why not. */
  open(url: string): Promise<Failure | null>;
}

export interface Clipboard {
  write(text: string): void;
}

/** Answers whether links of our scheme come back to this app on this computer (H98). */
export interface PrivateUseScheme {
  isOurs(): Promise<boolean>;
}
