/** Views of a vault that the password store does not open. */
import type { VaultView } from '../../ipc/vault-view.js';
import { passwordStoreSealsOf, recoverySealsOf } from './keys/key-file.js';
import type { VaultFolder } from './vault-folder.js';

export function lockedView(
  cause: 'password_store_unavailable' | 'password_store_changed',
  folder: VaultFolder | null,
  backendNow: string,
  archivedVaults: readonly string[],
): VaultView {
  const keyFiles = folder?.keyFiles ?? [];
  const [first] = passwordStoreSealsOf(keyFiles);
  return {
    kind: 'locked',
    cause,
    backendThen: first?.seal.backend ?? '',
    backendNow,
    hasRecovery: recoverySealsOf(keyFiles).length > 0,
    archivedVaults,
  };
}

export function viewWhileSilent(
  folder: VaultFolder | null,
  archivedVaults: readonly string[],
): VaultView {
  return folder
    ? lockedView('password_store_unavailable', folder, 'unknown', archivedVaults)
    : { kind: 'choose_protection', backend: 'unknown' };
}
