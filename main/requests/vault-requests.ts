/** Requests about the vault: how it is protected, opened, recovered and replaced. */
import type { RequestHandlers } from '../../ipc/contract.js';
import type { Core } from '../connections/core.js';
import { refused } from '../connections/failures.js';
import { accepted, acceptedUnless } from './reply.js';
import type { RequestPorts } from './request-ports.js';

type Dependencies = Pick<
  Core & RequestPorts,
  'vault' | 'printer' | 'emitAll' | 'tryVaultAgain' | 'openArchived' | 'lock'
>;

export function createVaultRequests(core: Dependencies) {
  const { vault, printer } = core;
  return {
    windowReady: () => {
      // A window that is new, or was reloaded, no longer shows the phrase on offer.
      vault.recovery.abandon();
      core.emitAll();
      return accepted();
    },

    keepUntilQuit: async () => acceptedUnless(await vault.keepUntilQuit()),
    protectByPassphrase: async ({ passphrase }) =>
      acceptedUnless(await vault.protectByPassphrase(passphrase)),
    unlockVault: async ({ passphrase }) => acceptedUnless(await vault.unlock(passphrase)),
    retryUnlock: async () => {
      await core.tryVaultAgain();
      return accepted();
    },

    lock: async () => acceptedUnless(await core.lock.lock()),
    unlock: async () => {
      await core.lock.unlock();
      return accepted();
    },

    offerRecovery: () => vault.recovery.offer(),
    printRecoverySheet: async () =>
      vault.recovery.isOffered ? acceptedUnless(await printer.print()) : refused('not_found'),
    confirmRecovery: async ({ passphrase }) =>
      acceptedUnless(await vault.recovery.confirm(passphrase)),
    abandonRecovery: () => {
      vault.recovery.abandon();
      return accepted();
    },
    removeRecovery: async () => acceptedUnless(await vault.recovery.remove()),

    startNewVault: async () => acceptedUnless(await vault.startNew()),
    openArchivedVault: async ({ name }) => acceptedUnless(await core.openArchived(name)),
  } satisfies Partial<RequestHandlers>;
}
