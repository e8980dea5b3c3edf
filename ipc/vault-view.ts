/** The vault as the window sees it. All times are milliseconds since 1970 (UTC). */
export type Protection =
  /** Sealed by the operating system's password store; `backend` is its name, for support. */
  | { readonly kind: 'computer'; readonly backend: string }
  /** Sealed by a passphrase that only the user knows. */
  | { readonly kind: 'passphrase' }
  /** Opened by the recovery phrase; this computer has no password store that could seal it again. */
  | { readonly kind: 'recovery_sheet' }
  /** In memory only. */
  | { readonly kind: 'until_quit' };

/** The recovery phrase, a second way to open the vault. */
export type Recovery =
  | { readonly kind: 'none' }
  | { readonly kind: 'set'; readonly since: number }
  /** Nothing is stored, or the user's own passphrase opens it. */
  | { readonly kind: 'not_needed' };

/** Says if records are missing or older than the last write. Activity is not covered. */
export type Integrity =
  | { readonly kind: 'none' }
  | {
      /** `missing`: there are fewer records, and those that are left may be older too. */
      readonly kind: 'missing' | 'older';
      readonly findings: IntegrityFindings;
    };

/** The findings, for support. */
export interface IntegrityFindings {
  /** False: at an earlier start, and some records have not been written since. */
  readonly atThisStart: boolean;
  /** How many have not been written since. */
  readonly connections: number;
  /** Counted when the vault was opened; `expected` null: that number was lost as well. */
  readonly records: { readonly expected: number | null; readonly found: number };
  /** The number of the newest write; `seen`: the highest that this computer has ever noted, null if it has none. */
  readonly newestWrite: { readonly seen: number | null; readonly found: number };
  /** Folders inside the vault's folder, with the files as they were before the repair. */
  readonly copies: readonly string[];
}

export type VaultView =
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'open';
      readonly protection: Protection;
      readonly recovery: Recovery;
      readonly integrity: Integrity;
      /** Folders of archived vaults, the newest first; they are never deleted. */
      readonly archivedVaults: readonly string[];
    }
  /** Nothing is stored yet and this computer has no password store: the user chooses before anything is written. */
  | { readonly kind: 'choose_protection'; readonly backend: string }
  | { readonly kind: 'passphrase_required' }
  /** The password store that sealed the vault does not answer or no longer opens it. Nothing is changed on disk. */
  | {
      readonly kind: 'locked';
      readonly cause: 'password_store_unavailable' | 'password_store_changed';
      readonly backendThen: string;
      readonly backendNow: string;
      /** True if a recovery phrase opens it. */
      readonly hasRecovery: boolean;
      readonly archivedVaults: readonly string[];
    }
  /** The files cannot be used. Nothing is changed on disk. */
  | {
      readonly kind: 'unreadable';
      readonly cause:
        | 'newer_version'
        | 'damaged'
        | 'in_use'
        | 'not_accessible'
        /** Another user of this computer owns the folder and could exchange what is in it. */
        | 'other_owner'
        | 'disk_full';
      readonly detail: string;
    };
