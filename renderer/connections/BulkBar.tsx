import { X } from 'lucide-react';
import { useState } from 'react';
import { Toolbar } from 'react-aria-components/Toolbar';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { refreshMany, stopChecking } from '../store/batch-actions.js';
import { useCheckedIds } from '../store/selectors.js';
import styles from './BulkBar.module.css';
import { BulkDisconnectDialog } from './BulkDisconnectDialog.js';

/** Actions on the connections that are checked. */
export function BulkBar() {
  const message = useMessage();
  const checkedIds = useCheckedIds();
  const [isAsking, setIsAsking] = useState(false);
  if (checkedIds === null) return null;
  const ids = [...checkedIds];
  const none = ids.length === 0;
  return (
    <Toolbar className={styles.bar ?? ''} aria-label={message('bulk.name')}>
      <div className={styles.head}>
        <span role="status">{message('bulk.selected', { count: ids.length })}</span>
        <Button
          variant="icon"
          aria-label={message('bulk.clear')}
          title={message('bulk.clear')}
          onClick={stopChecking}
        >
          <X aria-hidden />
        </Button>
      </div>
      <Button disabled={none} onClick={() => void refreshMany(ids)}>
        {message('bulk.refresh')}
      </Button>
      <Button variant="quietDanger" disabled={none} onClick={() => setIsAsking(true)}>
        {message('bulk.disconnect')}
      </Button>
      {isAsking ? <BulkDisconnectDialog ids={ids} onClose={() => setIsAsking(false)} /> : null}
    </Toolbar>
  );
}
