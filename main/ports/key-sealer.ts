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
