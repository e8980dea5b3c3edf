import { useRef, useState } from 'react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { RetypeNotice } from '../components/RetypeNotice.js';
import { TextField } from '../components/TextField.js';
import { requests } from '../store/requests.js';
import { backendName, isNoStore } from './backend-name.js';
import styles from './Panel.module.css';

interface UnlockBySheetProps {
  /** Chromium's name of the password store that will keep the key afterwards. */
  readonly backendNow: string;
  readonly onClose: () => void;
}

/** The phrase is read from paper, so the field shows what is typed. */
export function UnlockBySheet({ backendNow, onClose }: UnlockBySheetProps) {
  const message = useMessage();
  const [phrase, setPhrase] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { send, busy, failure, reset } = useRequest();
  const hasPasswordStore = !isNoStore(backendNow);
  async function unlock(): Promise<void> {
    setMissing(phrase.trim() === '');
    if (phrase.trim() !== '') await send(() => requests.unlockVault({ passphrase: phrase }));
  }
  return (
    <form
      className={styles.text}
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <TextField
        ref={field}
        autoFocus
        secret
        label={message('unlockBySheet.phrase')}
        hint={message('unlockBySheet.hint')}
        value={phrase}
        onChange={setPhrase}
        problem={missing ? message('unlockBySheet.missing') : null}
        maxLength={200}
        data-code
      />
      {failure === null ? (
        <p className={styles.aside}>
          {hasPasswordStore
            ? message('unlockBySheet.sealsAgain', { now: backendName(message, backendNow) })
            : message('unlockBySheet.asksAgain')}
        </p>
      ) : (
        <RetypeNotice failure={failure} field={field} reset={reset} />
      )}
      <div className={styles.actions}>
        <Button variant="primary" type="submit" busy={busy}>
          {message('unlockBySheet.unlock')}
        </Button>
        <Button onClick={onClose}>{message('dialog.cancel')}</Button>
      </div>
    </form>
  );
}
