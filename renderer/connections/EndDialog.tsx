import type { ReactNode } from 'react';

import type { Result } from '../../ipc/failure.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { useRequest } from '../components/request.js';
import { useSay } from '../components/say.js';

interface EndDialogProps {
  readonly heading: string;
  readonly action: string;
  readonly service: string;
  readonly ask: () => Promise<Result<unknown>>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks once more before a connection is ended; the safe answer has the focus. */
export function EndDialog(props: EndDialogProps) {
  const { heading, action, service, ask, onClose, children } = props;
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
            service={service}
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
          <Button look="danger" busy={busy} onClick={() => void confirm()}>
            {action}
          </Button>
        </DialogButtons>
      </DialogBody>
    </ModalDialog>
  );
}
