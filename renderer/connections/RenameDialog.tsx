import { useState } from 'react';

import type { ConnectionView } from '../../ipc/connection-view.js';
import type { Result } from '../../ipc/failure.js';
import { connectionColours, labelLimit, noteLimit } from '../../ipc/limits.js';
import { Button } from '../components/Button.js';
import { ColourChoice } from '../components/ColourChoice.js';
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
  const [colour, setColour] = useState(connection.colour);
  const [note, setNote] = useState(connection.note ?? '');
  const { send, busy, failure } = useRequest();
  /** Sends what has changed; the name last, because it closes with a message of its own. */
  async function saveChanges(): Promise<Result<unknown>> {
    const connectionId = connection.id;
    const changes = {
      ...(colour === connection.colour ? {} : { colour }),
      ...(note.trim() === (connection.note ?? '') ? {} : { note: note.trim() }),
    };
    if (Object.keys(changes).length > 0) {
      const annotated = await requests.annotateConnection({ connectionId, ...changes });
      if (!annotated.ok || label === connection.label) return annotated;
    }
    return requests.renameConnection({ connectionId, label: label.trim() });
  }
  async function save(): Promise<void> {
    if (await send(saveChanges)) onClose();
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
          <ColourChoice
            label={message('rename.colour')}
            colours={connectionColours}
            value={colour}
            onChange={setColour}
          />
          <TextField
            label={message('rename.note')}
            value={note}
            onChange={setNote}
            hint={message('rename.noteHint')}
            maxLength={noteLimit}
            dir="auto"
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
