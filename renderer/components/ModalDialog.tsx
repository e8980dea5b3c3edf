import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';

import { Button } from './Button.js';
import { useMessage } from './message.js';
import styles from './ModalDialog.module.css';

interface ModalDialogProps {
  readonly name: string;
  readonly role?: 'dialog' | 'alertdialog';
  readonly size?: 'small' | 'large';
  /** Also called for Escape. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Covers the window until it is closed. Keeps the focus inside and returns it afterwards. */
export function ModalDialog(props: ModalDialogProps) {
  const { name, role = 'dialog', size = 'small', onClose, children } = props;
  const message = useMessage();
  return (
    <ModalOverlay
      className={styles.veil ?? ''}
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={styles[size] ?? ''}>
        <Dialog className={styles.dialog ?? ''} role={role} aria-label={name}>
          {role === 'dialog' ? (
            <div className={styles.close}>
              <Button variant="icon" aria-label={message('dialog.close')} onClick={onClose}>
                <X aria-hidden />
              </Button>
            </div>
          ) : null}
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
