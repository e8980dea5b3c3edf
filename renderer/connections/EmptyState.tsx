import { Link2, Plus } from 'lucide-react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { SettingsButton } from '../settings/SettingsButton.js';
import { openConnect } from '../store/ui-actions.js';
import { ProtectionLine } from '../vault/ProtectionLine.js';
import styles from './EmptyState.module.css';
import { HistoryButton } from './HistoryButton.js';

export function EmptyState() {
  const message = useMessage();
  return (
    <div className={styles.page}>
      <div className={styles.middle}>
        <span className={styles.sign}>
          <Link2 aria-hidden />
        </span>
        <h2 className={styles.heading}>{message('empty.heading')}</h2>
        <p className={styles.text}>{message('empty.text')}</p>
        <Button variant="primary" onClick={openConnect}>
          <Plus aria-hidden />
          {message('list.connect')}
        </Button>
      </div>
      <footer className={styles.footer}>
        <ProtectionLine />
        <span className={styles.tools}>
          <HistoryButton />
          <SettingsButton />
        </span>
      </footer>
    </div>
  );
}
