/** Makes, confirms and removes the recovery phrase of an open vault. */
import type { Failure } from '../../../ipc/failure.js';
import type { Protection } from '../../../ipc/vault-view.js';
import { failureOf } from '../../connections/failures.js';
import type { VaultRecovery } from '../../ports/vault.js';
import type { RandomBytes } from './data-key.js';
import type { KeyFileName } from './key-file-names.js';
import { isEndOf, newRecoveryPhrase, readRecoveryPhrase } from './recovery-phrase.js';
import { replaceRecoverySeal } from './recovery-seal.js';
import { type TypedSeal, sealByTyped } from './seals.js';

/** The key of an open vault, and the key file and protection that opened it. */
export interface Unlocked {
  readonly dataKey: Uint8Array;
  readonly by: KeyFileName;
  readonly protection: Protection;
}

interface VaultRecoveryOptions {
  readonly directory: string;
  readonly randomBytes: RandomBytes;
  readonly now: () => number;
  /** Null: the vault is not open, or takes no recovery phrase. */
  readonly unlocked: () => Unlocked | null;
  /** Runs the task in turn and resolves to what goes wrong. */
  readonly perform: (task: () => Promise<Failure | null>) => Promise<Failure | null>;
  readonly onSealsChange: () => Promise<void>;
}

export function createVaultRecovery(options: VaultRecoveryOptions): VaultRecovery {
  const { directory, randomBytes, now, unlocked, perform, onSealsChange } = options;
  let offered: string | null = null;

  async function replace(by: KeyFileName, seal: TypedSeal | null): Promise<void> {
    try {
      await replaceRecoverySeal(directory, by, seal);
    } finally {
      // Also when only one of the two files was written: the view has to say what opens the vault.
      await onSealsChange();
    }
  }
  const notOpen = () => failureOf('invalid_request', 'no recovery phrase is for this vault now');

  return {
    get isOffered() {
      return offered !== null;
    },

    offer() {
      if (!unlocked()) return Promise.resolve({ ok: false, failure: notOpen() });
      offered = newRecoveryPhrase(randomBytes);
      return Promise.resolve({ ok: true, value: { passphrase: offered } });
    },

    abandon() {
      offered = null;
    },

    confirm: (typed) =>
      perform(async () => {
        const vault = unlocked();
        const phrase = offered === null ? null : readRecoveryPhrase(offered);
        if (!vault || offered === null || phrase === null) return notOpen();
        if (!isEndOf(offered, typed)) return failureOf('recovery_not_confirmed');
        const seal = await sealByTyped('recovery', phrase, vault.dataKey, now(), randomBytes);
        await replace(vault.by, seal);
        offered = null;
        return null;
      }),

    remove: () =>
      perform(async () => {
        const vault = unlocked();
        if (!vault) return notOpen();
        await replace(vault.by, null);
        return null;
      }),
  };
}
