import { Lock, LockOpen, ShieldCheck } from 'lucide-react';
import { useState } from 'react';

import type { VaultView } from '../../ipc/vault-view.js';
import type { MessageId } from '../../messages/message-id.js';
import { useMessage } from '../components/message.js';
import { useVault } from '../store/selectors.js';
import { ProtectionDialog } from './ProtectionDialog.js';
import styles from './ProtectionLine.module.css';

function protectionMessage(vault: VaultView): MessageId | null {
  switch (vault.kind) {
    case 'open':
      return `protection.${vault.protection.kind}.label`;
    case 'opening':
    case 'choose_protection':
      return null;
    case 'passphrase_required':
    case 'locked':
    case 'unreadable':
      return 'protection.cannotOpen';
  }
}

/** How the vault is protected, in a few words. For an open vault it opens the details. */
export function ProtectionLine() {
  const message = useMessage();
  const vault = useVault();
  const [isOpen, setIsOpen] = useState(false);
  const id = protectionMessage(vault);
  if (id === null) return <span />;
  if (vault.kind !== 'open') {
    return (
      <span className={styles.line}>
        <Lock aria-hidden />
        {message(id)}
      </span>
    );
  }
  const Icon = vault.protection.kind === 'until_quit' ? LockOpen : ShieldCheck;
  return (
    <>
      <button type="button" className={styles.button} onClick={() => setIsOpen(true)}>
        <Icon aria-hidden />
        {message(id)}
      </button>
      {isOpen ? <ProtectionDialog onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
