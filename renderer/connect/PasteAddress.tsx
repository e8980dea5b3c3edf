import { useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { TextField } from '../components/TextField.js';
import { requests } from '../store/requests.js';
import styles from './PasteAddress.module.css';

interface PasteAddressProps {
  readonly attemptId: string;
  readonly service: string;
}

/** The address the browser ended on, by hand. It holds the answer, so it is not kept here once used. */
export function PasteAddress({ attemptId, service }: PasteAddressProps) {
  const say = useMessage();
  const [address, setAddress] = useState('');
  const [missing, setMissing] = useState(false);
  const { send, busy, failure, forget } = useRequest();
  async function use(): Promise<void> {
    setMissing(address.trim() === '');
    if (address.trim() === '') return;
    if (await send(() => requests.pasteAddress({ attemptId, address: address.trim() })))
      setAddress('');
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void use();
      }}
    >
      <TextField
        label={say('paste.address')}
        value={address}
        onType={setAddress}
        hint={say('paste.hint')}
        problem={missing ? say('paste.missing') : null}
        maxLength={65_536}
        autoFocus
      />
      {failure === null ? null : (
        <FailureNotice failure={failure} service={service} busy={busy} onRemedy={forget} />
      )}
      <DialogButtons>
        <Button type="submit" busy={busy}>
          {say('paste.use')}
        </Button>
      </DialogButtons>
    </form>
  );
}
