import { useRef, useState } from 'react';

import { Button } from '../components/Button.js';
import { Disclosure } from '../components/Disclosure.js';
import { useRequest } from '../components/request.js';
import { RetypeNotice } from '../components/RetypeNotice.js';
import { useMessage } from '../components/message.js';
import { SecretField } from '../components/SecretField.js';
import { requests } from '../store/requests.js';
import styles from './Panel.module.css';
import { StartNewVault } from './StartNewVault.js';

export function UnlockPanel() {
  const say = useMessage();
  const [passphrase, setPassphrase] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { send, busy, failure, forget } = useRequest();
  async function unlock(): Promise<void> {
    setMissing(passphrase === '');
    if (passphrase === '') return;
    await send(() => requests.unlockVault({ passphrase }));
  }
  return (
    <form
      className={styles.panel}
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <h2 className={styles.heading}>{say('unlock.heading')}</h2>
      <p>{say('unlock.text')}</p>
      <SecretField
        ref={field}
        label={say('unlock.passphrase')}
        value={passphrase}
        onType={setPassphrase}
        problem={missing ? say('unlock.missing') : null}
        maxLength={1024}
        data-unlock
      />
      {failure === null ? null : <RetypeNotice failure={failure} field={field} forget={forget} />}
      <div className={styles.ways}>
        <Button look="primary" type="submit" busy={busy}>
          {say('unlock.unlock')}
        </Button>
      </div>
      <Disclosure title={say('unlock.forgotten')}>
        <p>{say('startNew.text')}</p>
        <StartNewVault />
      </Disclosure>
    </form>
  );
}
