import { Lock, LockOpen, ShieldCheck } from 'lucide-react';

import type { VaultView } from '../../ipc/vault-view.js';
import { useSay } from '../components/say.js';
import type { MessageId } from '../messages/message-id.js';
import { useVault } from '../store/selectors.js';
import styles from './ProtectionLine.module.css';

function protectionWords(vault: VaultView): MessageId | null {
  switch (vault.kind) {
    case 'open':
      return `vault.${vault.protection.kind}`;
    case 'opening':
    case 'choose_protection':
      return null;
    case 'passphrase_required':
    case 'locked':
    case 'unreadable':
      return 'vault.cannotOpen';
  }
}

/** How sign-ins are kept on this computer, in a few words. */
export function ProtectionLine() {
  const say = useSay();
  const vault = useVault();
  const words = protectionWords(vault);
  if (words === null) return <span />;
  const untilQuit = vault.kind === 'open' && vault.protection.kind === 'until_quit';
  const Sign = vault.kind !== 'open' ? Lock : untilQuit ? LockOpen : ShieldCheck;
  return (
    <span className={styles.line}>
      <Sign aria-hidden />
      {say(words)}
    </span>
  );
}
