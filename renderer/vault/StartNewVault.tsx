import { useState } from 'react';

import { Button } from '../components/Button.js';
import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';

/** Starts with an empty vault when nothing opens the present one any more. */
export function StartNewVault() {
  const message = useMessage();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="quiet" onClick={() => setIsOpen(true)}>
        {message('locked.startNew')}
      </Button>
      {isOpen ? (
        <ConfirmDialog
          heading={message('startNewVault.heading')}
          action={message('startNewVault.confirm')}
          onConfirm={() => requests.startNewVault({})}
          onClose={() => setIsOpen(false)}
        >
          <p>{message('startNewVault.text')}</p>
          <p>{message('startNewVault.next')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
