import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { useMessage } from '../components/message.js';
import { Protection } from './Protection.js';

export function ProtectionDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useMessage();
  return (
    <ModalDialog name={say('protection.heading')} onClose={onClose}>
      <DialogBody>
        <DialogHeading takesFocus>{say('protection.heading')}</DialogHeading>
        <Protection />
      </DialogBody>
    </ModalDialog>
  );
}
