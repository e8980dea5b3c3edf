/**
 * Seals the vault's data key with the operating system's password store (Electron's safeStorage).
 */
export interface KeySealer {
  /**
   * Encrypts and decrypts a canary. An availability call alone may report a store that does not
   * work.
   */
  probe(): Promise<SealerProbe>;
  /**
   * True if a request may make the operating system prompt the user, for example for a keyring's
   * password.
   */
  readonly mayPromptUser: boolean;
  /**
   * True if the operating system always has a password store. It may refuse, also because the user
   * did.
   */
  readonly isAlwaysPresent: boolean;
  /**
   * True if the system repeats its first answer to a process: only a new start of the app asks
   * again.
   */
  readonly answersOncePerStart: boolean;
  /**
   * Resolves once the result can be opened even after a crash. Rejects when the operating system
   * does not seal.
   */
  seal(key: Uint8Array): Promise<SealedKey>;
  open(sealed: Uint8Array): Promise<SealOpening>;
}

export interface SealedKey {
  readonly sealed: Uint8Array;
  /**
   * The entry of the file in which the operating system stores the key to it (Windows), for repair.
   * Null elsewhere.
   */
  readonly keyOnDisk: KeyOnDisk | null;
}

/** Sealed to the user's login on this computer, so it is not a secret. */
export interface KeyOnDisk {
  /** Base64. */
  readonly sealedKey: string;
  /** Hash of `sealedKey`, hexadecimal. */
  readonly sha256: string;
}

export type SealerProbe =
  | { readonly kind: 'protects'; readonly backend: string }
  /** It encrypts with a well-known key, or not at all. */
  | { readonly kind: 'does_not_protect'; readonly backend: string; readonly reason: string };

export type SealOpening =
  | { readonly kind: 'opened'; readonly key: Uint8Array; readonly shouldSealAgain: boolean }
  /** Locked, busy or not running; it may answer later. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** It did not make this seal, or no longer has the key. */
  | { readonly kind: 'refused'; readonly reason: string };
