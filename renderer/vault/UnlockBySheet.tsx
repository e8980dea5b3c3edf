import { useRef, useState } from 'react';

import { Button } from '../components/Button.js';
import { useRequest } from '../components/request.js';
import { RetypeNotice } from '../components/RetypeNotice.js';
import { useMessage } from '../components/message.js';
import { TextField } from '../components/TextField.js';
import { requests } from '../store/requests.js';
import { backendName } from './backend-name.js';
import styles from './Panel.module.css';

interface UnlockBySheetProps {
  /** The password store that will keep the key afterwards, if there is one. */
  readonly backendNow: string;
  readonly onClose: () => void;
}

/** Read from paper, so it is shown as it is typed. */
export function UnlockBySheet({ backendNow, onClose }: UnlockBySheetProps) {
  const say = useMessage();
  const [phrase, setPhrase] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { send, busy, failure, forget } = useRequest();
  const hasStore = backendNow !== 'basic_text' && backendNow !== 'unknown';
  async function unlock(): Promise<void> {
    setMissing(phrase.trim() === '');
    if (phrase.trim() !== '') await send(() => requests.unlockVault({ passphrase: phrase }));
  }
  return (
    <form
      className={styles.words}
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <TextField
        ref={field}
        autoFocus
        secret
        label={say('sheet.phrase')}
        hint={say('sheet.hint')}
        value={phrase}
        onType={setPhrase}
        problem={missing ? say('sheet.missing') : null}
        maxLength={200}
        data-code
      />
      {failure === null ? (
        <p className={styles.aside}>
          {hasStore
            ? say('sheet.afterwards', { now: backendName(say, backendNow) })
            : say('sheet.asksAgain')}
        </p>
      ) : (
        <RetypeNotice failure={failure} field={field} forget={forget} />
      )}
      <div className={styles.ways}>
        <Button look="primary" type="submit" busy={busy}>
          {say('sheet.unlock')}
        </Button>
        <Button onClick={onClose}>{say('dialog.cancel')}</Button>
      </div>
    </form>
  );
}
