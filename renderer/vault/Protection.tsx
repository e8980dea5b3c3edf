import { useMessage } from '../components/message.js';
import { useVault } from '../store/selectors.js';
import { backendName } from './backend-name.js';
import { RecoverySection } from './RecoverySection.js';

/** How sign-ins are kept, in a sentence, and what opens them when that fails. */
export function Protection() {
  const say = useMessage();
  const vault = useVault();
  if (vault.kind !== 'open') return <p>{say('settings.protectionClosed')}</p>;
  const { protection } = vault;
  const backend = protection.kind === 'computer' ? backendName(say, protection.backend) : '';
  return (
    <>
      <p>{say(`protection.${protection.kind}`, { backend })}</p>
      <RecoverySection />
    </>
  );
}
