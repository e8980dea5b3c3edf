import { useVault } from '../store/selectors.js';
import { LockedPanel } from './LockedPanel.js';

/** Asks the user for whatever opens the vault; empty when it is open. */
export function VaultPanel() {
  const vault = useVault();
  switch (vault.kind) {
    case 'opening':
    case 'open':
    case 'choose_protection':
    // The lock screen is shown in place of everything else.
    case 'passphrase_required':
      return null;
    case 'locked':
    case 'unreadable':
      return <LockedPanel vault={vault} />;
  }
}
