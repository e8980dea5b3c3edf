import type { VaultView } from '../../ipc/vault-view.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { useSay } from '../components/say.js';
import { backendName } from './backend-name.js';
import { RecoverySection } from './RecoverySection.js';

interface ProtectionDialogProps {
  readonly vault: Extract<VaultView, { kind: 'open' }>;
  readonly onClose: () => void;
}

export function ProtectionDialog({ vault, onClose }: ProtectionDialogProps) {
  const say = useSay();
  const { protection } = vault;
  const backend = protection.kind === 'computer' ? backendName(say, protection.backend) : '';
  return (
    <ModalDialog name={say('protection.heading')} onClose={onClose}>
      <DialogBody>
        <DialogHeading takesFocus>{say('protection.heading')}</DialogHeading>
        <p>{say(`protection.${protection.kind}`, { backend })}</p>
        <RecoverySection />
      </DialogBody>
    </ModalDialog>
  );
}
