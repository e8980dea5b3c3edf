import { useState } from 'react';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import styles from './ActionBar.module.css';
import type { ConnectionRequests } from './connection-requests.js';
import { DisconnectDialog } from './DisconnectDialog.js';
import { RemoveDialog } from './RemoveDialog.js';
import { RenameDialog } from './RenameDialog.js';

interface ActionBarProps {
  readonly connection: ConnectionView;
  readonly requests: ConnectionRequests;
}

export function ActionBar({ connection, requests }: ActionBarProps) {
  const message = useMessage();
  const [open, setOpen] = useState<'rename' | 'disconnect' | 'remove' | null>(null);
  const close = () => setOpen(null);
  // A failure below may offer the same button: show each only once.
  const offeredBelow = requests.shownFailure?.remedy === 'sign_in_again';
  const { state } = connection;
  const isEnding = state.kind === 'disconnecting' && state.progress.kind !== 'given_up';
  const hasGivenUp = state.kind === 'disconnecting' && state.progress.kind === 'given_up';
  return (
    <div className={styles.bar} role="group" aria-label={message('details.actions')}>
      <div className={styles.actions}>
        {state.kind === 'disconnecting' ? null : (
          <Button
            busy={requests.busy === 'refresh' || state.kind === 'refreshing'}
            onClick={requests.refresh}
          >
            {message('details.refresh')}
          </Button>
        )}
        {offeredBelow || isEnding ? null : (
          <Button busy={requests.busy === 'signInAgain'} onClick={requests.signInAgain}>
            {message('details.signInAgain')}
          </Button>
        )}
        <Button onClick={() => setOpen('rename')}>{message('details.rename')}</Button>
      </div>
      <div className={styles.actions}>
        {hasGivenUp ? null : (
          <Button variant="danger" onClick={() => setOpen('disconnect')}>
            {message('details.disconnect')}
          </Button>
        )}
        <Button onClick={() => setOpen('remove')}>{message('details.remove')}</Button>
      </div>
      {open === 'rename' ? <RenameDialog connection={connection} onClose={close} /> : null}
      {open === 'disconnect' ? <DisconnectDialog connection={connection} onClose={close} /> : null}
      {open === 'remove' ? <RemoveDialog connection={connection} onClose={close} /> : null}
    </div>
  );
}
