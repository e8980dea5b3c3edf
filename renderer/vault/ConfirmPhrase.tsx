import { useRef, useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { RetypeNotice } from '../components/RetypeNotice.js';
import { TextField } from '../components/TextField.js';
import { requests } from '../store/requests.js';

interface ConfirmPhraseProps {
  readonly onBack: () => void;
  readonly onConfirmed: () => void;
}

/** Makes sure that the phrase is on paper before it seals the key. */
export function ConfirmPhrase({ onBack, onConfirmed }: ConfirmPhraseProps) {
  const message = useMessage();
  const [end, setEnd] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { send, busy, failure, reset } = useRequest();
  async function confirm(): Promise<void> {
    setMissing(end.trim() === '');
    if (end.trim() === '') return;
    if (await send(() => requests.confirmRecovery({ passphrase: end }))) onConfirmed();
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      <DialogBody>
        <DialogHeading>{message('recovery.confirmHeading')}</DialogHeading>
        <p>{message('recovery.confirmText')}</p>
        <TextField
          ref={field}
          autoFocus
          secret
          label={message('recovery.end')}
          value={end}
          onChange={setEnd}
          problem={missing ? message('recovery.endMissing') : null}
          maxLength={200}
          data-code
        />
        {failure === null ? null : <RetypeNotice failure={failure} field={field} reset={reset} />}
        <DialogButtons>
          <Button onClick={onBack}>{message('recovery.back')}</Button>
          <Button variant="primary" type="submit" busy={busy}>
            {message('recovery.confirm')}
          </Button>
        </DialogButtons>
      </DialogBody>
    </form>
  );
}
