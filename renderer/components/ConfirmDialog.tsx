import type { ReactNode } from 'react';

import type { Result } from '../../ipc/failure.js';
import { Button } from './Button.js';
import { DialogHeading } from './DialogHeading.js';
import { DialogBody, DialogButtons } from './DialogLayout.js';
import { FailureNotice } from './FailureNotice.js';
import { useMessage } from './message.js';
import { ModalDialog } from './ModalDialog.js';
import { useRequest } from './request.js';

interface ConfirmDialogProps {
  readonly heading: string;
  /** Label of the button that runs it. */
  readonly action: string;
  readonly danger?: boolean;
  /** For the failure's sentences; empty when the action is not about a service. */
  readonly service?: string;
  readonly onConfirm: () => Promise<Result<unknown>>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Explains an action before it runs. The safe answer has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { heading, action, danger = false, service = '', onConfirm, onClose, children } = props;
  const message = useMessage();
  const { send, busy, failure } = useRequest();
  async function confirm(): Promise<void> {
    if (await send(onConfirm)) onClose();
  }
  return (
    <ModalDialog role="alertdialog" name={heading} onClose={onClose}>
      <DialogBody>
        <DialogHeading>{heading}</DialogHeading>
        {children}
        {failure === null ? null : (
          <FailureNotice
            besidePrimary
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
            {message('dialog.cancel')}
          </Button>
          <Button
            variant={danger ? 'danger' : 'primary'}
            busy={busy}
            onClick={() => void confirm()}
          >
            {action}
          </Button>
        </DialogButtons>
      </DialogBody>
    </ModalDialog>
  );
}
