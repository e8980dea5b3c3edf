/**
 * What the domain needs of the world, as interfaces: storage/ and electron/ implement them and
 * application.ts joins them, so that neither knows the other and the domain knows neither.
 */
import type { AuthorizationServer } from '../oauth/authorization-server.js';
import type { Adjustment } from './service-adjustment.js';
import type { SettingsView } from '../../ipc/settings-view.js';
import type { VaultView } from '../../ipc/vault-view.js';
import type { Failure, Result } from '../../ipc/failure.js';
import type {
  ActivityEntry,
  Connection,
  ConnectionSecrets,
  OutboxEntry,
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
  /** Those of which the secrets cannot be opened, also where the list took them for whole. Opens all there are. */
  unopenable(): Promise<readonly string[]>;
  /** Null: there is none, or none that can be read. */
  outboxEntry(connectionId: string): Promise<OutboxEntry | null>;
  attempts(): Promise<readonly PendingAttempt[]>;
  intents(): Promise<readonly RefreshIntent[]>;
  services(): Promise<readonly (OwnService | OwnRegistration)[]>;
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
  readonly ledger: Ledger | null;
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
  lookAgain(occasion: LookOccasion): Promise<void>;
  readonly recovery: VaultRecovery;
  /** Renames the folder of a vault that does not open, and starts with an empty one. */
  startNew(): Promise<Failure | null>;
  /** Puts a kept vault in the place of this one, which has to be closed. The name is one of `keptBeside`. */
  takeBack(name: string): Promise<Failure | null>;
  close(): Promise<void>;
}

/** Why one might look at a locked vault again; none of them is the person asking for it. */
export type LookOccasion = 'time_passed' | 'window_focused' | 'screen_unlocked';

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

/** Seals the vault's data key with what the operating system offers (safeStorage). */
export interface KeySealer {
  /** Asks by a canary, never by an availability call. */
  probe(): Promise<SealerProbe>;
  /** Whether asking may make the operating system ask the person (for a keyring's password). */
  readonly mayAskThePerson: boolean;
  /** Whether the operating system always has one: it may refuse, also because the person did, and is never missing. */
  readonly isAlwaysThere: boolean;
  /** Whether a process is told what its first question was: only a new start asks the store anew. */
  readonly asksOncePerStart: boolean;
  /** Resolves once what it returns opens also after a crash. Rejects when the operating system does not seal. */
  seal(key: Uint8Array): Promise<SealedKey>;
  open(sealed: Uint8Array): Promise<SealOpening>;
}

export interface SealedKey {
  readonly sealed: Uint8Array;
  /** Where the operating system keeps the key to it in a file (Windows): that file's part, for repair. */
  readonly keyOnDisk: KeyOnDisk | null;
}

/** Itself sealed to the person's login at this computer: no secret. */
export interface KeyOnDisk {
  /** Base64. */
  readonly sealedKey: string;
  /** Of `sealedKey`, hexadecimal. */
  readonly sha256: string;
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
  /** Milliseconds on a clock that nobody sets; only differences mean something. It may stand while the computer sleeps. */
  elapsed(): number;
  /** Runs once, `ms` from now; longer waits than setTimeout's 24.8 days are the clock's business. */
  after(ms: number, run: () => void): Timer;
}

/** What goes on around the app on this computer. */
export interface Surroundings {
  /** False: there is certainly no network. True promises nothing. */
  isOnline(): boolean;
  readonly onChange: (listener: (event: SurroundingsEvent) => void) => void;
}

export type SurroundingsEvent =
  { readonly kind: 'suspending' } | { readonly kind: 'resumed' } | { readonly kind: 'unlocked' };

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

export interface Printer {
  /** Prints what the window shows on paper. Null also when the person thought better of it. */
  print(): Promise<Failure | null>;
}

/** The one notification that may be on the screen: service and label, nothing that is no one else's business. */
export interface Notifier {
  /** In place of whatever stood there. */
  show(note: Note): void;
  withdraw(): void;
}

/** What only the person can mend. Whatever passes by itself (a fault, no network, a locked store) is none of it. */
export type Trouble = 'ends_soon' | 'needs_sign_in' | 'misconfigured' | 'not_disconnected';

export type Note =
  | {
      readonly kind: 'one';
      readonly connectionId: string;
      /** Null: nothing to call it by but the service. */
      readonly label: string | null;
      readonly serviceName: string;
      readonly trouble: Trouble;
    }
  | { readonly kind: 'several'; readonly count: number };

/** How Lanyard lives on this computer, as the person wants it and as the computer lets them. */
export interface Settings {
  readonly view: SettingsView;
  /** What is left out stays as it is. Resolves to why it could not be done, null when it was. */
  change(wish: SettingsWish): Promise<Failure | null>;
  /** Asks system and desktop anew what they offer: that can be changed there too. */
  lookAround(): Promise<void>;
  onChange(listener: (view: SettingsView) => void): void;
}

export interface SettingsWish {
  readonly closeToTray?: boolean | undefined;
  readonly startAtLogin?: boolean | undefined;
  readonly notify?: boolean | undefined;
}

/** What of that is remembered by us; whether Lanyard starts at login is remembered by the system. */
export interface KeptChoices {
  readonly closeToTray: boolean;
  readonly notify: boolean;
  /** The person has been told where the window went when it was first closed to the tray. */
  readonly toldOfTray: boolean;
}

export interface SettingsFile {
  readonly current: KeptChoices;
  /** Resolves once it is on the disk; rejects with StorageError and changes nothing. */
  change(wish: Partial<KeptChoices>): Promise<void>;
}

/** The system's own list of what starts when the person logs in. */
export interface LoginItem {
  /** Null: this system keeps no such list that we know. */
  isOn(): Promise<boolean | null>;
  /** Rejects when the system did not take it. */
  set(on: boolean): Promise<void>;
}

/** Answers whether links of our scheme come back to this app on this computer (H98). */
export interface PrivateUseScheme {
  isOurs(): Promise<boolean>;
}
