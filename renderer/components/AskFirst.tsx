import type { ReactNode } from 'react';

import type { Result } from '../../ipc/failure.js';
import { Button } from './Button.js';
import { DialogHeading } from './DialogHeading.js';
import { DialogBody, DialogButtons } from './DialogLayout.js';
import { FailureNotice } from './FailureNotice.js';
import { ModalDialog } from './ModalDialog.js';
import { useRequest } from './request.js';
import { useMessage } from './message.js';

interface AskFirstProps {
  readonly heading: string;
  readonly action: string;
  readonly danger?: boolean;
  /** Named where a failure is told; none: it is not about a service. */
  readonly service?: string;
  readonly ask: () => Promise<Result<unknown>>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Says what will happen before it does; the safe answer has the focus. */
export function AskFirst(props: AskFirstProps) {
  const { heading, action, danger = false, service = '', ask, onClose, children } = props;
  const message = useMessage();
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
            besideWayOn
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
          <Button look={danger ? 'danger' : 'primary'} busy={busy} onClick={() => void confirm()}>
            {action}
          </Button>
        </DialogButtons>
      </DialogBody>
    </ModalDialog>
  );
}
