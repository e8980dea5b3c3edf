import { Lock } from 'lucide-react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import { useVault } from '../store/selectors.js';
import styles from './LockScreen.module.css';
import { UnlockPanel } from './UnlockPanel.js';

/** All there is of a locked window: it names no account, and asks for what unlocks it. */
export function LockScreen() {
  const message = useMessage();
  const asksPassphrase = useVault().kind === 'passphrase_required';
  return (
    <main className={styles.page}>
      <div className={styles.middle}>
        <span className={styles.sign}>
          <Lock aria-hidden />
        </span>
        <h1 className={styles.heading}>{message('unlock.heading')}</h1>
        {asksPassphrase ? (
          <UnlockPanel />
        ) : (
          <>
            <p id="lock-text" className={styles.text}>
              {message('lock.hidden')}
            </p>
            <Button
              variant="primary"
              autoFocus
              aria-describedby="lock-text"
              onClick={() => void requests.unlock({})}
            >
              {message('unlock.unlock')}
            </Button>
          </>
        )}
      </div>
    </main>
  );
}
