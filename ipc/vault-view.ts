/** What a window may know of how sign-ins are kept on this computer. */
export type Protection =
  /** Sealed by the operating system's password store; `backend` is its own name, for support. */
  | { readonly kind: 'computer'; readonly backend: string }
  /** Sealed by a passphrase that only the person knows. */
  | { readonly kind: 'passphrase' }
  /** Opened by the recovery phrase; this computer has no password store to seal it anew. */
  | { readonly kind: 'recovery_sheet' }
  /** In memory only. */
  | { readonly kind: 'until_quit' };

/** Whether a recovery phrase opens the vault too. */
export type Recovery =
  | { readonly kind: 'none' }
  | { readonly kind: 'set'; readonly since: number }
  /** Nothing is stored, or the person's own passphrase is all it takes. */
  | { readonly kind: 'not_needed' };

/** Whether less, or older, is stored than was stored last; losing activity does not show. */
export type Integrity =
  | { readonly kind: 'none' }
  | {
      /** `missing`: there are fewer records; of those that are there, none is known to be the newest. */
      readonly kind: 'missing' | 'older';
      readonly findings: IntegrityFindings;
    };

/** For support. */
export interface IntegrityFindings {
  /** Else at an earlier start, and not everything has been stored anew since. */
  readonly atThisStart: boolean;
  /** How many have not been stored anew since. */
  readonly connections: number;
  /** As they were when the vault was opened; `expected` null: that was lost as well. */
  readonly records: { readonly expected: number | null; readonly found: number };
  /** The number of the newest write; `seen` by this computer at any time, null: not known. */
  readonly newestWrite: { readonly seen: number | null; readonly found: number };
  /** Folders in the vault's own, with the files as they were before they were mended. */
  readonly copies: readonly string[];
}

export type VaultView =
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'open';
      readonly protection: Protection;
      readonly recovery: Recovery;
      readonly integrity: Integrity;
      /** Folders of older vaults that were put aside, never deleted, the newest first. */
      readonly archivedVaults: readonly string[];
    }
  /** Nothing is stored yet and this computer offers no password store: the person chooses, nothing is written before. */
  | { readonly kind: 'choose_protection'; readonly backend: string }
  | { readonly kind: 'passphrase_required' }
  /** There is a vault, and what sealed it does not answer or no longer opens it. Nothing is changed on disk. */
  | {
      readonly kind: 'locked';
      readonly cause: 'password_store_unavailable' | 'password_store_changed';
      readonly backendThen: string;
      readonly backendNow: string;
      /** A recovery phrase opens it. */
      readonly hasRecovery: boolean;
      readonly archivedVaults: readonly string[];
    }
  /** The files themselves cannot be used. Nothing is changed on disk. */
  | {
      readonly kind: 'unreadable';
      readonly cause: 'newer_version' | 'damaged' | 'in_use' | 'not_accessible' | 'disk_full';
      readonly detail: string;
    };
