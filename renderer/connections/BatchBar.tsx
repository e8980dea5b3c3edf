import { X } from 'lucide-react';
import { useIntl } from 'react-intl';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { dismissBatch, showBatch } from '../store/batch-actions.js';
import { useBatch, useBatchCounts, useBatchShown } from '../store/selectors.js';
import { batchHeading, batchProgress } from './batch-text.js';
import styles from './BatchBar.module.css';

/** The state of an action on several connections, while its results are not shown. */
export function BatchBar() {
  const message = useMessage();
  const intl = useIntl();
  const batch = useBatch();
  const counts = useBatchCounts();
  const shown = useBatchShown();
  if (batch === null || counts === null || shown) return null;
  return (
    <div className={styles.bar}>
      <div className={styles.text}>
        <p className={styles.heading}>{batchHeading(batch, counts, intl)}</p>
        <p>{batchProgress(batch, counts, intl)}</p>
      </div>
      <Button variant="quiet" onClick={showBatch}>
        {message('batch.show')}
      </Button>
      <Button
        variant="icon"
        aria-label={message('batch.dismiss')}
        title={message('batch.dismiss')}
        onClick={dismissBatch}
      >
        <X aria-hidden />
      </Button>
    </div>
  );
}
