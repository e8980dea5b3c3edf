import { useEffect, useRef, useState } from 'react';

import type { Failure } from '../../ipc/failure.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { requests } from '../store/requests.js';
import { ConfirmPhrase } from './ConfirmPhrase.js';
import { ShowPhrase } from './ShowPhrase.js';

interface RecoveryDialogProps {
  /** An earlier sheet exists. */
  readonly replaces: boolean;
  readonly onClose: () => void;
}

/** Makes a recovery sheet. The phrase exists only in this dialog, and only as long as it is open. */
export function RecoveryDialog({ replaces, onClose }: RecoveryDialogProps) {
  const message = useMessage();
  const [phrase, setPhrase] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [step, setStep] = useState<'show' | 'confirm' | 'done'>('show');
  // The first step's text must not change when the new sheet is stored.
  const [replacedEarlier] = useState(replaces);

  async function makePhrase(): Promise<void> {
    const reply = await requests.offerRecovery({});
    setFailure(reply.ok ? null : reply.failure);
    setPhrase(reply.ok ? reply.value.passphrase : null);
  }
  const requested = useRef(false);
  useEffect(() => {
    if (requested.current) return;
    requested.current = true;
    void makePhrase();
  }, []);

  function close(): void {
    setPhrase(null);
    void requests.abandonRecovery({});
    onClose();
  }

  return (
    <ModalDialog name={message('recovery.heading')} size="large" onClose={close}>
      <DialogBody>
        {failure === null ? null : (
          <FailureNotice failure={failure} service="" onRemedy={() => void makePhrase()} />
        )}
        {phrase !== null && step === 'show' ? (
          <ShowPhrase
            phrase={phrase}
            replaces={replacedEarlier}
            onNext={() => setStep('confirm')}
            onCancel={close}
          />
        ) : null}
        {phrase !== null && step === 'confirm' ? (
          <ConfirmPhrase
            onBack={() => setStep('show')}
            onConfirmed={() => {
              setPhrase(null);
              setStep('done');
            }}
          />
        ) : null}
        {step === 'done' ? (
          <>
            <DialogHeading takesFocus>{message('recovery.doneHeading')}</DialogHeading>
            <p>{message('recovery.doneText')}</p>
            <DialogButtons>
              <Button variant="primary" onClick={onClose}>
                {message('dialog.done')}
              </Button>
            </DialogButtons>
          </>
        ) : null}
      </DialogBody>
    </ModalDialog>
  );
}
