import { useRef, useState } from 'react';

import { Button } from '../components/Button.js';
import { Disclosure } from '../components/Disclosure.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { RetypeNotice } from '../components/RetypeNotice.js';
import { SecretField } from '../components/SecretField.js';
import { requests } from '../store/requests.js';
import styles from './LockScreen.module.css';
import { StartNewVault } from './StartNewVault.js';

/** Asks for the passphrase. */
export function UnlockPanel() {
  const message = useMessage();
  const [passphrase, setPassphrase] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { send, busy, failure, reset } = useRequest();
  async function unlock(): Promise<void> {
    if (busy) return;
    setMissing(passphrase === '');
    if (passphrase === '') return;
    // Nothing typed stays in the window's memory longer than it is needed, also if it was wrong.
    setPassphrase('');
    await send(() => requests.unlockVault({ passphrase }));
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <p className={styles.text}>{message('unlock.text')}</p>
      <SecretField
        ref={field}
        label={message('unlock.passphrase')}
        value={passphrase}
        onChange={setPassphrase}
        problem={missing ? message('unlock.missing') : null}
        maxLength={1024}
        autoFocus
      />
      {failure === null ? null : <RetypeNotice failure={failure} field={field} reset={reset} />}
      <Button variant="primary" type="submit" busy={busy}>
        {message('unlock.unlock')}
      </Button>
      <Disclosure title={message('unlock.forgotten')}>
        <p>{message('startNewVault.text')}</p>
        <StartNewVault />
      </Disclosure>
    </form>
  );
}
