import { useEffect, useRef } from 'react';

import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { useMessage } from '../components/message.js';
import { ModalDialog } from '../components/ModalDialog.js';

interface StopSignInProps {
  readonly service: string;
  readonly onStop: () => void;
  /** Also for Escape. */
  readonly onKeepWaiting: () => void;
}

/** Asks before a sign-in that goes on in the browser is stopped. */
export function StopSignIn({ service, onStop, onKeepWaiting }: StopSignInProps) {
  const message = useMessage();
  const safe = useRef<HTMLButtonElement>(null);
  // Not by autoFocus, which comes before the dialog below lets the focus go.
  useEffect(() => safe.current?.focus(), []);
  return (
    <ModalDialog role="alertdialog" name={message('stopSignIn.heading')} onClose={onKeepWaiting}>
      <DialogBody>
        <DialogHeading>{message('stopSignIn.heading')}</DialogHeading>
        <p>{message('stopSignIn.text', { service })}</p>
        <DialogButtons>
          <Button onClick={onStop}>{message('stopSignIn.stop')}</Button>
          <Button ref={safe} variant="primary" onClick={onKeepWaiting}>
            {message('stopSignIn.keepWaiting')}
          </Button>
        </DialogButtons>
      </DialogBody>
    </ModalDialog>
  );
}
