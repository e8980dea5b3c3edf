import { useRef, useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { useRequest } from '../components/request.js';
import { RetypeNotice } from '../components/RetypeNotice.js';
import { useMessage } from '../components/message.js';
import { TextField } from '../components/TextField.js';
import { requests } from '../store/requests.js';

interface ConfirmPhraseProps {
  readonly onBack: () => void;
  readonly onConfirmed: () => void;
}

/** Shows that the phrase is on paper before anything is sealed with it. */
export function ConfirmPhrase({ onBack, onConfirmed }: ConfirmPhraseProps) {
  const say = useMessage();
  const [end, setEnd] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { send, busy, failure, forget } = useRequest();
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
        <DialogHeading>{say('recovery.confirmHeading')}</DialogHeading>
        <p>{say('recovery.confirmText')}</p>
        <TextField
          ref={field}
          autoFocus
          secret
          label={say('recovery.end')}
          value={end}
          onType={setEnd}
          problem={missing ? say('recovery.endMissing') : null}
          maxLength={200}
          data-code
        />
        {failure === null ? null : <RetypeNotice failure={failure} field={field} forget={forget} />}
        <DialogButtons>
          <Button onClick={onBack}>{say('recovery.back')}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {say('recovery.confirm')}
          </Button>
        </DialogButtons>
      </DialogBody>
    </form>
  );
}
