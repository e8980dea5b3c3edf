import { useVault } from '../store/selectors.js';
import { LockedPanel } from './LockedPanel.js';
import { UnlockPanel } from './UnlockPanel.js';

/** Asks the user for whatever opens the vault; empty when it is open. */
export function VaultPanel() {
  const vault = useVault();
  switch (vault.kind) {
    case 'opening':
    case 'open':
    case 'choose_protection':
      return null;
    case 'passphrase_required':
      return <UnlockPanel />;
    case 'locked':
    case 'unreadable':
      return <LockedPanel vault={vault} />;
  }
}
