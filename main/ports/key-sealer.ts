/** Seals the vault's data key with the operating system's password store (safeStorage). */
export interface KeySealer {
  /** Seals and opens a canary: availability calls are not reliable. */
  probe(): Promise<SealerProbe>;
  /** True if sealing or opening may make the operating system prompt the user (for a keyring's password). */
  readonly mayAskThePerson: boolean;
  /** True if the operating system always has a password store: it may refuse, but is never missing. */
  readonly isAlwaysThere: boolean;
  /** True if the first answer holds for the whole process, so that only a restart can get another. */
  readonly asksOncePerStart: boolean;
  /** Resolves once the result can be opened even after a crash. Rejects if the operating system does not seal. */
  seal(key: Uint8Array): Promise<SealedKey>;
  open(sealed: Uint8Array): Promise<SealOpening>;
}

export interface SealedKey {
  readonly sealed: Uint8Array;
  /** The part of the file in which the operating system keeps the key (Windows), for repair; or null. */
  readonly keyOnDisk: KeyOnDisk | null;
}

/** Sealed to the user's login at this computer, so no secret. */
export interface KeyOnDisk {
  /** Base64. */
  readonly sealedKey: string;
  /** Hash of `sealedKey`, hexadecimal. */
  readonly sha256: string;
}

export type SealerProbe =
  | { readonly kind: 'protects'; readonly backend: string }
  /** It encrypts with a well-known key or not at all. */
  | { readonly kind: 'does_not_protect'; readonly backend: string; readonly reason: string };

export type SealOpening =
  | { readonly kind: 'opened'; readonly key: Uint8Array; readonly shouldSealAgain: boolean }
  /** Locked, busy or not running: a later try may succeed. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** It did not seal this, or no longer has the key. */
  | { readonly kind: 'refused'; readonly reason: string };
