import { useMessage } from '../components/message.js';
import { useVault } from '../store/selectors.js';
import { backendName } from './backend-name.js';
import { RecoverySection } from './RecoverySection.js';

/** A sentence on how the vault is protected, and what opens it when that fails. */
export function Protection() {
  const message = useMessage();
  const vault = useVault();
  if (vault.kind !== 'open') return <p>{message('settings.protectionClosed')}</p>;
  const { protection } = vault;
  const backend = protection.kind === 'computer' ? backendName(message, protection.backend) : '';
  return (
    <>
      <p>{message(`protection.${protection.kind}.sentence`, { backend })}</p>
      <RecoverySection />
    </>
  );
}
