import type { ReactNode } from 'react';

import type { Result } from '../../ipc/failure.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { useRequest } from '../components/request.js';
import { useSay } from '../components/say.js';

interface AskFirstProps {
  readonly heading: string;
  readonly action: string;
  readonly danger?: boolean;
  readonly ask: () => Promise<Result<unknown>>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Says what will happen to the saved sign-ins before it does; the safe answer has the focus. */
export function AskFirst(props: AskFirstProps) {
  const { heading, action, danger = false, ask, onClose, children } = props;
  const say = useSay();
  const { send, busy, failure } = useRequest();
  async function confirm(): Promise<void> {
    if (await send(ask)) onClose();
  }
  return (
    <ModalDialog role="alertdialog" name={heading} onClose={onClose}>
      <DialogBody>
        <DialogHeading>{heading}</DialogHeading>
        {children}
        {failure === null ? null : (
          <FailureNotice
            failure={failure}
            service=""
            busy={busy}
            onRemedy={(remedy) => {
              if (remedy === 'try_again') void confirm();
              else onClose();
            }}
          />
        )}
        <DialogButtons>
          <Button autoFocus onClick={onClose}>
            {say('dialog.cancel')}
          </Button>
          <Button look={danger ? 'danger' : 'primary'} busy={busy} onClick={() => void confirm()}>
            {action}
          </Button>
        </DialogButtons>
      </DialogBody>
    </ModalDialog>
  );
}
