import { useState } from 'react';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { labelLimit } from '../../ipc/limits.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { useRequest } from '../components/request.js';
import { TextField } from '../components/TextField.js';
import { requests } from '../store/requests.js';

interface RenameDialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

export function RenameDialog({ connection, onClose }: RenameDialogProps) {
  const message = useMessage();
  const [label, setLabel] = useState(connection.label);
  const { send, busy, failure } = useRequest();
  async function save(): Promise<void> {
    if (
      await send(() =>
        requests.renameConnection({ connectionId: connection.id, label: label.trim() }),
      )
    )
      onClose();
  }
  return (
    <ModalDialog name={message('details.rename')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <DialogBody>
          <DialogHeading>{message('rename.heading')}</DialogHeading>
          <TextField
            label={message('rename.name')}
            value={label}
            onChange={setLabel}
            hint={message('rename.hint')}
            maxLength={labelLimit}
            dir="auto"
            autoFocus
            onFocus={(event) => event.target.select()}
          />
          {failure === null ? null : (
            <FailureNotice
              besidePrimary
              failure={failure}
              service={connection.serviceName}
              onRemedy={(remedy) => {
                if (remedy === 'close') onClose();
                else void save();
              }}
            />
          )}
          <DialogButtons>
            <Button onClick={onClose}>{message('dialog.cancel')}</Button>
            <Button variant="primary" type="submit" busy={busy}>
              {message('rename.save')}
            </Button>
          </DialogButtons>
        </DialogBody>
      </form>
    </ModalDialog>
  );
}
