import { Lock, LockOpen, ShieldCheck } from 'lucide-react';
import { useState } from 'react';

import type { VaultView } from '../../ipc/vault-view.js';
import { useMessage } from '../components/message.js';
import type { MessageId } from '../../messages/message-id.js';
import { useVault } from '../store/selectors.js';
import { ProtectionDialog } from './ProtectionDialog.js';
import styles from './ProtectionLine.module.css';

function protectionWords(vault: VaultView): MessageId | null {
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

/** How sign-ins are kept on this computer, in a few words; of an open vault it leads to the rest. */
export function ProtectionLine() {
  const message = useMessage();
  const vault = useVault();
  const [shown, setShown] = useState(false);
  const words = protectionWords(vault);
  if (words === null) return <span />;
  if (vault.kind !== 'open') {
    return (
      <span className={styles.line}>
        <Lock aria-hidden />
        {message(words)}
      </span>
    );
  }
  const Sign = vault.protection.kind === 'until_quit' ? LockOpen : ShieldCheck;
  return (
    <>
      <button type="button" className={styles.button} onClick={() => setShown(true)}>
        <Sign aria-hidden />
        {message(words)}
      </button>
      {shown ? <ProtectionDialog onClose={() => setShown(false)} /> : null}
    </>
  );
}
