/** What is shown of a vault that the password store does not open. */
import type { VaultView } from '../../ipc/vault-view.js';
import { passwordStoreSealsOf } from './key-file.js';
import type { VaultFolder } from './vault-folder.js';

export function lockedView(
  cause: 'password_store_unavailable' | 'password_store_changed',
  folder: VaultFolder | null,
  backendNow: string,
): VaultView {
  const [first] = passwordStoreSealsOf(folder?.keyFiles ?? []);
  return { kind: 'locked', cause, backendThen: first?.seal.backend ?? '', backendNow };
}

export function viewWhileSilent(folder: VaultFolder | null): VaultView {
  return folder
    ? lockedView('password_store_unavailable', folder, 'unknown')
    : { kind: 'choose_protection', backend: 'unknown' };
}
