import { useState } from 'react';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { DisconnectDialog } from './DisconnectDialog.js';
import styles from './EndBar.module.css';
import { RemoveDialog } from './RemoveDialog.js';

/** The two ways to end a connection here, always in the same place and away from the everyday buttons. */
export function EndBar({ connection }: { readonly connection: ConnectionView }) {
  const message = useMessage();
  const [open, setOpen] = useState<'disconnect' | 'remove' | null>(null);
  const close = () => setOpen(null);
  const { state } = connection;
  const hasGivenUp = state.kind === 'disconnecting' && state.progress.kind === 'given_up';
  return (
    <div className={styles.bar} role="group" aria-label={message('details.end')}>
      <span className={styles.name} aria-hidden>
        {message('details.end')}
      </span>
      <Button variant="bare" onClick={() => setOpen('remove')}>
        {message('details.remove')}
      </Button>
      {hasGivenUp ? null : (
        <Button variant="quietDanger" onClick={() => setOpen('disconnect')}>
          {message('details.disconnect')}
        </Button>
      )}
      {open === 'disconnect' ? <DisconnectDialog connection={connection} onClose={close} /> : null}
      {open === 'remove' ? <RemoveDialog connection={connection} onClose={close} /> : null}
    </div>
  );
}
