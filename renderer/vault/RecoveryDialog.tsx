import { useEffect, useRef, useState } from 'react';

import type { Failure } from '../../ipc/failure.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import { ConfirmPhrase } from './ConfirmPhrase.js';
import { ShowPhrase } from './ShowPhrase.js';

interface RecoveryDialogProps {
  /** There is an earlier sheet. */
  readonly replaces: boolean;
  readonly onClose: () => void;
}

/** From a new phrase to a sheet that works. The phrase lives as long as this dialog and nowhere else. */
export function RecoveryDialog({ replaces, onClose }: RecoveryDialogProps) {
  const say = useMessage();
  const [phrase, setPhrase] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [step, setStep] = useState<'show' | 'confirm' | 'done'>('show');
  // The wording of the first step must not change when the new sheet is stored.
  const [replacedEarlier] = useState(replaces);

  async function ask(): Promise<void> {
    const made = await requests.offerRecovery({});
    setFailure(made.ok ? null : made.failure);
    setPhrase(made.ok ? made.value.passphrase : null);
  }
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void ask();
  }, []);

  function close(): void {
    setPhrase(null);
    void requests.abandonRecovery({});
    onClose();
  }

  return (
    <ModalDialog name={say('recovery.heading')} size="large" onClose={close}>
      <DialogBody>
        {failure === null ? null : (
          <FailureNotice failure={failure} service="" onRemedy={() => void ask()} />
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
            <DialogHeading takesFocus>{say('recovery.doneHeading')}</DialogHeading>
            <p>{say('recovery.doneText')}</p>
            <DialogButtons>
              <Button look="primary" onClick={onClose}>
                {say('dialog.done')}
              </Button>
            </DialogButtons>
          </>
        ) : null}
      </DialogBody>
    </ModalDialog>
  );
}
