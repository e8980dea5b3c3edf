import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { useMessage } from '../components/message.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { Protection } from './Protection.js';

export function ProtectionDialog({ onClose }: { readonly onClose: () => void }) {
  const message = useMessage();
  return (
    <ModalDialog name={message('protection.heading')} onClose={onClose}>
      <DialogBody>
        <DialogHeading takesFocus>{message('protection.heading')}</DialogHeading>
        <Protection />
      </DialogBody>
    </ModalDialog>
  );
}
